package io.ansatz.runner.statistics;

import java.util.Arrays;

/**
 * The shift that belongs to {@link SignedRank}: the median of the Walsh averages, which are the means of every two
 * differences and of every one with itself (Hodges and Lehmann 1963).
 */
public final class HodgesLehmann {

    private HodgesLehmann() {}

    /** The shift with its 95 % interval, or as much as there are differences for. */
    public static Estimate of(Differences differences) {
        return of(differences, Estimate.USUAL);
    }

    /**
     * The shift and all shifts that the test would not reject at {@code 1 - level}. With n differences the widest interval,
     * from the smallest to the largest, has a level of 1 - 2 / 2^n, so for 95 % it takes six.
     */
    public static Estimate of(Differences differences, double level) {
        double[] values = differences.values();
        int n = values.length;
        double[] averages = walsh(values);
        double shift = (averages[(averages.length - 1) / 2] + averages[averages.length / 2]) / 2;
        if (n == 1) {
            return Estimate.unknown(shift);
        }
        if (n > RankSum.EXACT) {
            return approximate(averages, shift, n, level);
        }
        double alpha = Math.max(1 - level, SignedRank.smallestP(n));
        double[] turned = differences.negated().values();
        return new Estimate(
                shift,
                lowest(averages, values, alpha),
                -lowest(walsh(turned), turned, alpha),
                Math.min(level, 1 - alpha));
    }

    private static double[] walsh(double[] values) {
        int n = values.length;
        var averages = new double[n * (n + 1) / 2];
        int count = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                averages[count++] = (values[i] + values[j]) / 2;
            }
        }
        Arrays.sort(averages);
        return averages;
    }

    /**
     * The first Walsh average behind which shifts are not rejected. Nothing changes between two of them; and a shift right at one
     * of them, where differences are tied, is rejected where those behind it are. If no two differences are equal, the
     * distribution is the same for all, and the sum of ranks counts the Walsh averages below.
     */
    private static double lowest(double[] averages, double[] values, double alpha) {
        if (Arrays.stream(values).distinct().count() == values.length) {
            return averages[RankSum.critical(values.length, alpha) - 1];
        }
        for (int i = 0; i < averages.length - 1; i++) {
            double here = averages[i];
            double next = averages[i + 1];
            if (here < next && p(values, (here + next) / 2) > alpha) {
                return here;
            }
        }
        return averages[averages.length - 1];
    }

    private static double p(double[] values, double shift) {
        var rest = new double[values.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = values[i] - shift;
        }
        return RankSum.of(rest).twoSided();
    }

    /** The Walsh averages k + 1 from below and from above, where k is the critical value of the normal approximation. */
    private static Estimate approximate(double[] averages, double shift, int n, double level) {
        double deviation = Math.sqrt(n * (n + 1.0) * (2 * n + 1.0) / 24);
        int k = (int) Math.floor(averages.length / 2.0 - 0.5 - Normal.quantile((1 + level) / 2) * deviation);
        return new Estimate(shift, averages[k], averages[averages.length - 1 - k], level);
    }
}
