package io.ansatz.runner.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DeLongTest {

    /**
     * Hanley and McNeil 1982, readings of tomograms on a scale of five; Stata's manual gives an area of 0.8932 and, by DeLong, a
     * standard error of 0.0307.
     */
    @Test
    void theTomogramsComeToThePublishedError() {
        int[] normal = {33, 6, 6, 11, 2};
        int[] abnormal = {3, 2, 2, 11, 33};
        var positive = new boolean[109];
        var scores = new double[109];
        int item = 0;
        for (int rating = 0; rating < 5; rating++) {
            for (int i = 0; i < normal[rating] + abnormal[rating]; i++) {
                positive[item] = i >= normal[rating];
                scores[item++] = rating;
            }
        }

        DeLong delong = DeLong.of(positive, scores, scores);

        assertThat(delong.ours()).isCloseTo(0.8932, within(5e-5));
        assertThat(Math.sqrt(delong.varianceOurs())).isCloseTo(0.0307, within(5e-5));
    }

    /** The definition, pair by pair, with scores on a grid so that many are equal. */
    @Test
    void varianceAndCovarianceAreThoseOfTheDefinition() {
        var random = new SplittableRandom(4);
        for (int repeat = 0; repeat < 30; repeat++) {
            int n = 8 + repeat;
            var positive = new boolean[n];
            var ours = new double[n];
            var theirs = new double[n];
            for (int i = 0; i < n; i++) {
                positive[i] = i < 3 + repeat / 3;
                ours[i] = random.nextInt(8) + (positive[i] ? 2 : 0);
                theirs[i] = Math.rint((ours[i] + random.nextInt(6)) / 2);
            }

            DeLong delong = DeLong.of(positive, ours, theirs);

            assertThat(delong.varianceOurs()).isCloseTo(covariance(positive, ours, ours), within(1e-15));
            assertThat(delong.varianceTheirs()).isCloseTo(covariance(positive, theirs, theirs), within(1e-15));
            assertThat(delong.covariance()).isCloseTo(covariance(positive, ours, theirs), within(1e-15));
            assertThat(delong.varianceOfDifference())
                    .isCloseTo(
                            delong.varianceOurs() + delong.varianceTheirs() - 2 * delong.covariance(), within(1e-15));
        }
    }

    private static double covariance(boolean[] positive, double[] a, double[] b) {
        return covariance(positive, a, b, true) + covariance(positive, a, b, false);
    }

    private static double covariance(boolean[] positive, double[] a, double[] b, boolean side) {
        double n = 0;
        double sumA = 0;
        double sumB = 0;
        double products = 0;
        for (int i = 0; i < a.length; i++) {
            if (positive[i] == side) {
                double componentA = component(positive, a, i);
                double componentB = component(positive, b, i);
                n++;
                sumA += componentA;
                sumB += componentB;
                products += componentA * componentB;
            }
        }
        return (products - sumA * sumB / n) / (n - 1) / n;
    }

    private static double component(boolean[] positive, double[] scores, int item) {
        double sum = 0;
        int others = 0;
        for (int i = 0; i < scores.length; i++) {
            if (positive[i] != positive[item]) {
                double ahead = positive[item] ? scores[item] - scores[i] : scores[i] - scores[item];
                sum += ahead > 0 ? 1 : ahead == 0 ? 0.5 : 0;
                others++;
            }
        }
        return sum / others;
    }

    /** By hand: the three positives are above 1, 1, 1/2 and 1/2, 1, 1 of the negatives, which are above 1/3 and 0 of them. */
    @Test
    void aSmallExampleComesToWhatIsFoundByHand() {
        boolean[] positive = {true, true, true, false, false};
        double[] ours = {5, 4, 2, 3, 1};
        double[] theirs = {2, 4, 5, 3, 1};

        DeLong delong = DeLong.of(positive, ours, theirs);

        assertThat(delong.ours()).isCloseTo(5.0 / 6, within(1e-15));
        assertThat(delong.theirs()).isCloseTo(5.0 / 6, within(1e-15));
        // Positives: variance 1/12 over 3; negatives: shares 1/3 and 0, variance 1/18 over 2.
        assertThat(delong.varianceOurs()).isCloseTo(1.0 / 36 + 1.0 / 36, within(1e-15));
        // Positives: (1, 1, 1/2) with (1/2, 1, 1) have a covariance of -1/24; negatives are alike.
        assertThat(delong.covariance()).isCloseTo(-1.0 / 72 + 1.0 / 36, within(1e-15));
        assertThat(delong.p()).hasValue(1);
    }

    @Test
    void theTestAndTheIntervalAreNormal() {
        var delong = new DeLong(0.9, 0.8, 0.001, 0.002, 0.00025, 0.0025, 50, 50);

        assertThat(delong.z().orElseThrow()).isCloseTo(2, within(1e-12));
        assertThat(delong.p().orElseThrow()).isCloseTo(0.0455003, within(1e-7));
        Estimate difference = delong.difference(0.95).orElseThrow();
        assertThat(difference.low()).isCloseTo(0.1 - 1.959964 * 0.05, within(1e-7));
        assertThat(difference.high()).isCloseTo(0.1 + 1.959964 * 0.05, within(1e-7));
        // log(9) = 2.197225; 1.959964 sqrt(0.001) / 0.09 = 0.688666
        Estimate ours = delong.intervalOfOurs(0.95).orElseThrow();
        assertThat(ours.low()).isCloseTo(1 / (1 + Math.exp(-(2.197225 - 0.688666))), within(1e-5));
        assertThat(ours.high()).isCloseTo(1 / (1 + Math.exp(-(2.197225 + 0.688666))), within(1e-5));
    }

    @Test
    void whatIsRankedAlikeCannotBeTested() {
        boolean[] positive = {true, true, false, false};
        DeLong alike = DeLong.of(positive, new double[] {0.9, 0.4, 0.5, 0.1}, new double[] {9, 4, 5, 1});

        assertThat(alike.varianceOfDifference()).isZero();
        assertThat(alike.p()).isEmpty();
        assertThat(alike.difference(0.95)).isEmpty();
        assertThat(alike.remark()).hasValue("Both sides rank the items alike, so there is no difference to test.");
    }

    /** Ten positives are each above a third of the others; ten thirds over ten are no third in double, and would leave a spread. */
    @Test
    void equalSharesHaveNoSpread() {
        var positive = new boolean[13];
        var ours = new double[13];
        var theirs = new double[13];
        for (int i = 0; i < 13; i++) {
            positive[i] = i < 10;
            ours[i] = i < 10 ? 5 : 1;
            theirs[i] = i < 10 ? 1.5 : i - 9;
        }

        DeLong delong = DeLong.of(positive, ours, theirs);

        assertThat(delong.theirs()).isEqualTo(1.0 / 3);
        assertThat(delong.varianceTheirs()).isCloseTo(1.0 / 9, within(1e-15));
        assertThat(DeLong.of(positive, theirs, theirs).varianceOfDifference()).isZero();
    }

    @Test
    void aPerfectAucHasNoInterval() {
        boolean[] positive = {true, true, false, false};
        DeLong delong = DeLong.of(positive, new double[] {4, 3, 2, 1}, new double[] {1, 1, 1, 1});

        assertThat(delong.ours()).isEqualTo(1);
        assertThat(delong.theirs()).isEqualTo(0.5);
        assertThat(delong.intervalOfOurs(0.95)).isEmpty();
        assertThat(delong.intervalOfTheirs(0.95)).isEmpty();
        assertThat(delong.remark())
                .hasValue("Every item counts alike for the difference of the AUCs, so their spread cannot be told.");
    }

    @Test
    void aSpreadTakesTwoOfEachKind() {
        DeLong delong = DeLong.of(new boolean[] {true, false, false}, new double[] {2, 3, 1}, new double[] {1, 2, 3});

        assertThat(delong.p()).isEmpty();
        assertThat(delong.intervalOfOurs(0.95)).isEmpty();
        assertThat(delong.remark())
                .hasValue("The class has 1 items and the others 2; for a spread it takes two of each.");
        assertThatThrownBy(() -> DeLong.of(new boolean[] {true}, new double[] {1}, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("An AUC needs items of the class and others, not 1 and 0.");
        assertThatThrownBy(
                        () -> DeLong.of(new boolean[] {true, false}, new double[] {1, Double.NaN}, new double[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A score that is not a number has no rank.");
        assertThatThrownBy(() -> DeLong.of(new boolean[] {true, false}, new double[1], new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There must be as many scores on both sides as items: 1 and 2 for 2.");
    }
}
