package io.ansatz.runner.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MetricTest {

    /** Of sums of a handful of doubles. */
    private static final Offset<Double> ROUNDING = within(1e-12);

    /** Of scores that are floats. */
    private static final Offset<Double> FLOATS = within(1e-7);

    /** The example in scikit-learn's documentation of both average precision and AUC. */
    private static final int[] LABELS = {0, 0, 1, 1};

    private static final float[][] SCORES = binary(0.1f, 0.4f, 0.35f, 0.8f);

    @Test
    void theExampleOfScikitLearnHasItsAucAndAveragePrecision() {
        assertThat(value(Metric.AUC, SCORES, LABELS)).isEqualTo(0.75);
        // At .8 one of one and half of the class, at .35 two of three and all of it: 1/2 * 1 + 1/2 * 2/3.
        assertThat(value(Metric.AVERAGE_PRECISION, SCORES, LABELS)).isCloseTo(5 / 6.0, ROUNDING);
    }

    @Test
    void theExampleOfScikitLearnWithThreeClassesHasItsMeanAveragePrecision() {
        var rows = new float[][] {
            {0.7f, 0.2f, 0.1f},
            {0.4f, 0.3f, 0.3f},
            {0.1f, 0.8f, 0.1f},
            {0.2f, 0.3f, 0.5f},
            {0.4f, 0.4f, 0.2f},
            {0.1f, 0.2f, 0.7f}
        };
        var labels = new int[] {0, 0, 1, 1, 2, 2};

        // Class 0: 1/2 * 1 + 1/2 * 2/3. Class 1: 1/2 * 1 + 1/2 * 2/4, as .3 is there twice. Class 2: 1/2 * 1 + 1/2 *
        // 2/4.
        assertThat(value(Metric.AVERAGE_PRECISION, rows, labels))
                .isCloseTo((5 / 6.0 + 3 / 4.0 + 3 / 4.0) / 3, ROUNDING)
                .isCloseTo(0.77, within(0.01));
    }

    @Test
    void equalScoresAreOneThresholdOfAveragePrecision() {
        // All of the class come in at once, at the precision of the whole: the prevalence.
        assertThat(value(Metric.AVERAGE_PRECISION, binary(0.3f, 0.3f, 0.3f, 0.3f), new int[] {0, 1, 0, 0}))
                .isEqualTo(0.25);
        // At .9 one of two, at .2 two of four.
        assertThat(value(Metric.AVERAGE_PRECISION, binary(0.9f, 0.9f, 0.2f, 0.2f), new int[] {0, 1, 0, 1}))
                .isEqualTo(0.5);
    }

    @Test
    void perfectReversedAndConstantScoresHaveTheirFigures() {
        var perfect = binary(0.1f, 0.2f, 0.8f, 0.9f);
        var reversed = binary(0.9f, 0.8f, 0.2f, 0.1f);
        var constant = binary(0.3f, 0.3f, 0.3f, 0.3f);

        for (Metric metric : new Metric[] {
            Metric.AUC,
            Metric.AVERAGE_PRECISION,
            Metric.ACCURACY,
            Metric.BALANCED_ACCURACY,
            Metric.MCC,
            Metric.F1,
            Metric.SENSITIVITY_AT_95_SPECIFICITY,
            Metric.SPECIFICITY_AT_95_SENSITIVITY
        }) {
            assertThat(value(metric, perfect, LABELS)).as(metric.word()).isEqualTo(metric.highest());
        }
        for (Metric metric : new Metric[] {
            Metric.AUC,
            Metric.ACCURACY,
            Metric.BALANCED_ACCURACY,
            Metric.MCC,
            Metric.F1,
            Metric.SENSITIVITY_AT_95_SPECIFICITY,
            Metric.SPECIFICITY_AT_95_SENSITIVITY
        }) {
            assertThat(value(metric, reversed, LABELS)).as(metric.word()).isEqualTo(metric.lowest());
        }
        assertThat(value(Metric.AUC, constant, LABELS)).isEqualTo(0.5);
        assertThat(value(Metric.AVERAGE_PRECISION, constant, LABELS)).isEqualTo(0.5);
        assertThat(value(Metric.MCC, constant, LABELS)).isZero();
        assertThat(value(Metric.F1, constant, LABELS)).isZero();
        assertThat(value(Metric.SENSITIVITY_AT_95_SPECIFICITY, constant, LABELS))
                .isZero();
        assertThat(value(Metric.SPECIFICITY_AT_95_SENSITIVITY, constant, LABELS))
                .isZero();
    }

    @Test
    void flippedScoresHaveTheRestOfTheAuc() {
        var random = new SplittableRandom(1);
        float[][] rows = rows(random, 60, 2, 8);
        int[] labels = labels(random, 60, 2);
        var flipped = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            flipped[i] = new float[] {rows[i][1], -rows[i][1]};
        }

        assertThat(value(Metric.AUC, flipped, labels)).isCloseTo(1 - value(Metric.AUC, rows, labels), ROUNDING);
    }

    @Test
    void exchangingTheTwoClassesExchangesSensitivityAndSpecificityButNotTheAuc() {
        var random = new SplittableRandom(2);
        var scores = new float[80];
        var labels = new int[80];
        var exchanged = new float[80][];
        var others = new int[80];
        for (int i = 0; i < scores.length; i++) {
            labels[i] = random.nextInt(2);
            // In 64ths, so that 1 - score is exact.
            scores[i] = (random.nextInt(45) + 20 * labels[i]) / 64f;
            exchanged[i] = new float[] {scores[i], 1 - scores[i]};
            others[i] = 1 - labels[i];
        }
        float[][] rows = binary(scores);

        for (Metric same : new Metric[] {Metric.AUC, Metric.MCC, Metric.BALANCED_ACCURACY, Metric.BRIER}) {
            // At a score of exactly one half the answer is the lower class on both sides.
            int[] clear = IntStream.range(0, 80).filter(i -> scores[i] != 0.5f).toArray();
            assertThat(same.measure(exchanged, others, clear).orElseThrow())
                    .as(same.word())
                    .isCloseTo(same.measure(rows, labels, clear).orElseThrow(), ROUNDING);
        }
        // A threshold between two scores parts the images alike, whichever class is asked for.
        assertThat(value(Metric.SENSITIVITY_AT_95_SPECIFICITY, exchanged, others))
                .isEqualTo(value(Metric.SPECIFICITY_AT_95_SENSITIVITY, rows, labels))
                .isBetween(0.1, 0.9);
        assertThat(value(Metric.SPECIFICITY_AT_95_SENSITIVITY, exchanged, others))
                .isEqualTo(value(Metric.SENSITIVITY_AT_95_SPECIFICITY, rows, labels))
                .isBetween(0.1, 0.9);
    }

    @Test
    void specificityIsKeptToTheImage() {
        // Twenty negatives .01 to .20: one of them may be called positive, which is 95 % exactly.
        var scores = new float[24];
        var labels = new int[24];
        for (int i = 0; i < 20; i++) {
            scores[i] = (i + 1) / 100f;
        }
        float[] positives = {0.195f, 0.3f, 0.19f, 0.05f};
        for (int i = 0; i < 4; i++) {
            scores[20 + i] = positives[i];
            labels[20 + i] = 1;
        }

        // Down to .195 one negative (.20) is called; .19 is shared with a second one.
        assertThat(value(Metric.SENSITIVITY_AT_95_SPECIFICITY, binary(scores), labels))
                .isEqualTo(2 / 4.0);
        // With 19 negatives not even one may be.
        int[] fewer = IntStream.range(1, 24).toArray();
        assertThat(Metric.SENSITIVITY_AT_95_SPECIFICITY.measure(binary(scores), labels, fewer))
                .hasValue(1 / 4.0);
        // All four positives are needed: 95 % of 4 is more than 3. From .05 up there are 16 negatives.
        assertThat(value(Metric.SPECIFICITY_AT_95_SENSITIVITY, binary(scores), labels))
                .isEqualTo(4 / 20.0);
    }

    @Test
    void theExampleOfScikitLearnHasItsMcc() {
        // Labels + + + -, answers + - + +: (2 * 0 - 1 * 1) / sqrt(3 * 3 * 1 * 1).
        assertThat(value(Metric.MCC, binary(0.9f, 0.1f, 0.9f, 0.9f), new int[] {1, 1, 1, 0}))
                .isCloseTo(-1 / 3.0, ROUNDING);
    }

    @Test
    void theExampleOfScikitLearnHasItsBalancedAccuracy() {
        var rows = binary(0, 1, 0, 0, 0, 1);

        assertThat(value(Metric.BALANCED_ACCURACY, rows, new int[] {0, 1, 0, 0, 1, 0}))
                .isEqualTo(0.625);
    }

    @Test
    void theExampleOfScikitLearnHasItsMeanF1() {
        // Class 0: two hits, two labels, three answers; the others are never hit.
        float[][] rows = sure(3, 0, 2, 1, 0, 0, 1);

        assertThat(value(Metric.F1, rows, new int[] {0, 1, 2, 0, 1, 2})).isCloseTo(4 / 5.0 / 3, ROUNDING);
    }

    @Test
    void theExamplesOfScikitLearnHaveTheirBrierScores() {
        assertThat(value(Metric.BRIER, binary(0.1f, 0.9f, 0.8f, 0.3f), new int[] {0, 1, 1, 0}))
                .isCloseTo(0.0375, FLOATS);
        var rows = new float[][] {{0.8f, 0.1f, 0.1f}, {0.2f, 0.7f, 0.1f}, {0.2f, 0.2f, 0.6f}};
        assertThat(value(Metric.BRIER, rows, new int[] {0, 1, 2})).isCloseTo(0.44 / 3, FLOATS);
    }

    @Test
    void theBrierScoreOfKnowingNothingAndOfSureMistakesAreClosedForms() {
        assertThat(value(Metric.BRIER, binary(0.5f, 0.5f), new int[] {0, 1})).isEqualTo(0.25);
        assertThat(value(Metric.BRIER, binary(1, 0), new int[] {0, 1})).isEqualTo(1);
        var uniform = new float[][] {{0.25f, 0.25f, 0.25f, 0.25f}};
        assertThat(value(Metric.BRIER, uniform, new int[] {2})).isEqualTo(9 / 16.0 + 3 / 16.0);
        assertThat(value(Metric.BRIER, sure(3, 1), new int[] {2})).isEqualTo(Metric.BRIER.highest());
    }

    @Test
    void calibrationIsHeldAgainstTheConfidenceOfTheAnswer() {
        // Sure of .75, right three times of four: no error. In 15 bins .75 lies in [11/15, 12/15).
        assertThat(value(Metric.ECE, binary(0.75f, 0.75f, 0.75f, 0.25f), new int[] {1, 1, 0, 0}))
                .isZero();
        // .75 is right half of the time, .9375 always, in a bin of its own: (2 * .25 + 2 * .0625) / 4.
        assertThat(value(Metric.ECE, binary(0.75f, 0.25f, 0.9375f, 0.9375f), new int[] {1, 1, 1, 1}))
                .isEqualTo((2 * 0.25 + 2 * 0.0625) / 4);
        // Sure and always wrong, and sure and always right.
        assertThat(value(Metric.ECE, binary(1, 0), new int[] {0, 1})).isEqualTo(1);
        assertThat(value(Metric.ECE, binary(1, 0), new int[] {1, 0})).isZero();
    }

    @Test
    void whoMayRejectIsJudgedByTheSurestAnswers() {
        // Confidences .9 .8 .75 .6 .5; the fourth answer is wrong.
        var rows = binary(0.9f, 0.2f, 0.75f, 0.6f, 0.5f);
        var labels = new int[] {1, 0, 1, 0, 0};

        assertThat(value(Metric.ACCURACY, rows, labels)).isEqualTo(0.8);
        assertThat(value(Metric.ACCURACY_AT_80_COVERAGE, rows, labels)).isEqualTo(0.75);
        assertThat(value(Metric.AURC, rows, labels)).isCloseTo((1 / 4.0 + 1 / 5.0) / 5, ROUNDING);
    }

    @Test
    void confidencesOfOneBinMakeUpForEachOtherAndOnABorderTheUpperBinCounts() {
        // Six of ten is 9/15: .6 and .65 share the bin from there to 10/15, .59 lies below.
        assertThat(value(Metric.ECE, binary(0.6f, 0.65f), new int[] {1, 0})).isCloseTo((1 - 0.6 - 0.65) / -2, FLOATS);
        assertThat(value(Metric.ECE, binary(0.59f, 0.65f), new int[] {1, 0})).isCloseTo((1 - 0.59 + 0.65) / 2, FLOATS);
    }

    @Test
    void lossIsTheMeanCrossEntropyWithAFloor() {
        assertThat(value(Metric.LOSS, binary(0.25f, 0.5f), new int[] {0, 1}))
                .isCloseTo(-(Math.log(0.75) + Math.log(0.5)) / 2, ROUNDING);
        assertThat(value(Metric.LOSS, binary(1), new int[] {0})).isCloseTo(-Math.log(1e-10), ROUNDING);
    }

    @Test
    void whatNeedsTwoClassesDoesNotExistWithOne() {
        for (int only = 0; only < 3; only++) {
            int[] labels = {only, only};
            float[][] rows = {{0.2f, 0.5f, 0.3f}, {0.1f, 0.1f, 0.8f}};
            assertThat(existing(rows, labels))
                    .containsExactly(
                            Metric.ACCURACY,
                            Metric.BALANCED_ACCURACY,
                            Metric.F1,
                            Metric.BRIER,
                            Metric.ECE,
                            Metric.ACCURACY_AT_80_COVERAGE,
                            Metric.AURC,
                            Metric.LOSS);
        }
        assertThat(existing(binary(0.2f, 0.7f), new int[] {0, 0}))
                .containsExactly(
                        Metric.ACCURACY,
                        Metric.BALANCED_ACCURACY,
                        Metric.BRIER,
                        Metric.ECE,
                        Metric.ACCURACY_AT_80_COVERAGE,
                        Metric.AURC,
                        Metric.LOSS);
        assertThat(existing(binary(0.2f, 0.7f), new int[] {1, 1}))
                .contains(Metric.F1)
                .doesNotContain(Metric.MCC);
        assertThat(existing(binary(0.2f, 0.7f), new int[] {0, 1})).containsExactly(Metric.values());
    }

    @Test
    void anAbsentClassIsLeftOutOfMeans() {
        var rows = new float[][] {{0.6f, 0.3f, 0.1f}, {0.2f, 0.3f, 0.5f}, {0.1f, 0.2f, 0.7f}, {0.5f, 0.1f, 0.4f}};
        var labels = new int[] {0, 0, 2, 2};

        // Both classes: one of two recognised, three of four pairs in order; each is hit once, labelled and answered
        // twice.
        assertThat(value(Metric.BALANCED_ACCURACY, rows, labels)).isEqualTo(0.5);
        assertThat(value(Metric.AUC, rows, labels)).isEqualTo(0.75);
        assertThat(value(Metric.F1, rows, labels)).isEqualTo(0.5);
        // Class 0 in order .6+ .5- .2+ .1-: 1/2 + 1/2 * 2/3; class 2 in order .7+ .5- .4+ .1-: the same.
        assertThat(value(Metric.AVERAGE_PRECISION, rows, labels)).isCloseTo(5 / 6.0, ROUNDING);
    }

    @Test
    void everyFigureOfRankedImagesIsWhatCountingAtEachScoreGives() {
        var random = new SplittableRandom(3);
        for (int classes : new int[] {2, 3, 5}) {
            for (int repeat = 0; repeat < 20; repeat++) {
                float[][] rows = rows(random, 50, classes, 1 + random.nextInt(30));
                int[] labels = labels(random, 50, classes);

                assertThat(value(Metric.AUC, rows, labels)).isCloseTo(macro(rows, labels, MetricTest::auc), ROUNDING);
                assertThat(value(Metric.AVERAGE_PRECISION, rows, labels))
                        .isCloseTo(macro(rows, labels, MetricTest::averagePrecision), ROUNDING);
                assertThat(value(Metric.SENSITIVITY_AT_95_SPECIFICITY, rows, labels))
                        .isCloseTo(macro(rows, labels, MetricTest::sensitivity), ROUNDING);
                assertThat(value(Metric.SPECIFICITY_AT_95_SENSITIVITY, rows, labels))
                        .isCloseTo(macro(rows, labels, MetricTest::specificity), ROUNDING);
            }
        }
    }

    @Test
    void chosenImagesAreMeasuredAsIfTheyWereAll() {
        var random = new SplittableRandom(4);
        for (int classes : new int[] {2, 4}) {
            float[][] rows = rows(random, 40, classes, 12);
            int[] labels = labels(random, 40, classes);
            var scores = new Scores(rows, labels);
            for (int repeat = 0; repeat < 20; repeat++) {
                int[] chosen = random.ints(1 + random.nextInt(60), 0, 40).toArray();
                for (Metric metric : Metric.values()) {
                    assertThat(metric.measure(scores, chosen))
                            .as(metric.word())
                            .isEqualTo(metric.measure(rows, labels, chosen));
                }
            }
        }
    }

    @Test
    void everyValueIsInItsRange() {
        var random = new SplittableRandom(5);
        for (int classes : new int[] {2, 3, 6}) {
            for (int repeat = 0; repeat < 50; repeat++) {
                float[][] rows = sure(classes, random.ints(9, 0, classes).toArray());
                int[] labels = labels(random, 9, classes);
                for (Metric metric : Metric.values()) {
                    metric.measure(rows, labels)
                            .ifPresent(value ->
                                    assertThat(value).as(metric.word()).isBetween(metric.lowest(), metric.highest()));
                }
            }
        }
    }

    @Test
    void scoresBelowZeroAndBothZerosAreSortedToo() {
        float[][] rows = {{0, -0.5f}, {0, -0.0f}, {0, 0.0f}, {0, -0.25f}, {0, 0.5f}};

        // Positives -.25 0 .5 against -.5 -0: the two zeros are one score.
        assertThat(value(Metric.AUC, rows, new int[] {0, 0, 1, 1, 1})).isEqualTo((1 + 1.5 + 2) / 6);
    }

    @Test
    void everyWordFindsItsMetric() {
        assertThat(Metric.values())
                .extracting(Metric::word)
                .containsExactly(
                        "auc",
                        "average-precision",
                        "accuracy",
                        "balanced-accuracy",
                        "mcc",
                        "f1",
                        "sensitivity-at-95-specificity",
                        "specificity-at-95-sensitivity",
                        "brier",
                        "ece",
                        "accuracy-at-80-coverage",
                        "aurc",
                        "loss");
        for (Metric metric : Metric.values()) {
            assertThat(Metric.of(metric.word())).contains(metric);
        }
        assertThat(Metric.of("AUC")).isEmpty();
    }

    @Test
    void whatIsAnErrorIsBetterWhereItIsLower() {
        assertThat(Arrays.stream(Metric.values()).filter(metric -> !metric.higherIsBetter()))
                .containsExactly(Metric.BRIER, Metric.ECE, Metric.AURC, Metric.LOSS);
    }

    @Test
    void scoresThatAreNoNumbersAreRefused() {
        assertThatThrownBy(() -> Metric.AUC.measure(binary(0.5f, Float.NaN), new int[] {0, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Predictions that are not numbers cannot be judged.");
        assertThatThrownBy(() -> Metric.AUC.measure(SCORES, LABELS, new int[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 answers cannot be held against 0 labels.");
    }

    private static double value(Metric metric, float[][] probabilities, int[] labels) {
        return metric.measure(probabilities, labels).orElseThrow();
    }

    private static Metric[] existing(float[][] probabilities, int[] labels) {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.measure(probabilities, labels).isPresent())
                .toArray(Metric[]::new);
    }

    /** Rows of two classes from the scores of label 1. */
    private static float[][] binary(float... scores) {
        var rows = new float[scores.length][];
        for (int i = 0; i < scores.length; i++) {
            rows[i] = new float[] {1 - scores[i], scores[i]};
        }
        return rows;
    }

    /** Rows of somebody who is sure of these answers. */
    private static float[][] sure(int classes, int... answers) {
        var rows = new float[answers.length][classes];
        for (int i = 0; i < answers.length; i++) {
            rows[i][answers[i]] = 1;
        }
        return rows;
    }

    private static float[][] rows(SplittableRandom random, int images, int classes, int levels) {
        var rows = new float[images][classes];
        for (float[] row : rows) {
            for (int k = 0; k < classes; k++) {
                row[k] = random.nextInt(levels) / (float) levels;
            }
        }
        return rows;
    }

    private static int[] labels(SplittableRandom random, int images, int classes) {
        return random.ints(images, 0, classes).toArray();
    }

    /** A figure of one class against the rest. */
    private interface Figure {
        double of(float[] scores, boolean[] positive);
    }

    private static double macro(float[][] rows, int[] labels, Figure figure) {
        int classes = rows[0].length;
        double sum = 0;
        int judged = 0;
        for (int label = classes == 2 ? 1 : 0; label < classes; label++) {
            var scores = new float[labels.length];
            var positive = new boolean[labels.length];
            boolean there = false;
            for (int i = 0; i < labels.length; i++) {
                scores[i] = rows[i][label];
                positive[i] = labels[i] == label;
                there |= positive[i];
            }
            if (there) {
                sum += figure.of(scores, positive);
                judged++;
            }
        }
        return sum / judged;
    }

    private static double auc(float[] scores, boolean[] positive) {
        double ordered = 0;
        int pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (positive[i] && !positive[j]) {
                    pairs++;
                    ordered += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        return ordered / pairs;
    }

    private static double averagePrecision(float[] scores, boolean[] positive) {
        float[] thresholds = scores.clone();
        Arrays.sort(thresholds);
        double recall = 0;
        double sum = 0;
        for (int t = thresholds.length - 1; t >= 0; t--) {
            // At a threshold that was there before, recall does not grow.
            double next = share(scores, positive, true, thresholds[t]);
            double hits = next * count(positive, true);
            double misses = share(scores, positive, false, thresholds[t]) * count(positive, false);
            sum += (next - recall) * hits / (hits + misses);
            recall = next;
        }
        return sum;
    }

    private static double sensitivity(float[] scores, boolean[] positive) {
        double best = 0;
        for (float threshold : scores) {
            if (1 - share(scores, positive, false, threshold) >= 0.95 - 1e-9) {
                best = Math.max(best, share(scores, positive, true, threshold));
            }
        }
        return best;
    }

    private static double specificity(float[] scores, boolean[] positive) {
        double best = 0;
        for (float threshold : scores) {
            if (share(scores, positive, true, threshold) >= 0.95 - 1e-9) {
                best = Math.max(best, 1 - share(scores, positive, false, threshold));
            }
        }
        return best;
    }

    /** The share of the images of a kind whose score is enough. */
    private static double share(float[] scores, boolean[] positive, boolean kind, float threshold) {
        int enough = 0;
        for (int i = 0; i < scores.length; i++) {
            enough += positive[i] == kind && scores[i] >= threshold ? 1 : 0;
        }
        return (double) enough / count(positive, kind);
    }

    private static int count(boolean[] positive, boolean kind) {
        int count = 0;
        for (boolean one : positive) {
            count += one == kind ? 1 : 0;
        }
        return count;
    }
}
