package io.ansatz.runner.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The sum of the ranks of positive differences, and its distribution when every sign is as likely as the other.
 *
 * <p>Ranks are doubled, so that the mean of two places is a whole number. Zeros are ranked along with the others and then
 * left out, as in Pratt 1959: so the sum is the number of positive Walsh averages, those that are 0 counted half, and
 * test, shift and interval speak of the same thing. Given the absolute values, only the signs are left to chance, so the
 * distribution is exact with ties and zeros too.
 *
 * @param ranks doubled mid-ranks of the differences that are not 0
 * @param positive the sum of those that belong to positive differences
 * @param total the sum of all
 */
record RankSum(int[] ranks, int positive, int total) {

    /** Up to here every way to set the signs is counted; 2^50 fits a long. */
    static final int EXACT = 50;

    static RankSum of(double[] differences) {
        var ranks = new int[differences.length];
        int nonzero = 0;
        int positive = 0;
        int total = 0;
        for (double difference : differences) {
            if (difference == 0) {
                continue;
            }
            int rank = 1;
            for (double other : differences) {
                int order = Double.compare(Math.abs(other), Math.abs(difference));
                rank += order < 0 ? 2 : 0;
                rank += order == 0 ? 1 : 0;
            }
            ranks[nonzero++] = rank;
            positive += difference > 0 ? rank : 0;
            total += rank;
        }
        return new RankSum(Arrays.copyOf(ranks, nonzero), positive, total);
    }

    /** The ranks of n differences that are all different, and the sum of some of them. */
    static RankSum untied(int n, int sum) {
        return new RankSum(untied(n), 2 * sum, n * (n + 1));
    }

    private static int[] untied(int n) {
        return IntStream.rangeClosed(1, n).map(rank -> 2 * rank).toArray();
    }

    /** The smallest sum, of n differences that are all different, whose two-sided p is above {@code alpha}. */
    static int critical(int n, double alpha) {
        long[] ways = ways(untied(n), n * (n + 1) / 2);
        long all = 0;
        for (int sum = 0; 2 * sum < ways.length; sum++) {
            all += ways[2 * sum];
            if (Math.scalb(2.0 * all, -n) > alpha) {
                return sum;
            }
        }
        throw new IllegalArgumentException("The larger sums have a p of 1, which is no more than %s.".formatted(alpha));
    }

    boolean exact() {
        return ranks.length <= EXACT;
    }

    /** The probability of a sum of positive ranks at most as large as this one. */
    double lower() {
        return atMost(positive);
    }

    /** The probability of a sum at least as large. The distribution is symmetric, so it is that of negative ranks. */
    double upper() {
        return atMost(total - positive);
    }

    double twoSided() {
        return Math.min(1, 2 * atMost(Math.min(positive, total - positive)));
    }

    private double atMost(int sum) {
        if (ranks.length == 0) {
            return 1;
        }
        return exact() ? counted(sum) : approximate(sum);
    }

    double counted(int sum) {
        long all = 0;
        for (long way : ways(ranks, sum)) {
            all += way;
        }
        return Math.scalb((double) all, -ranks.length);
    }

    /** For each sum, up to a largest, how many sets of ranks come to it. */
    static long[] ways(int[] ranks, int largest) {
        var ways = new long[largest + 1];
        ways[0] = 1;
        for (int rank : ranks) {
            for (int sum = largest; sum >= rank; sum--) {
                ways[sum] += ways[sum - rank];
            }
        }
        return ways;
    }

    /** Normal, with a continuity correction of half a rank; a quarter of the sum of squares has ties and zeros in it. */
    double approximate(int sum) {
        double squares = 0;
        for (int rank : ranks) {
            squares += (double) rank * rank;
        }
        return Normal.atMost((sum + 1 - total / 2.0) / Math.sqrt(squares / 4));
    }
}
