package io.ansatz.runner.proof;

import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.special.Beta;

/** Right answers among all, and what may be said of the share that endless images would give. */
public record Binomial(long right, long n) {

    private static final double TAIL = 0.025;

    /** The normal distribution leaves 2.5 % above. */
    private static final double Z = 1.959963984540054;

    public Binomial {
        if (n < 1 || right < 0 || right > n) {
            throw new IllegalArgumentException("%d of %d cannot be right.".formatted(right, n));
        }
    }

    /** A share that is not known better than so. */
    public record Range(double low, double high) {}

    /** The exact 95 % interval: Clopper and Pearson, Biometrika 26 (1934) 404. */
    public Range exact() {
        double low = right == 0 ? 0 : beta(right, n - right + 1.0).inverseCumulativeProbability(TAIL);
        double high = right == n ? 1 : beta(right + 1.0, n - right).inverseCumulativeProbability(1 - TAIL);
        return new Range(low, high);
    }

    /** The 95 % interval of Wilson, J. Am. Stat. Assoc. 22 (1927) 209. */
    public Range wilson() {
        double share = (double) right / n;
        double centre = (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
        double half = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4.0 * n * n)) / (1 + Z * Z / n);
        return new Range(Math.max(0, centre - half), Math.min(1, centre + half));
    }

    /** How probable as many right answers or more are, if each is right with this probability. */
    public double asGoodByChance(double probability) {
        // P(X >= k) is the regularized incomplete beta function I_p(k, n - k + 1), without the cancellation of 1 - P(X
        // < k).
        return right == 0 ? 1 : Beta.regularizedBeta(probability, right, n - right + 1.0);
    }

    /** Without a generator, which nobody draws from and which takes long to make. */
    private static BetaDistribution beta(double alpha, double beta) {
        return new BetaDistribution(null, alpha, beta);
    }
}
