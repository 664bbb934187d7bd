package io.ansatz.runner.experiment;

import io.ansatz.api.Meaning;
import io.ansatz.runner.metrics.Metric;
import java.util.HashSet;
import java.util.List;

/** How hybrids are held against their controls. It is said before anything is trained, and changes nothing in a trial. */
public record Comparing(
        @Meaning("the test metrics that are compared; the first makes the headline")
        List<Metric> metrics,

        @Meaning("the smallest difference that matters") Margins margins,

        @Meaning("how often equals may be told apart, over all pairs of a family together")
        double alpha,

        @Meaning("which pairs are judged together: all of the study, or those of one hybrid")
        Family family,

        @Meaning("how often test images are drawn again") int resamples) {

    private static final int FEWEST_RESAMPLES = 100;
    private static final int MOST_RESAMPLES = 1_000_000;

    /** Over which pairs chance may not find a difference. */
    public enum Family {
        /** All pairs there are. */
        STUDY,
        /** Each hybrid with its controls, whatever other hybrids a sweep has. */
        HYBRID
    }

    /** By metric. */
    public record Margins(
            @Meaning("of AUC and average precision") double auc,
            @Meaning("of every other metric") double others) {

        public Margins {
            requireMargin("auc", auc);
            requireMargin("others", others);
        }

        private static void requireMargin(String name, double margin) {
            if (!(margin > 0 && margin < 1)) {
                throw new IllegalArgumentException("%s must be between 0 and 1, not %s.".formatted(name, margin));
            }
        }

        /** The margin of a metric. */
        public double of(Metric metric) {
            return metric == Metric.AUC || metric == Metric.AVERAGE_PRECISION ? auc : others;
        }
    }

    public Comparing {
        metrics = List.copyOf(metrics);
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("metrics must name one at least.");
        }
        if (new HashSet<>(metrics).size() < metrics.size()) {
            throw new IllegalArgumentException("metrics names one metric twice.");
        }
        if (!(alpha > 0 && alpha < 0.5)) {
            throw new IllegalArgumentException("alpha must be above 0 and below 0.5, not %s.".formatted(alpha));
        }
        if (resamples < FEWEST_RESAMPLES || resamples > MOST_RESAMPLES) {
            throw new IllegalArgumentException("resamples must be between %d and %d, not %d."
                    .formatted(FEWEST_RESAMPLES, MOST_RESAMPLES, resamples));
        }
    }

    /** AUC, balanced accuracy and accuracy; half a point of AUC and a point of the others matter; five in a hundred. */
    public static Comparing usual() {
        return new Comparing(
                List.of(Metric.AUC, Metric.BALANCED_ACCURACY, Metric.ACCURACY),
                new Margins(0.005, 0.01),
                0.05,
                Family.STUDY,
                10_000);
    }
}
