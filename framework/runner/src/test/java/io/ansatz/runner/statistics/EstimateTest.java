package io.ansatz.runner.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EstimateTest {

    /** Tables of Student's distribution give 12.7062, 2.77645 and 2.26216 for 1, 4 and 9 degrees of freedom. */
    @Test
    void theIntervalOfAMeanIsStudents() {
        assertMean(Estimate.mean(1, 3), 2, 12.7062 * 1);
        assertMean(Estimate.mean(1, 2, 3, 4, 5), 3, 2.77645 * Math.sqrt(2.5 / 5));
        assertMean(Estimate.mean(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 5.5, 2.26216 * Math.sqrt(55.0 / 6 / 10));
    }

    private static void assertMean(Estimate mean, double value, double half) {
        assertThat(mean.value()).isCloseTo(value, within(1e-12));
        assertThat(mean.low()).isCloseTo(value - half, within(1e-4));
        assertThat(mean.high()).isCloseTo(value + half, within(1e-4));
        assertThat(mean.level()).isEqualTo(0.95);
        assertThat(mean.known()).isTrue();
    }

    @Test
    void oneValueTellsNothingOfTheSpread() {
        assertThat(Estimate.mean(0.7)).isEqualTo(new Estimate(0.7, 0.7, 0.7, 0));
        assertThat(Estimate.mean(0.7).known()).isFalse();
    }

    @Test
    void equalValuesHaveNoSpread() {
        assertThat(Estimate.mean(0.5, 0.5, 0.5)).isEqualTo(new Estimate(0.5, 0.5, 0.5, 0.95));
    }

    @Test
    void noValuesHaveNoMean() {
        assertThatThrownBy(Estimate::mean)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no mean of no values.");
    }

    /** Of 4,000 samples of normal values 95 % should hold their mean, give or take four standard errors of 0.35 %. */
    @Test
    void nineteenOfTwentyIntervalsHoldTheMean() {
        var random = new Random(7);
        int holding = 0;
        int samples = 4000;
        for (int i = 0; i < samples; i++) {
            var values = new double[5];
            for (int k = 0; k < values.length; k++) {
                values[k] = 0.8 + 0.05 * random.nextGaussian();
            }
            holding += Estimate.mean(values).holds(0.8) ? 1 : 0;
        }

        assertThat((double) holding / samples).isCloseTo(0.95, within(0.014));
    }

    @Test
    void isWrittenWithItsBoundsIfTheyMeanSomething() {
        assertThat(new Estimate(0.84196, 0.80628, 0.87764, 0.95).words()).isEqualTo("0.842 [0.806, 0.878]");
        assertThat(Estimate.unknown(0.5).words()).isEqualTo("0.500");
    }

    @Test
    void saysHowOftenItsBoundsHoldTheTruthIfThatIsNotTheUsual() {
        assertThat(new Estimate(0.01, 0.005, 0.015, 0.5).words()).isEqualTo("0.010 [0.005, 0.015] (50 %)");
        assertThat(new Estimate(0.01, 0.005, 0.015, 0.9375).words()).isEqualTo("0.010 [0.005, 0.015] (93.75 %)");
        var six = new double[] {1, 2, 3, 4, 5, 6};
        assertThat(HodgesLehmann.of(Differences.between(six, new double[6])).words())
                .isEqualTo("3.500 [1.000, 6.000]");
    }

    @Test
    void whatRoundsToZeroHasNoSign() {
        assertThat(new Estimate(-0.0003, -0.082, 0.086, 0.95).words()).isEqualTo("0.000 [-0.082, 0.086]");
    }

    @Test
    void aSmallPIsSaidToBeSmall() {
        assertThat(PValue.words(0.000999)).isEqualTo("< 0.001");
        assertThat(PValue.words(0.001)).isEqualTo("0.001");
    }
}
