package io.ansatz.runner.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalTest {

    /** Tables of Student's distribution give 12.7062, 2.77645 and 2.26216 for 1, 4 and 9 degrees of freedom. */
    @Test
    void theIntervalIsStudents() {
        assertInterval(Interval.of(1, 3), 2, 12.7062 * 1, 2);
        assertInterval(Interval.of(1, 2, 3, 4, 5), 3, 2.77645 * Math.sqrt(2.5 / 5), 5);
        assertInterval(Interval.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 5.5, 2.26216 * Math.sqrt(55.0 / 6 / 10), 10);
    }

    private static void assertInterval(Interval interval, double mean, double half, int n) {
        assertThat(interval.mean()).isCloseTo(mean, within(1e-12));
        assertThat(interval.low()).isCloseTo(mean - half, within(1e-4));
        assertThat(interval.high()).isCloseTo(mean + half, within(1e-4));
        assertThat(interval.n()).isEqualTo(n);
        assertThat(interval.known()).isTrue();
    }

    @Test
    void oneValueTellsNothingOfTheSpread() {
        assertThat(Interval.of(0.7)).isEqualTo(new Interval(0.7, 0.7, 0.7, 1));
        assertThat(Interval.of(0.7).known()).isFalse();
    }

    @Test
    void equalValuesHaveNoSpread() {
        Interval interval = Interval.of(0.5, 0.5, 0.5);

        assertThat(interval.low()).isEqualTo(0.5);
        assertThat(interval.high()).isEqualTo(0.5);
    }

    @Test
    void noValuesHaveNoMean() {
        assertThatThrownBy(Interval::of)
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
            Interval interval = Interval.of(values);
            holding += interval.low() <= 0.8 && 0.8 <= interval.high() ? 1 : 0;
        }

        assertThat((double) holding / samples).isCloseTo(0.95, within(0.014));
    }
}
