package io.ansatz.runner.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedMeansTest {

    /** Student's table gives 2.77645 for 4 degrees of freedom. */
    @Test
    void theDifferenceHasTheIntervalOfItsPairs() {
        PairedMeans means = PairedMeans.of(new double[] {11, 22, 33, 44, 55}, new double[] {10, 20, 30, 40, 50});

        assertEstimate(means.difference(), 3, 2.77645 * Math.sqrt(2.5 / 5));
        assertEstimate(means.ours(), 33, 2.77645 * Math.sqrt(302.5 / 5));
        assertEstimate(means.theirs(), 30, 2.77645 * Math.sqrt(250.0 / 5));
    }

    private static void assertEstimate(Estimate estimate, double value, double half) {
        assertThat(estimate.value()).isCloseTo(value, within(1e-9));
        assertThat(estimate.low()).isCloseTo(value - half, within(2e-4));
        assertThat(estimate.high()).isCloseTo(value + half, within(2e-4));
        assertThat(estimate.level()).isEqualTo(0.95);
        assertThat(estimate.known()).isTrue();
    }

    @Test
    void oneSeedTellsNothingOfTheSpread() {
        PairedMeans means = PairedMeans.of(new double[] {0.75}, new double[] {0.5});

        assertThat(means.difference()).isEqualTo(new Estimate(0.25, 0.25, 0.25, 0));
        assertThat(means.difference().known()).isFalse();
    }
}
