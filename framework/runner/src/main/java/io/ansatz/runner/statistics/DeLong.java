package io.ansatz.runner.statistics;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The areas under two ROC curves of the same items, with the spread that other items would give them (DeLong, DeLong and
 * Clarke-Pearson 1988). An AUC is the mean, over the items of a class, of the share of the others that an item is ranked
 * above, equal scores counted half; these shares give the variances, and their products the covariance. Shares are read off
 * sorted scores, so it takes n log n steps, as in Sun and Xu 2014.
 *
 * <p>It takes items to be independent; where they come in groups, {@link PairedBootstrap} heeds that.
 *
 * @param varianceOfDifference that of {@code ours - theirs}, from the differences of the shares: it is exactly 0 where both
 *     sides rank alike
 * @param positives how many items are of the class; without two, and two others, the variances are 0 and mean nothing
 */
public record DeLong(
        double ours,
        double theirs,
        double varianceOurs,
        double varianceTheirs,
        double covariance,
        double varianceOfDifference,
        int positives,
        int negatives) {

    private static final int LEAST = 2;

    /** @param positive for each item, whether it is of the class that high scores speak for; there must be both kinds */
    public static DeLong of(boolean[] positive, double[] ours, double[] theirs) {
        if (positive.length != ours.length || positive.length != theirs.length) {
            throw new IllegalArgumentException("There must be as many scores on both sides as items: %d and %d for %d."
                    .formatted(ours.length, theirs.length, positive.length));
        }
        Shares a = Shares.of(positive, ours);
        Shares b = Shares.of(positive, theirs);
        return new DeLong(
                a.auc(),
                b.auc(),
                a.covariance(a),
                b.covariance(b),
                a.covariance(b),
                a.minus(b).covariance(a.minus(b)),
                a.positives().length,
                a.negatives().length);
    }

    /** The difference with its interval; empty where nothing is known of its spread, and {@link #remark} says why. */
    public Optional<Estimate> difference(double level) {
        if (!(varianceOfDifference > 0)) {
            return Optional.empty();
        }
        double half = Normal.quantile((1 + level) / 2) * Math.sqrt(varianceOfDifference);
        return Optional.of(new Estimate(ours - theirs, ours - theirs - half, ours - theirs + half, level));
    }

    /** The difference in standard errors, which is roughly normal. */
    public OptionalDouble z() {
        return varianceOfDifference > 0
                ? OptionalDouble.of((ours - theirs) / Math.sqrt(varianceOfDifference))
                : OptionalDouble.empty();
    }

    /** Two-sided. */
    public OptionalDouble p() {
        OptionalDouble z = z();
        return z.isPresent() ? OptionalDouble.of(Normal.twoSided(z.getAsDouble())) : z;
    }

    public Optional<Estimate> intervalOfOurs(double level) {
        return interval(ours, varianceOurs, level);
    }

    public Optional<Estimate> intervalOfTheirs(double level) {
        return interval(theirs, varianceTheirs, level);
    }

    /** Why there is no test. */
    public Optional<String> remark() {
        if (varianceOfDifference > 0) {
            return Optional.empty();
        }
        if (positives < LEAST || negatives < LEAST) {
            return Optional.of("The class has %d items and the others %d; for a spread it takes two of each."
                    .formatted(positives, negatives));
        }
        return Optional.of(
                ours == theirs
                        ? "Both sides rank the items alike, so there is no difference to test."
                        : "Every item counts alike for the difference of the AUCs, so their spread cannot be told.");
    }

    /**
     * Symmetric in log(AUC / (1 - AUC)), whose standard error is that of the AUC over AUC (1 - AUC): so it stays below 1, and
     * holds the truth more often than the symmetric one where the AUC is high.
     */
    private static Optional<Estimate> interval(double auc, double variance, double level) {
        double scale = auc * (1 - auc);
        if (!(variance > 0) || !(scale > 0)) {
            return Optional.empty();
        }
        double middle = Math.log(auc / (1 - auc));
        double half = Normal.quantile((1 + level) / 2) * Math.sqrt(variance) / scale;
        return Optional.of(new Estimate(auc, logistic(middle - half), logistic(middle + half), level));
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /**
     * Shares as whole numbers, twice as many items as there are, so that equal ones have a spread of exactly 0.
     *
     * @param positives for each of them, twice how many negative items it is ranked above
     * @param negatives for each of them, twice how many positive items it is ranked above; DeLong has those it is below, which
     *     makes no difference to a covariance
     */
    private record Shares(double[] positives, double[] negatives) {

        static Shares of(boolean[] positive, double[] scores) {
            double[] inside = only(true, positive, scores);
            double[] outside = only(false, positive, scores);
            if (inside.length == 0 || outside.length == 0) {
                throw new IllegalArgumentException("An AUC needs items of the class and others, not %d and %d."
                        .formatted(inside.length, outside.length));
            }
            return new Shares(shares(inside, outside), shares(outside, inside));
        }

        private static double[] only(boolean wanted, boolean[] positive, double[] scores) {
            var some = new double[scores.length];
            int count = 0;
            for (int i = 0; i < scores.length; i++) {
                if (Double.isNaN(scores[i])) {
                    throw new IllegalArgumentException("A score that is not a number has no rank.");
                }
                if (positive[i] == wanted) {
                    some[count++] = scores[i] + 0.0;
                }
            }
            return Arrays.copyOf(some, count);
        }

        private static double[] shares(double[] items, double[] others) {
            double[] sorted = others.clone();
            Arrays.sort(sorted);
            var shares = new double[items.length];
            for (int i = 0; i < items.length; i++) {
                int fewer = count(sorted, items[i], false);
                int equal = count(sorted, items[i], true) - fewer;
                shares[i] = 2 * fewer + equal;
            }
            return shares;
        }

        /** How many are less than a bound, or also equal to it. */
        private static int count(double[] sorted, double bound, boolean equal) {
            int from = 0;
            int to = sorted.length;
            while (from < to) {
                int middle = (from + to) >>> 1;
                if (sorted[middle] < bound || equal && sorted[middle] == bound) {
                    from = middle + 1;
                } else {
                    to = middle;
                }
            }
            return from;
        }

        double auc() {
            return mean(positives) / (2.0 * negatives.length);
        }

        Shares minus(Shares other) {
            return new Shares(minus(positives, other.positives), minus(negatives, other.negatives));
        }

        /** S10 / m + S01 / n, as DeLong et al. call it. */
        double covariance(Shares other) {
            double m = positives.length;
            double n = negatives.length;
            if (m < LEAST || n < LEAST) {
                return 0;
            }
            return covariance(positives, other.positives) / (4 * n * n)
                    + covariance(negatives, other.negatives) / (4 * m * m);
        }

        private static double[] minus(double[] a, double[] b) {
            var difference = new double[a.length];
            for (int i = 0; i < a.length; i++) {
                difference[i] = a[i] - b[i];
            }
            return difference;
        }

        /** That of the means. */
        private static double covariance(double[] a, double[] b) {
            int n = a.length;
            double meanA = mean(a);
            double meanB = mean(b);
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += (a[i] - meanA) * (b[i] - meanB);
            }
            return sum / (n - 1) / n;
        }

        private static double mean(double[] values) {
            double sum = 0;
            for (double value : values) {
                sum += value;
            }
            return sum / values.length;
        }
    }
}
