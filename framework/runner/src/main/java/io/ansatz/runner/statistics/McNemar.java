package io.ansatz.runner.statistics;

import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * McNemar's test, two-sided: whether each side is alone in being right equally often. It speaks of two trained networks on
 * these items, and not of what another seed would come to; and it takes items to be independent.
 *
 * @param p exact, from the binomial distribution, below 25 discordant items; from there on from chi-square with one degree
 *     of freedom and Edwards' continuity correction, (|b - c| - 1)^2 / (b + c)
 * @param midP the exact p, with only half the probability of just this outcome on either side (Fagerland, Lydersen and
 *     Laake 2013); it is less cautious, and shown beside p
 * @param exact which of the two p is
 */
public record McNemar(Discordance discordance, double p, double midP, boolean exact) {

    /** From as many discordant items on, the approximation is good. */
    private static final int MANY = 25;

    public static McNemar of(Discordance discordance) {
        int n = discordance.total();
        if (n == 0) {
            return new McNemar(discordance, 1, 1, true);
        }
        int fewer = Math.min(discordance.onlyOurs(), discordance.onlyTheirs());
        var binomial = new BinomialDistribution(null, n, 0.5);
        double twice = 2 * binomial.cumulativeProbability(fewer);
        double midP = twice - binomial.probability(fewer);
        if (n < MANY) {
            return new McNemar(discordance, Math.min(1, twice), midP, true);
        }
        double apart = Math.max(0, n - 2.0 * fewer - 1);
        return new McNemar(discordance, Normal.twoSided(apart / Math.sqrt(n)), midP, false);
    }
}
