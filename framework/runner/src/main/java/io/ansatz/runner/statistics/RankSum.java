package io.ansatz.runner.statistics;

import java.util.Arrays;

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

    private double counted(int sum) {
        var ways = new long[sum + 1];
        ways[0] = 1;
        for (int rank : ranks) {
            for (int s = sum; s >= rank; s--) {
                ways[s] += ways[s - rank];
            }
        }
        long all = 0;
        for (long way : ways) {
            all += way;
        }
        return Math.scalb((double) all, -ranks.length);
    }

    /** Normal, with a continuity correction of half a rank; a quarter of the sum of squares has ties and zeros in it. */
    private double approximate(int sum) {
        double squares = 0;
        for (int rank : ranks) {
            squares += (double) rank * rank;
        }
        return Normal.atMost((sum + 1 - total / 2.0) / Math.sqrt(squares / 4));
    }
}
