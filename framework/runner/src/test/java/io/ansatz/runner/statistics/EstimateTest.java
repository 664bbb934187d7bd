package io.ansatz.runner.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EstimateTest {

    @Test
    void isWrittenWithItsBoundsIfTheyMeanSomething() {
        assertThat(new Estimate(0.84196, 0.80628, 0.87764, 0.95).words()).isEqualTo("0.842 [0.806, 0.878]");
        assertThat(Estimate.unknown(0.5).words()).isEqualTo("0.500");
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
