package io.ansatz.benchmarks.statistics;

import io.ansatz.runner.statistics.DeLong;
import io.ansatz.runner.statistics.Discordance;
import io.ansatz.runner.statistics.Estimate;
import io.ansatz.runner.statistics.McNemar;
import io.ansatz.runner.statistics.PairedBootstrap;
import io.ansatz.runner.statistics.Resampled;
import io.ansatz.runner.statistics.Strata;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Two trained networks on the same test images. Scores are normal, higher by {@code ours} or {@code theirs} for positive
 * images; half of their variance is what both networks see alike. Images in a group share half of everything.
 *
 * @param group how many images are in a group, all of one class
 */
record ItemStudy(String word, int positives, int negatives, int group, double ours, double theirs) {

    private static final double HALF = Math.sqrt(0.5);

    /**
     * What became of one study, or of many: intervals that hold the truth, and tests that find a difference.
     *
     * @param delong of the difference of the AUCs
     * @param auc of one AUC, from its logarithmic odds
     * @param symmetric of one AUC, as far up as down
     * @param resampled of the difference of the AUCs, by the bootstrap
     * @param percentile of the bootstrap, for each metric
     * @param accelerated of the bootstrap, for each metric
     * @param mcnemar tests whose p is at most 0.05
     * @param midP the same for the mid-p
     */
    record Tally(
            Share delong,
            Share auc,
            Share symmetric,
            Share resampled,
            Map<Measure, Share> percentile,
            Map<Measure, Share> accelerated,
            Share mcnemar,
            Share midP) {

        static Tally none() {
            Share none = Share.none();
            return new Tally(none, none, none, none, Map.of(), Map.of(), none, none);
        }

        Tally and(Tally other) {
            return new Tally(
                    delong.and(other.delong),
                    auc.and(other.auc),
                    symmetric.and(other.symmetric),
                    resampled.and(other.resampled),
                    sum(percentile, other.percentile),
                    sum(accelerated, other.accelerated),
                    mcnemar.and(other.mcnemar),
                    midP.and(other.midP));
        }

        private static Map<Measure, Share> sum(Map<Measure, Share> a, Map<Measure, Share> b) {
            var sum = new EnumMap<Measure, Share>(Measure.class);
            sum.putAll(a);
            b.forEach((measure, share) -> sum.merge(measure, share, Share::and));
            return sum;
        }
    }

    Tally run(SplittableRandom random, int resamples) {
        int n = positives + negatives;
        var positive = new boolean[n];
        var labels = new int[n];
        var groups = new int[n];
        for (int i = 0; i < n; i++) {
            positive[i] = i < positives;
            labels[i] = positive[i] ? 1 : 0;
            groups[i] = i / group;
        }
        double[] seen = noise(groups, random);
        double[] a = scores(positive, ours, seen, noise(groups, random));
        double[] b = scores(positive, theirs, seen, noise(groups, random));
        boolean[] calledA = called(a, ours);
        boolean[] calledB = called(b, theirs);

        DeLong delong = DeLong.of(positive, a, b);
        Share none = Share.none();
        double truth = auc(ours);
        double half = 1.959964 * Math.sqrt(delong.varianceOurs());
        Strata strata = group == 1 ? Strata.byLabel(labels) : Strata.byGroup(labels, groups);
        var bootstrap = new PairedBootstrap(strata, resamples, random.nextLong());
        var percentile = new EnumMap<Measure, Share>(Measure.class);
        var accelerated = new EnumMap<Measure, Share>(Measure.class);
        for (Measure measure : Measure.values()) {
            Resampled resampled = bootstrap.compare(
                    items -> measure.of(positive, calledA, items), items -> measure.of(positive, calledB, items));
            double difference = expected(measure, ours) - expected(measure, theirs);
            percentile.put(measure, none.and(holds(resampled.percentile(0.95), difference)));
            accelerated.put(measure, none.and(holds(resampled.accelerated(0.95), difference)));
        }
        McNemar mcnemar = McNemar.of(Discordance.of(right(positive, calledA), right(positive, calledB)));
        return new Tally(
                none.and(holds(delong.difference(0.95), truth - auc(theirs))),
                none.and(holds(delong.intervalOfOurs(0.95), truth)),
                none.and(Math.abs(delong.ours() - truth) <= half),
                none.and(holds(
                        bootstrap
                                .compare(new Auc(positive, a)::of, new Auc(positive, b)::of)
                                .interval(),
                        truth - auc(theirs))),
                percentile,
                accelerated,
                none.and(mcnemar.p() <= 0.05),
                none.and(mcnemar.midP() <= 0.05));
    }

    private static boolean holds(Optional<Estimate> interval, double truth) {
        return interval.isPresent() && interval.get().holds(truth);
    }

    private double[] noise(int[] groups, SplittableRandom random) {
        var noise = new double[groups.length];
        double shared = 0;
        for (int i = 0; i < noise.length; i++) {
            if (i == 0 || groups[i] != groups[i - 1]) {
                shared = Noise.normal(random);
            }
            noise[i] = group == 1 ? shared : HALF * (shared + Noise.normal(random));
        }
        return noise;
    }

    private static double[] scores(boolean[] positive, double ahead, double[] seen, double[] own) {
        var scores = new double[positive.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (positive[i] ? ahead : 0) + HALF * (seen[i] + own[i]);
        }
        return scores;
    }

    /** At the threshold in the middle, where both kinds of mistake are as frequent. */
    private static boolean[] called(double[] scores, double ahead) {
        var called = new boolean[scores.length];
        for (int i = 0; i < called.length; i++) {
            called[i] = scores[i] > ahead / 2;
        }
        return called;
    }

    private static boolean[] right(boolean[] positive, boolean[] called) {
        var right = new boolean[positive.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = positive[i] == called[i];
        }
        return right;
    }

    /** A score is right with probability Phi(ahead / 2), whichever class the image is of. */
    private double expected(Measure measure, double ahead) {
        double right = Noise.atMost(ahead / 2);
        return measure.of(positives * right, negatives * (1 - right), positives * (1 - right), negatives * right);
    }

    /** The difference of a positive and a negative score has variance 2. */
    private static double auc(double ahead) {
        return Noise.atMost(ahead / Math.sqrt(2));
    }
}
