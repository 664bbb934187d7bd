package io.ansatz.runner.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ThresholdTest {

    /** In eighths and sixteenths, so that means of scores are exact. */
    private static final float[][] VALIDATION = binary(0.125f, 0.25f, 0.375f, 0.25f, 0.75f);

    @Test
    void theBestBalancedAccuracyOfValidationChooses() {
        // Negatives .125 .25 .375, positives .25 .75. From .25 up: 1 and 1/3; from .375: 1/2 and 2/3; from .75: 1/2 and
        // 1.
        assertThat(choose(VALIDATION, 0, 0, 0, 1, 1)).isEqualTo((0.375 + 0.75) / 2);
    }

    @Test
    void betweenPerfectlySeparatedScoresItIsTheMiddle() {
        assertThat(choose(binary(0.125f, 0.25f, 0.3125f, 0.4375f), 0, 0, 1, 1)).isEqualTo((0.25 + 0.3125) / 2);
    }

    @Test
    void ofEquallyGoodOnesTheNearestToOneHalfIsTaken() {
        // Parting at .1875 or at .75 makes 1 and 1/2, or 1/2 and 1.
        assertThat(choose(binary(0.125f, 0.625f, 0.25f, 0.875f), 0, 0, 1, 1)).isEqualTo((0.625 + 0.875) / 2);
        // .1875 and .8125 are equally near: the lower is taken.
        assertThat(choose(binary(0.125f, 0.75f, 0.25f, 0.875f), 0, 0, 1, 1)).isEqualTo((0.125 + 0.25) / 2);
    }

    @Test
    void scoresThatTellNothingLeaveAllImagesOnOneSide() {
        // The middles between .75 and the ends of the range are .375 and .875.
        assertThat(choose(binary(0.75f, 0.75f), 0, 1)).isEqualTo(0.375);
        assertThat(choose(binary(0.25f, 0.25f), 0, 1)).isEqualTo(0.625);
        // No threshold calls a probability of 0 positive.
        assertThat(choose(binary(0, 0), 0, 1)).isEqualTo(0.5);
        // Reversed scores: nothing is better than all or none.
        assertThat(choose(binary(0.75f, 0.25f), 0, 1)).isEqualTo(0.125);
        assertThat(choose(binary(1, 0), 0, 1)).isEqualTo(1);
    }

    @Test
    void noThresholdIsBetterThanTheChosenOne() {
        var random = new SplittableRandom(8);
        for (int repeat = 0; repeat < 50; repeat++) {
            int images = 2 + random.nextInt(30);
            var scores = new float[images];
            var labels = new int[images];
            for (int i = 0; i < images; i++) {
                scores[i] = random.nextInt(9) / 8f;
                labels[i] = i < 2 ? i : random.nextInt(2);
            }
            float[][] rows = binary(scores);
            Threshold chosen = Threshold.choose(rows, labels).orElseThrow();
            double best = chosen.judge(rows, labels).balancedAccuracy();

            for (int sixteenth = 0; sixteenth <= 16; sixteenth++) {
                var other = new Threshold(sixteenth / 16.0);
                double its = other.judge(rows, labels).balancedAccuracy();
                assertThat(its).isLessThanOrEqualTo(best + 1e-12);
            }
        }
    }

    @Test
    void withoutTwoClassesThereIsNone() {
        assertThat(Threshold.choose(binary(0.5f, 0.25f), new int[] {1, 1})).isEmpty();
        assertThat(Threshold.choose(binary(0.5f, 0.25f), new int[] {0, 0})).isEmpty();
        assertThat(Threshold.choose(new float[][] {{0.5f, 0.25f, 0.25f}, {0, 0, 1}}, new int[] {0, 1}))
                .isEmpty();
    }

    @Test
    void aScoreMustBeAboveTheThreshold() {
        var threshold = new Threshold(0.5);

        assertThat(threshold
                        .judge(binary(0.25f, 0.5f, 0.5f, 0.625f), new int[] {0, 0, 1, 1})
                        .counts())
                .isDeepEqualTo(new int[][] {{2, 0}, {1, 1}});
    }

    @Test
    void atOneHalfAnswersAreTheLikeliestClasses() {
        var random = new SplittableRandom(9);
        var scores = new float[40];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = random.nextInt(9) / 8f;
        }
        int[] labels = random.ints(40, 0, 2).toArray();

        assertThat(new Threshold(0.5).judge(binary(scores), labels).counts())
                .isDeepEqualTo(new Scores(binary(scores), labels).confusion().counts());
    }

    @Test
    void figuresOfOtherImagesAreThoseCountedByHand() {
        // At .3: TN 1 (.2), FP 1 (.4), FN 0, TP 2.
        Map<String, Double> figures =
                new Threshold(0.3).figures(binary(0.2f, 0.4f, 0.35f, 0.8f), new int[] {0, 0, 1, 1});

        assertThat(figures.keySet())
                .containsExactly(
                        "threshold",
                        "accuracy-at-threshold",
                        "balanced-accuracy-at-threshold",
                        "mcc-at-threshold",
                        "f1-at-threshold",
                        "sensitivity-at-threshold",
                        "specificity-at-threshold");
        assertThat(figures)
                .containsEntry("threshold", 0.3)
                .containsEntry("accuracy-at-threshold", 3 / 4.0)
                .containsEntry("balanced-accuracy-at-threshold", 3 / 4.0)
                .containsEntry("f1-at-threshold", 4 / 5.0)
                .containsEntry("sensitivity-at-threshold", 1.0)
                .containsEntry("specificity-at-threshold", 1 / 2.0);
        assertThat(figures.get("mcc-at-threshold")).isCloseTo(2 / Math.sqrt(3 * 2 * 2 * 1), within(1e-15));
    }

    @Test
    void figuresThatDoNotExistAreLeftOut() {
        assertThat(new Threshold(0.3).figures(binary(0.2f, 0.4f), new int[] {0, 0}))
                .containsOnlyKeys(
                        "threshold",
                        "accuracy-at-threshold",
                        "balanced-accuracy-at-threshold",
                        "specificity-at-threshold");
    }

    private static double choose(float[][] rows, int... labels) {
        return Threshold.choose(rows, labels).orElseThrow().value();
    }

    private static float[][] binary(float... scores) {
        var rows = new float[scores.length][];
        for (int i = 0; i < scores.length; i++) {
            rows[i] = new float[] {1 - scores[i], scores[i]};
        }
        return rows;
    }
}
