package io.ansatz.runner.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CoverageTest {

    /** Confidences .9 .8 .7 .6; the third answer is wrong. */
    private static final Coverage FOUR =
            Coverage.of(new float[][] {{0.9f, 0.1f}, {0.4f, 0.6f}, {0.7f, 0.3f}, {0.2f, 0.8f}}, new int[] {0, 1, 1, 1});

    @Test
    void theMostConfidentImagesComeFirst() {
        assertThat(FOUR.points()).extracting(Coverage.Point::answered).containsExactly(1, 2, 3, 4);
        assertThat(FOUR.points()).extracting(Coverage.Point::right).containsExactly(1, 2, 2, 3);
        assertThat(FOUR.points()).extracting(Coverage.Point::coverage).containsExactly(0.25, 0.5, 0.75, 1.0);
        assertThat(FOUR.points()).extracting(Coverage.Point::accuracy).containsExactly(1.0, 1.0, 2 / 3.0, 0.75);
        assertThat(FOUR.points()).extracting(Coverage.Point::risk).containsExactly(0.0, 0.0, 1 / 3.0, 0.25);
        assertThat(FOUR.points().get(2).confidence()).isEqualTo(0.7f);
    }

    @Test
    void theAreaIsTheMeanRisk() {
        assertThat(FOUR.area()).isCloseTo((1 / 3.0 + 1 / 4.0) / 4, within(1e-15));
    }

    @Test
    void aShareIsCoveredByAsFewImagesAsCan() {
        assertThat(FOUR.at(0.5).answered()).isEqualTo(2);
        assertThat(FOUR.at(0.51).answered()).isEqualTo(3);
        assertThat(FOUR.at(1).answered()).isEqualTo(4);
        assertThat(FOUR.at(1e-9).answered()).isEqualTo(1);
        assertThatThrownBy(() -> FOUR.at(1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No part of the images is 1.5 of them.");
    }

    @Test
    void imagesOfEqualConfidenceStayTogether() {
        // Confidences .8 .8 .6 .6 .6, whichever class they speak for; right are one of two and two of three.
        var coverage = Coverage.of(
                new float[][] {{0.8f, 0.2f}, {0.2f, 0.8f}, {0.6f, 0.4f}, {0.4f, 0.6f}, {0.6f, 0.4f}},
                new int[] {0, 0, 0, 1, 1});

        assertThat(coverage.points())
                .containsExactly(new Coverage.Point(0.8f, 2, 1, 5), new Coverage.Point(0.6f, 5, 3, 5));
        assertThat(coverage.at(0.2).answered()).isEqualTo(2);
        assertThat(coverage.area()).isCloseTo((2 * 0.5 + 3 * 0.4) / 5, within(1e-15));
    }

    @Test
    void atFullCoverageTheAccuracyIsThatOfAllAndWithOneConfidenceSoIsTheArea() {
        var rows = new float[][] {{0.5f, 0.25f, 0.25f}, {0.25f, 0.5f, 0.25f}, {0.25f, 0.25f, 0.5f}};
        var labels = new int[] {0, 1, 1};
        var coverage = Coverage.of(rows, labels);

        assertThat(coverage.at(1).accuracy())
                .isEqualTo(Metric.ACCURACY.measure(rows, labels).orElseThrow());
        assertThat(coverage.area()).isEqualTo(1 / 3.0);
    }

    @Test
    void whoIsAlwaysRightRisksNothingAndWhoIsAlwaysWrongEverything() {
        var rows = new float[][] {{0.9f, 0.1f}, {0.3f, 0.7f}};

        assertThat(Coverage.of(rows, new int[] {0, 1}).area()).isZero();
        assertThat(Coverage.of(rows, new int[] {1, 0}).area()).isEqualTo(1);
    }

    @Test
    void mistakesOfWhichOneIsSureCostMore() {
        // Ten images, confidences .51 to .60, one mistake: surest or least sure.
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

        assertThat(Coverage.of(rows, surest).area()).isCloseTo(harmonic / 10, within(1e-15));
        assertThat(Coverage.of(rows, leastSure).area()).isCloseTo(1 / 100.0, within(1e-15));
    }
}
