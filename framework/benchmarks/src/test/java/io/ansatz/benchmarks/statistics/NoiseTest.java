package io.ansatz.benchmarks.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NoiseTest {

    /** The standard error of a deviation from 100,000 normal values is 0.002; heavy tails take more. */
    @Test
    void drawsHaveADeviationOfOne() {
        assertThat(deviation(Noise.NORMAL)).isCloseTo(1, within(0.01));
        assertThat(deviation(Noise.ROUNDED)).isCloseTo(1, within(0.01));
        assertThat(deviation(Noise.HEAVY)).isCloseTo(1, within(0.15));
    }

    private static double deviation(Noise noise) {
        var random = new SplittableRandom(4);
        double squares = 0;
        for (int i = 0; i < 100_000; i++) {
            double one = noise.draw(random);
            squares += one * one;
        }
        return Math.sqrt(squares / 100_000);
    }

    @Test
    void onlyRoundedMetricsAreSharesOfTheImages() {
        assertThat(Noise.ROUNDED.metric(0.01, 0.003) * 156).isCloseTo(135, within(1e-9));
        assertThat(Noise.NORMAL.metric(0.01, 0.003)).isCloseTo(0.863, within(1e-12));
    }

    @Test
    void theNormalCurveIsThatOfTheTables() {
        assertThat(Noise.atMost(0)).isEqualTo(0.5);
        assertThat(Noise.atMost(1.959964)).isCloseTo(0.975, within(1e-7));
        assertThat(Noise.atMost(-1)).isCloseTo(0.158655254, within(1e-9));
    }
}
