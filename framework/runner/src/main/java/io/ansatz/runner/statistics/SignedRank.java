package io.ansatz.runner.statistics;

/**
 * Wilcoxon's signed-rank test of paired differences, two-sided. It assumes that they lie symmetrically about their middle,
 * and asks whether that is 0.
 *
 * <p>Differences of 0 are ranked along and left out afterwards (Pratt 1959). To drop them before ranking, as Wilcoxon did,
 * throws away seeds that speak for equality, and can make a result significant by moving every difference towards 0.
 *
 * @param n how many differences there were
 * @param zeros how many of them were 0
 * @param statistic the sum of the ranks of positive differences
 * @param exact whether every way to set the signs was counted; beyond 50 differences p is a normal approximation
 */
public record SignedRank(int n, int zeros, double statistic, double p, boolean exact) {

    public static SignedRank of(Differences differences) {
        RankSum sum = RankSum.of(differences.values());
        return new SignedRank(
                differences.n(),
                differences.n() - sum.ranks().length,
                sum.positive() / 2.0,
                sum.twoSided(),
                sum.exact());
    }

    /** The smallest p that so many differences can come to, when all have the same sign and none is 0: 2 / 2^n. */
    public static double smallestP(int n) {
        return Math.min(1, Math.scalb(2.0, -n));
    }

    /** The fewest differences whose smallest p is at most {@code alpha}. */
    public static int fewest(double alpha) {
        if (!(alpha > 0)) {
            throw new IllegalArgumentException("No test can reach an alpha of %s.".formatted(alpha));
        }
        int n = 1;
        while (smallestP(n) > alpha) {
            n++;
        }
        return n;
    }

    /** The largest p up to {@code alpha} that n differences without ties can come to; n must be able to reach it. */
    static double attained(int n, double alpha) {
        return RankSum.untied(n, RankSum.critical(n, alpha) - 1).twoSided();
    }

    /** The smallest p that these differences could have come to with other signs. */
    public double smallestP() {
        return smallestP(n - zeros);
    }
}
