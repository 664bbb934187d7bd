package io.ansatz.runner.statistics;

import java.util.OptionalInt;

/**
 * All that a verdict on a pair rests on.
 *
 * @param p that of the signed-rank test, after Holm
 * @param shift with its 95 % interval, which is of this pair alone
 * @param equivalenceP that of the two one-sided tests, after Holm
 * @param equivalence the shift with its 90 % interval
 * @param deviation the standard deviation of the differences
 * @param family how many pairs are judged together
 */
record Evidence(
        Pair pair,
        int n,
        double p,
        Estimate shift,
        double equivalenceP,
        Estimate equivalence,
        double deviation,
        int family,
        double alpha) {

    /** The smallest p, after Holm, that so many seeds can come to before any other pair of the family is found different. */
    double smallestP() {
        return Math.min(1, family * SignedRank.smallestP(n));
    }

    boolean reaches() {
        return smallestP() <= alpha;
    }

    /** How many seeds it takes for the test to be able to show anything. */
    int fewest() {
        return SignedRank.fewest(alpha / family);
    }

    /**
     * How many it takes to find the difference that was seen, or one of the margin where that is larger; more than there are.
     * Empty for a single seed, which tells nothing of the spread.
     */
    OptionalInt seeds() {
        if (n == 1) {
            return OptionalInt.empty();
        }
        double difference = Math.max(Math.abs(shift.value()), pair.criterion().margin());
        OptionalInt seeds = SampleSize.seeds(deviation, difference, alpha / family);
        return seeds.isPresent() ? OptionalInt.of(Math.max(n + 1, seeds.getAsInt())) : seeds;
    }
}
