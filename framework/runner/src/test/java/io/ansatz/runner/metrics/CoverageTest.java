package io.ansatz.runner.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CoverageTest {

    @Test
    void theMostConfidentAnswersComeFirst() {
        // Confidences .9 .8 .7 .6, whichever class they speak for; the third answer is wrong.
        var coverage = of(new float[][] {{0.9f, 0.1f}, {0.4f, 0.6f}, {0.7f, 0.3f}, {0.2f, 0.8f}}, 0, 1, 1, 1);

        assertThat(coverage.right()).containsExactly(0, 1, 2, 2, 3);
        assertThat(coverage.wrong()).containsExactly(0, 0, 0, 1, 1);
        assertThat(coverage.area()).isCloseTo((1 / 3.0 + 1 / 4.0) / 4, within(1e-15));
        assertThat(coverage.accuracyOfSurest()).as("3 of 4 are not 80 %").isEqualTo(0.75);
    }

    @Test
    void fourOfFiveAreEightyPercent() {
        var rows = new float[][] {{0.9f, 0.1f}, {0.8f, 0.2f}, {0.7f, 0.3f}, {0.6f, 0.4f}, {0.55f, 0.45f}};

        assertThat(of(rows, 0, 0, 0, 0, 1).accuracyOfSurest()).isEqualTo(1);
        assertThat(of(rows, 0, 0, 0, 1, 0).accuracyOfSurest()).isEqualTo(0.75);
    }

    @Test
    void answersOfEqualConfidenceStayTogether() {
        // Confidences .8 .8 .6 .6 .6; right are one of two and two of three.
        var coverage =
                of(new float[][] {{0.8f, 0.2f}, {0.2f, 0.8f}, {0.6f, 0.4f}, {0.4f, 0.6f}, {0.6f, 0.4f}}, 0, 0, 0, 1, 1);

        assertThat(coverage.right()).containsExactly(0, 1, 3);
        assertThat(coverage.wrong()).containsExactly(0, 1, 2);
        assertThat(coverage.accuracyOfSurest()).isEqualTo(0.6);
        assertThat(coverage.area()).isCloseTo((2 * 0.5 + 3 * 0.4) / 5, within(1e-15));
    }

    @Test
    void withOneConfidenceBothAreThoseOfAllAnswers() {
        var coverage = of(new float[][] {{0.5f, 0.25f, 0.25f}, {0.25f, 0.5f, 0.25f}, {0.25f, 0.25f, 0.5f}}, 0, 1, 1);

        assertThat(coverage.accuracyOfSurest()).isEqualTo(2 / 3.0);
        assertThat(coverage.area()).isEqualTo(1 / 3.0);
    }

    @Test
    void whoIsAlwaysRightRisksNothingAndWhoIsAlwaysWrongEverything() {
        var rows = new float[][] {{0.9f, 0.1f}, {0.3f, 0.7f}};

        assertThat(of(rows, 0, 1).area()).isZero();
        assertThat(of(rows, 1, 0).area()).isEqualTo(1);
        assertThat(of(rows, 0, 1).accuracyOfSurest()).isEqualTo(1);
        assertThat(of(rows, 1, 0).accuracyOfSurest()).isZero();
    }

    @Test
    void mistakesOfWhichOneIsSureCostMore() {
        // Ten answers, confidences .51 to .60, one mistake: the surest or the least sure.
        var rows = new float[10][];
        var surest = new int[10];
        var leastSure = new int[10];
        for (int i = 0; i < 10; i++) {
            rows[i] = new float[] {0.51f + i / 100f, 0.49f - i / 100f};
        }
        surest[9] = 1;
        leastSure[0] = 1;
        double harmonic = 0;
        for (int k = 1; k <= 10; k++) {
            harmonic += 1.0 / k;
        }

        assertThat(of(rows, surest).area()).isCloseTo(harmonic / 10, within(1e-15));
        assertThat(of(rows, leastSure).area()).isCloseTo(1 / 100.0, within(1e-15));
        assertThat(of(rows, surest).accuracyOfSurest()).isEqualTo(7 / 8.0);
        assertThat(of(rows, leastSure).accuracyOfSurest()).isEqualTo(1);
    }

    @Test
    void placesThatNoChosenImageHasChangeNothing() {
        var rows = new float[][] {{0.9f, 0.1f}, {0.8f, 0.2f}, {0.7f, 0.3f}, {0.6f, 0.4f}};
        var labels = new int[] {0, 1, 0, 1};
        int[] chosen = {2, 1, 1};

        var coverage = new Scores(rows, labels).coverage(chosen);

        assertThat(coverage.area()).isCloseTo((2 * 1 + 2 / 3.0) / 3, within(1e-15));
        assertThat(coverage.accuracyOfSurest()).isEqualTo(1 / 3.0);
        assertThat(coverage.area())
                .isEqualTo(of(
                                Arrays.stream(chosen).mapToObj(i -> rows[i]).toArray(float[][]::new),
                                Arrays.stream(chosen).map(i -> labels[i]).toArray())
                        .area());
    }

    private static Coverage of(float[][] rows, int... labels) {
        return new Scores(rows, labels).coverage();
    }
}
