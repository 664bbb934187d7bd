package io.ansatz.runner.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConfusionTest {

    @Test
    void figuresOfTwoClassesAreThoseCountedByHand() {
        // TN 90, FP 10, FN 5, TP 15.
        var confusion = new Confusion(new int[][] {{90, 10}, {5, 15}});

        assertThat(confusion.images()).isEqualTo(120);
        assertThat(confusion.right()).isEqualTo(105);
        assertThat(confusion.accuracy()).isEqualTo(105 / 120.0);
        assertThat(confusion.majorityRate()).isEqualTo(100 / 120.0);
        assertThat(confusion.prevalence()).hasValue(20 / 120.0);
        assertThat(confusion.sensitivity()).hasValue(15 / 20.0);
        assertThat(confusion.specificity()).hasValue(90 / 100.0);
        assertThat(confusion.balancedAccuracy()).isEqualTo((0.9 + 0.75) / 2);
        assertThat(confusion.f1()).hasValue(30 / 45.0);
        assertThat(confusion.mcc().orElseThrow())
                .isCloseTo((15 * 90 - 10 * 5) / Math.sqrt(25.0 * 20 * 100 * 95), within(1e-15));
        assertThat(confusion.absent()).isEmpty();
    }

    @Test
    void ofMoreClassesNoneIsThePositiveOne() {
        var confusion = new Confusion(new int[][] {{2, 1, 0}, {0, 3, 0}, {1, 0, 3}});

        assertThat(confusion.prevalence()).isEmpty();
        assertThat(confusion.sensitivity()).isEmpty();
        assertThat(confusion.specificity()).isEmpty();
        assertThat(confusion.balancedAccuracy()).isCloseTo((2 / 3.0 + 1 + 3 / 4.0) / 3, within(1e-15));
        assertThat(confusion.f1().orElseThrow()).isCloseTo((4 / 6.0 + 6 / 7.0 + 6 / 7.0) / 3, within(1e-15));
        // (8 * 10 - (3*3 + 3*4 + 4*3)) / sqrt((100 - 9 - 9 - 16) (100 - 9 - 16 - 9)).
        assertThat(confusion.mcc().orElseThrow()).isCloseTo(47 / 66.0, within(1e-15));
    }

    @Test
    void mccIsTheCorrelationOfLabelsAndAnswers() {
        var random = new SplittableRandom(6);
        for (int repeat = 0; repeat < 50; repeat++) {
            int images = 5 + random.nextInt(40);
            var counts = new int[2][2];
            double labels = 0;
            double answers = 0;
            double both = 0;
            for (int i = 0; i < images; i++) {
                int label = i == 0 ? 0 : i == 1 ? 1 : random.nextInt(2);
                int answer = i == 0 ? 1 : i == 1 ? 0 : random.nextInt(2);
                counts[label][answer]++;
                labels += label;
                answers += answer;
                both += label * answer;
            }
            double x = labels / images;
            double y = answers / images;
            double correlation = (both / images - x * y) / Math.sqrt(x * (1 - x) * y * (1 - y));

            assertThat(new Confusion(counts).mcc().orElseThrow()).isCloseTo(correlation, within(1e-12));
        }
    }

    @Test
    void relabellingClassesChangesNothingThatTreatsThemAlike() {
        var confusion = new Confusion(new int[][] {{5, 2, 0}, {1, 7, 3}, {0, 4, 6}});
        var turned = new Confusion(new int[][] {{6, 0, 4}, {0, 5, 2}, {3, 1, 7}});

        assertThat(turned.accuracy()).isEqualTo(confusion.accuracy());
        assertThat(turned.balancedAccuracy()).isCloseTo(confusion.balancedAccuracy(), within(1e-15));
        assertThat(turned.mcc().orElseThrow()).isCloseTo(confusion.mcc().orElseThrow(), within(1e-15));
        assertThat(turned.f1().orElseThrow()).isCloseTo(confusion.f1().orElseThrow(), within(1e-15));
    }

    @Test
    void withOneClassWhatNeedsTheOtherDoesNotExist() {
        var negatives = new Confusion(new int[][] {{3, 1}, {0, 0}});

        assertThat(negatives.absent()).containsExactly(1);
        assertThat(negatives.balancedAccuracy()).isEqualTo(0.75);
        assertThat(negatives.specificity()).hasValue(0.75);
        assertThat(negatives.sensitivity()).isEmpty();
        assertThat(negatives.f1()).isEmpty();
        assertThat(negatives.mcc()).isEmpty();
        assertThat(negatives.prevalence()).hasValue(0);
        assertThat(negatives.majorityRate()).isEqualTo(1);
    }

    @Test
    void alwaysTheSameAnswerIsNoCorrelation() {
        assertThat(new Confusion(new int[][] {{6, 0}, {4, 0}}).mcc()).hasValue(0);
        assertThat(new Confusion(new int[][] {{6, 0}, {4, 0}}).f1()).hasValue(0);
    }

    @Test
    void manyImagesDoNotOverflow() {
        int large = 300_000_000;

        assertThat(new Confusion(new int[][] {{large, 0}, {0, large}}).mcc()).hasValue(1);
    }

    /** Every figure that a confusion matrix has is that of the metric, to the last bit; and accuracy is a share of n images. */
    @Test
    void theMatrixReproducesEveryFigureThatIsDerivedFromIt() {
        var random = new SplittableRandom(7);
        for (int classes : new int[] {2, 3, 9}) {
            for (int repeat = 0; repeat < 30; repeat++) {
                int images = 1 + random.nextInt(60);
                var rows = new float[images][classes];
                var labels = new int[images];
                for (int i = 0; i < images; i++) {
                    labels[i] = random.nextInt(classes);
                    for (int k = 0; k < classes; k++) {
                        rows[i][k] = random.nextInt(5) / 5f;
                    }
                }
                Confusion confusion = new Scores(rows, labels).confusion();

                double accuracy = Metric.ACCURACY.measure(rows, labels).orElseThrow();
                long k = Math.round(accuracy * images);
                assertThat(accuracy).isEqualTo((double) k / images).isEqualTo(confusion.accuracy());
                assertThat(k).isEqualTo(confusion.right());
                assertThat(confusion.images()).isEqualTo(images);
                assertThat(Metric.BALANCED_ACCURACY.measure(rows, labels)).hasValue(confusion.balancedAccuracy());
                assertThat(Metric.F1.measure(rows, labels)).isEqualTo(confusion.f1());
                assertThat(Metric.MCC.measure(rows, labels)).isEqualTo(confusion.mcc());
            }
        }
    }

    @Test
    void anAccuracyIsHeldAgainstTheCommonestClass() {
        assertThat(new Confusion(new int[][] {{100, 14}, {20, 22}}).yardstick().sentence())
                .isEqualTo("Judged on 156 test images, of which 42 are positive (0.269);"
                        + " always answering the commonest class scores an accuracy of 0.731.");
        assertThat(new Confusion(new int[][] {{1000, 0, 0}, {0, 0, 100}, {0, 0, 100}})
                        .yardstick()
                        .sentence())
                .isEqualTo(
                        "Judged on 1,200 test images; always answering the commonest class scores an accuracy of 0.833.");
    }
}
