package io.ansatz.runner.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SignedRankTest {

    /** Hollander and Wolfe, Nonparametric Statistical Methods, example 3.1: depression before and after a tranquilizer. */
    static final double[] BEFORE = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};

    static final double[] AFTER = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};

    @Test
    void theDepressionDataComeToThePublishedP() {
        SignedRank test = SignedRank.of(Differences.between(AFTER, BEFORE));

        assertThat(test).isEqualTo(new SignedRank(9, 0, 5, 20.0 / 512, true));
        assertThat(test.p()).isCloseTo(0.0391, within(5e-5));
    }

    /** Darwin's maize, as in the documentation of scipy.stats.wilcoxon: statistic 24, p = 0.041259765625. */
    @Test
    void darwinsMaizeComesToThePublishedP() {
        SignedRank test = SignedRank.of(Differences.of(6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75));

        assertThat(test).isEqualTo(new SignedRank(15, 0, 96, 0.041259765625, true));
    }

    /** Critical values of T at 0.05, two-sided, as every textbook prints them. */
    @Test
    void criticalValuesAreThoseOfTheTables() {
        int[][] tables = {{6, 0}, {7, 2}, {8, 3}, {9, 5}, {10, 8}, {12, 13}, {15, 25}, {20, 52}, {25, 89}, {50, 434}};
        for (int[] line : tables) {
            assertThat(RankSum.untied(line[0], line[1]).twoSided()).isLessThanOrEqualTo(0.05);
            assertThat(RankSum.untied(line[0], line[1] + 1).twoSided()).isGreaterThan(0.05);
            assertThat(SignedRank.attained(line[0], 0.05))
                    .isEqualTo(RankSum.untied(line[0], line[1]).twoSided());
        }
    }

    @Test
    void theSmallestPIsTwoOfAllWaysToSetTheSigns() {
        assertThat(SignedRank.of(Differences.of(1, 2, 3, 4, 5)).p()).isEqualTo(0.0625);
        assertThat(SignedRank.of(Differences.of(-1, -2, -3, -4, -5, -6)).p()).isEqualTo(0.03125);
        assertThat(SignedRank.smallestP(1)).isEqualTo(1);
        assertThat(SignedRank.smallestP(5)).isEqualTo(0.0625);
        assertThat(SignedRank.smallestP(8)).isEqualTo(0.0078125);
        assertThat(SignedRank.smallestP(10)).isCloseTo(0.00195, within(5e-6));
        assertThat(SignedRank.fewest(0.05)).isEqualTo(6);
        assertThat(SignedRank.fewest(0.0625)).isEqualTo(5);
        assertThat(SignedRank.fewest(0.05 / 7)).isEqualTo(9);
    }

    /** With ties and zeros too: every way to set the signs of the differences that are not 0, ranks by the definition. */
    @Test
    void pIsThatOfEveryWayToSetTheSigns() {
        var random = new SplittableRandom(3);
        for (int n = 1; n <= 9; n++) {
            for (int repeat = 0; repeat < 20; repeat++) {
                var values = new double[n];
                for (int i = 0; i < n; i++) {
                    values[i] = random.nextInt(-4, 5);
                }
                SignedRank test = SignedRank.of(Differences.of(values));

                assertThat(test.p()).as("%d values", n).isCloseTo(enumerated(values), within(1e-15));
                assertThat(test.zeros()).isEqualTo((int)
                        Arrays.stream(values).filter(v -> v == 0).count());
            }
        }
    }

    private static double enumerated(double[] values) {
        int n = values.length;
        var ranks = new double[n];
        double total = 0;
        double seen = 0;
        for (int i = 0; i < n; i++) {
            double rank = 0.5;
            for (double other : values) {
                double difference = Math.abs(values[i]) - Math.abs(other);
                rank += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
            }
            ranks[i] = values[i] == 0 ? 0 : rank;
            total += ranks[i];
            seen += values[i] > 0 ? rank : 0;
        }
        int extreme = 0;
        for (int signs = 0; signs < 1 << n; signs++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += (signs >> i & 1) == 1 ? ranks[i] : 0;
            }
            extreme += Math.abs(sum - total / 2) >= Math.abs(seen - total / 2) ? 1 : 0;
        }
        return extreme / (double) (1 << n);
    }

    /** Pratt's own point: dropped before ranking, two zeros among (0, 0, 2, 3, 4, 5, 6, 7, 8, 9, -1) would leave T = 1. */
    @Test
    void zerosAreRankedAndThenLeftOut() {
        SignedRank test = SignedRank.of(Differences.of(0, 0, 2, 3, 4, 5, 6, 7, 8, 9, -1));

        assertThat(test.zeros()).isEqualTo(2);
        assertThat(test.statistic()).isEqualTo(66 - 1 - 2 - 3);
        assertThat(test.smallestP()).isEqualTo(SignedRank.smallestP(9));
    }

    /** In double, 0.3 - 0.2 is less than 0.2 - 0.1 by 3e-17; of accuracies k/156 most equal differences come out unequal. */
    @Test
    void whatIsEqualButForRoundingIsATie() {
        double[] ours = {120 / 156.0, 131 / 156.0, 119 / 156.0, 100 / 156.0, 127 / 156.0, 90 / 156.0, 33 / 156.0};
        var theirs = new double[ours.length];
        for (int i = 0; i < theirs.length; i++) {
            theirs[i] = Math.rint(ours[i] * 156 - (i < 5 ? 1 : -1)) / 156;
        }

        SignedRank test = SignedRank.of(Differences.between(ours, theirs));

        assertThat(test.statistic()).isEqualTo(5 * 4);
        assertThat(test.p()).isEqualTo(2 * (1 + 7 + 21) / 128.0);
    }

    @Test
    void nothingButZerosIsNoEvidence() {
        assertThat(SignedRank.of(Differences.of(0, 0, 0))).isEqualTo(new SignedRank(3, 3, 0, 1, true));
    }

    /** On both sides of the border between counting and the normal curve; at 51 the latter is good to three digits. */
    @Test
    void theApproximationTakesOverWithoutAStep() {
        for (int seed = 0; seed < 20; seed++) {
            var random = new SplittableRandom(seed);
            var values = new double[51];
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.rint(10 * (random.nextDouble() - 0.42));
            }
            int[] ranks = RankSum.of(values).ranks();
            var all = new RankSum(
                    ranks, RankSum.of(values).positive(), RankSum.of(values).total());

            assertThat(all.approximate(Math.min(all.positive(), all.total() - all.positive())))
                    .isCloseTo(all.counted(Math.min(all.positive(), all.total() - all.positive())), within(2e-3));
        }
        assertThat(SignedRank.of(Differences.of(
                                new SplittableRandom(1).doubles(51).toArray()))
                        .exact())
                .isFalse();
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        assertThatThrownBy(() -> Differences.between(new double[] {1}, new double[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Pairs need as many values on both sides, not 1 and 2.");
        assertThatThrownBy(Differences::of)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is nothing to compare without differences.");
        assertThatThrownBy(() -> Differences.of(1, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Only finite values can be compared, not NaN.");
        assertThatThrownBy(() -> SignedRank.fewest(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No test can reach an alpha of 0.0.");
    }
}
