package io.ansatz.runner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.runner.experiment.Selection;
import io.ansatz.runner.metrics.Confusion;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    @Test
    void metricsOfAHandfulOfImagesAreThoseCountedByHand() {
        // Scores of label 1: negatives .1 .4 .8, positives .35 .7. Of 6 pairs 3 are in order: (.1,.35) (.1,.7) (.4,.7).
        var evaluation = judge(new int[] {0, 0, 1, 1, 0}, binary(0.1f, 0.4f, 0.35f, 0.7f, 0.8f));

        assertThat(evaluation.images()).isEqualTo(5);
        assertThat(evaluation.accuracy()).isEqualTo(3.0 / 5);
        assertThat(evaluation.balancedAccuracy()).isCloseTo((2.0 / 3 + 1.0 / 2) / 2, within(1e-15));
        assertThat(evaluation.auc()).hasValue(0.5);
        assertThat(evaluation.majorityRate()).isEqualTo(3.0 / 5);
        assertThat(evaluation.confusion()).isDeepEqualTo(new int[][] {{2, 1}, {1, 1}});
        assertThat(evaluation.absent()).isEmpty();
        double loss = -(Math.log(0.9) + Math.log(0.6) + Math.log(0.35) + Math.log(0.7) + Math.log(0.2)) / 5;
        assertThat(evaluation.loss()).isCloseTo(loss, within(1e-7));
    }

    @Test
    void equalScoresCountHalf() {
        // Pairs (.5,.5) half, (.5,.9) one, (.6,.5) none, (.6,.9) one.
        assertThat(judge(new int[] {0, 0, 1, 1}, binary(0.5f, 0.6f, 0.5f, 0.9f)).auc())
                .hasValue(2.5 / 4);
    }

    @Test
    void perfectReversedAndConstantScoresHaveTheirAucs() {
        var labels = new int[] {0, 0, 1, 1};

        assertThat(judge(labels, binary(0.1f, 0.2f, 0.3f, 0.4f)).auc()).hasValue(1);
        assertThat(judge(labels, binary(0.4f, 0.3f, 0.2f, 0.1f)).auc()).hasValue(0);
        assertThat(judge(labels, binary(0.3f, 0.3f, 0.3f, 0.3f)).auc()).hasValue(0.5);
    }

    @Test
    void theRankedAucIsTheShareOfOrderedPairs() {
        var random = new SplittableRandom(4);
        for (int classes : new int[] {2, 3, 5}) {
            for (int repeat = 0; repeat < 20; repeat++) {
                var labels = new int[40];
                var rows = new float[40][classes];
                for (int i = 0; i < labels.length; i++) {
                    labels[i] = random.nextInt(classes);
                    for (int k = 0; k < classes; k++) {
                        // Few levels, so that many scores are equal.
                        rows[i][k] = random.nextInt(6) / 6f;
                    }
                }

                assertThat(judge(labels, rows).auc().orElseThrow())
                        .isCloseTo(macroAucOfPairs(labels, rows, classes), within(1e-12));
            }
        }
    }

    @Test
    void theLowestOfEquallyLikelyClassesIsTheAnswer() {
        var evaluation =
                judge(new int[] {0, 1, 2}, new float[][] {{0.5f, 0.5f, 0}, {0.2f, 0.4f, 0.4f}, {0.2f, 0.4f, 0.4f}});

        assertThat(evaluation.confusion()).isDeepEqualTo(new int[][] {{1, 0, 0}, {0, 1, 0}, {0, 1, 0}});
    }

    @Test
    void anAbsentClassIsNamedAndLeftOutOfTheMeans() {
        var rows = new float[][] {{0.6f, 0.3f, 0.1f}, {0.2f, 0.3f, 0.5f}, {0.1f, 0.2f, 0.7f}, {0.5f, 0.1f, 0.4f}};
        var evaluation = judge(new int[] {0, 0, 2, 2}, rows);

        assertThat(evaluation.absent()).containsExactly(1);
        assertThat(evaluation.balancedAccuracy()).isEqualTo(0.5);
        // Class 0: scores .6 .2 against .1 .5, three of four pairs; class 2: .7 .4 against .1 .5, three of four.
        assertThat(evaluation.auc()).hasValue(0.75);
        assertThat(evaluation.metrics().keySet())
                .containsExactly(
                        "loss",
                        "accuracy",
                        "balanced-accuracy",
                        "auc",
                        "images",
                        "majority-rate",
                        "average-precision",
                        "mcc",
                        "f1",
                        "sensitivity-at-95-specificity",
                        "specificity-at-95-sensitivity",
                        "brier",
                        "ece",
                        "accuracy-at-80-coverage",
                        "aurc");
    }

    @Test
    void aSingleClassHasNoAuc() {
        var evaluation = judge(new int[] {1, 1}, binary(0.4f, 0.7f));

        assertThat(evaluation.auc()).isEmpty();
        assertThat(evaluation.value(Selection.AUC)).isEmpty();
        assertThat(evaluation.absent()).containsExactly(0);
        assertThat(evaluation.balancedAccuracy()).isEqualTo(0.5);
        assertThat(evaluation.majorityRate()).isEqualTo(1);
        assertThat(evaluation.metrics().keySet())
                .containsExactly(
                        "loss",
                        "accuracy",
                        "balanced-accuracy",
                        "images",
                        "majority-rate",
                        "prevalence",
                        "f1",
                        "brier",
                        "ece",
                        "accuracy-at-80-coverage",
                        "aurc");
    }

    @Test
    void aSureMistakeCostsALotButNotEverything() {
        assertThat(judge(new int[] {0, 1}, binary(1, 1)).loss()).isCloseTo(-Math.log(1e-10) / 2, within(1e-9));
    }

    @Test
    void accuracyIsNeverAlone() {
        assertThat(judge(new int[] {0, 0, 1, 1, 0}, binary(0.1f, 0.4f, 0.35f, 0.7f, 0.8f))
                        .metrics())
                .containsEntry("accuracy", 3 / 5.0)
                .containsEntry("images", 5.0)
                .containsEntry("majority-rate", 3 / 5.0)
                .containsEntry("prevalence", 2 / 5.0);
    }

    @Test
    void theMatrixReproducesEveryFigureThatIsDerivedFromIt() {
        var random = new SplittableRandom(5);
        for (int classes : new int[] {2, 3, 7}) {
            var labels = random.ints(50, 0, classes).toArray();
            var rows = new float[50][classes];
            for (float[] row : rows) {
                for (int k = 0; k < classes; k++) {
                    row[k] = (float) random.nextDouble();
                }
            }
            Evaluation evaluation = judge(labels, rows);
            var confusion = new Confusion(evaluation.confusion());

            assertThat(evaluation.images()).isEqualTo(confusion.images());
            assertThat(evaluation.absent()).isEqualTo(confusion.absent());
            assertThat(evaluation.metrics())
                    .containsEntry("accuracy", confusion.right() / 50.0)
                    .containsEntry("balanced-accuracy", confusion.balancedAccuracy())
                    .containsEntry("majority-rate", confusion.majorityRate())
                    .containsEntry("mcc", confusion.mcc().orElseThrow())
                    .containsEntry("f1", confusion.f1().orElseThrow());
        }
    }

    @Test
    void theThresholdComesFromValidationAlone() {
        // Validation parts between .2 and .3; of the test images .26 and .7 lie above that, .1 and .2 below.
        var validation = new Predictions(binary(0.2f, 0.3f), new int[] {0, 1});
        var test = new Predictions(binary(0.1f, 0.7f, 0.2f, 0.26f), new int[] {0, 0, 1, 1});

        Evaluation evaluation = Evaluation.of(test, validation);

        assertThat(evaluation.metrics())
                .containsAllEntriesOf(Evaluation.of(test).metrics())
                .containsEntry("accuracy", 1 / 4.0)
                .containsEntry("accuracy-at-threshold", 2 / 4.0)
                .containsEntry("sensitivity-at-threshold", 1 / 2.0)
                .containsEntry("specificity-at-threshold", 1 / 2.0);
        assertThat(evaluation.metrics().get("threshold")).isCloseTo(0.25, within(1e-7));
        assertThat(Evaluation.of(test).metrics()).doesNotContainKey("threshold");
    }

    @Test
    void whereValidationChoosesNoThresholdThereAreNoFiguresAtIt() {
        var validation = new Predictions(binary(0.2f, 0.3f), new int[] {1, 1});
        var test = new Predictions(binary(0.1f, 0.7f), new int[] {0, 1});

        assertThat(Evaluation.of(test, validation).metrics())
                .isEqualTo(Evaluation.of(test).metrics());
    }

    @Test
    void eachSelectionIsItsMetric() {
        var evaluation = new Evaluation(4, 0.1, 0.2, 0.3, OptionalDouble.of(0.4), 0.5, new int[2][2], List.of());

        assertThat(evaluation.value(Selection.LOSS)).hasValue(0.1);
        assertThat(evaluation.value(Selection.ACCURACY)).hasValue(0.2);
        assertThat(evaluation.value(Selection.BALANCED_ACCURACY)).hasValue(0.3);
        assertThat(evaluation.value(Selection.AUC)).hasValue(0.4);
    }

    @Test
    void answersThatAreNoNumbersAreRefused() {
        assertThatThrownBy(() -> judge(new int[] {0, 1}, binary(0.5f, Float.NaN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Predictions that are not numbers cannot be judged.");
    }

    @Test
    void answersAndLabelsMustBelongTogether() {
        assertThatThrownBy(() -> judge(new int[] {0}, binary(0.5f, 0.5f)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 answers cannot be held against 1 labels.");
        assertThatThrownBy(() -> judge(new int[0], new float[0][]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 answers cannot be held against 0 labels.");
    }

    private static Evaluation judge(int[] labels, float[][] probabilities) {
        return Evaluation.of(new Predictions(probabilities, labels));
    }

    /** Rows of two classes from the scores of label 1. */
    private static float[][] binary(float... scores) {
        var rows = new float[scores.length][];
        for (int i = 0; i < scores.length; i++) {
            rows[i] = new float[] {1 - scores[i], scores[i]};
        }
        return rows;
    }

    private static double macroAucOfPairs(int[] labels, float[][] rows, int classes) {
        double sum = 0;
        int judged = 0;
        for (int label = classes == 2 ? 1 : 0; label < classes; label++) {
            double ordered = 0;
            int pairs = 0;
            for (int i = 0; i < labels.length; i++) {
                for (int j = 0; j < labels.length; j++) {
                    if (labels[i] == label && labels[j] != label) {
                        pairs++;
                        ordered += rows[i][label] > rows[j][label] ? 1 : rows[i][label] == rows[j][label] ? 0.5 : 0;
                    }
                }
            }
            if (pairs > 0) {
                sum += ordered / pairs;
                judged++;
            }
        }
        return sum / judged;
    }
}
