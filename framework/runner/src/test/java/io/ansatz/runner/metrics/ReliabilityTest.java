package io.ansatz.runner.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReliabilityTest {

    /** The probabilities are float, which knows seven digits. */
    private static final double FLOAT = 1e-7;

    @Test
    void answersAreBinnedByTheirConfidence() {
        // Two sure answers, one of them wrong, and two unsure ones, both right.
        Reliability reliability = reliability(new double[] {0.95, 0.97, 0.375, 0.625}, 1, 0, 0, 1);

        assertThat(reliability.bins()).hasSize(15);
        assertThat(reliability.bins().get(14).images()).isEqualTo(2);
        assertThat(reliability.bins().get(14).confidence()).isEqualTo(0.96, within(FLOAT));
        assertThat(reliability.bins().get(14).accuracy()).isEqualTo(0.5);
        assertThat(reliability.bins().get(9)).isEqualTo(new Reliability.Bin(2, 0.625, 1));
        assertThat(reliability.bins().get(0)).isEqualTo(new Reliability.Bin(0, 0, 0));
        assertThat(reliability.error()).isEqualTo((2 * 0.46 + 2 * 0.375) / 4, within(FLOAT));
    }

    @Test
    void aBorderBelongsToTheBinAboveAndCertaintyToTheLast() {
        // 0.6 is 9/15; as a float it is a little more.
        Reliability reliability = reliability(new double[] {0.59, 0.6, 1}, 0, 1, 1);

        assertThat(reliability.bins().get(8).images()).isEqualTo(1);
        assertThat(reliability.bins().get(9).images()).isEqualTo(1);
        assertThat(reliability.bins().get(14)).isEqualTo(new Reliability.Bin(1, 1, 1));
    }

    @Test
    void ofEquallyLikelyClassesTheLowestIsTheAnswer() {
        assertThat(reliability(new double[] {0.5}, 0).bins().get(7).accuracy()).isEqualTo(1);
        assertThat(reliability(new double[] {0.5}, 1).bins().get(7).accuracy()).isEqualTo(0);
    }

    @Test
    void sureAndRightIsNoError() {
        assertThat(reliability(new double[] {1, 0, 1}, 1, 0, 1).error()).isEqualTo(0);
    }

    @Test
    void sureAndWrongIsAllError() {
        assertThat(reliability(new double[] {1, 0}, 0, 1).error()).isEqualTo(1);
    }

    private static Reliability reliability(double[] scores, int... labels) {
        var probabilities = new float[scores.length][];
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = new float[] {(float) (1 - scores[i]), (float) scores[i]};
        }
        return Reliability.of(new Scores(probabilities, labels));
    }
}
