package io.ansatz.runner.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampleSizeTest {

    /**
     * With z(0.975) + z(0.8) = 2.8016, a tenth of a deviation takes (784.9 + 1.92) pi / 3 = 823.9 pairs. Of half a deviation it
     * would be 34.9, and the 35 there are come to 0.0490.
     */
    @Test
    void theFormulaIsGuenthersTimesTheEfficiency() {
        assertThat(SampleSize.seeds(1, 0.1, 0.05)).hasValue(824);
        assertThat(SampleSize.seeds(1, 0.5, 0.05)).hasValue(36);
        assertThat(SampleSize.seeds(0.02, 0.01, 0.05)).hasValue(36);
    }

    @Test
    void itIsNeverFewerThanCanReachAlpha() {
        assertThat(SampleSize.seeds(1, 100, 0.05)).hasValue(6);
        assertThat(SampleSize.seeds(0, 0.01, 0.05)).hasValue(6);
        assertThat(SampleSize.seeds(0, 0.01, 0.05 / 7)).hasValue(9);
    }

    @Test
    void beyondCountingThereIsNoNumber() {
        assertThat(SampleSize.seeds(1, 1e-6, 0.05)).isEmpty();
    }
}
