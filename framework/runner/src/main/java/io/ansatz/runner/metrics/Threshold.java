package io.ansatz.runner.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * From where on an image is called positive, with two classes: if its probability of label 1 is above this. Validation
 * images choose it, test images are judged at it.
 *
 * @param value the probability that is not enough
 */
public record Threshold(double value) {

    /** What follows the word of a metric that is taken at a threshold. */
    private static final String AT_THRESHOLD = "-at-threshold";

    private static final double NATURAL = 0.5;

    /**
     * Chooses the threshold of the highest balanced accuracy, which is that of the highest sensitivity plus specificity
     * (Youden). Candidates lie in the middle between two scores that follow each other, or between the outermost and 0 or 1;
     * of equally good ones the nearest to 0.5 is taken, of equally near ones the lower.
     *
     * <p>Empty unless there are two classes with images of each.
     */
    public static Optional<Threshold> choose(float[][] probabilities, int[] labels) {
        var scores = new Scores(probabilities, labels);
        if (scores.classes() != 2 || !scores.confusion().absent().isEmpty()) {
            return Optional.empty();
        }
        Ranking ranking = scores.ranking(1);
        double[] descending = scores.distinct(1);
        long positives = ranking.positives();
        long negatives = ranking.negatives();
        long best = -1;
        double value = Double.NaN;
        for (int called = 0; called <= descending.length; called++) {
            double above = called == 0 ? 1 : descending[called - 1];
            double below = called == descending.length ? 0 : descending[called];
            double middle = (above + below) / 2;
            // Balanced accuracy times 2 P N, so that equal is equal.
            long good = ranking.hits()[called] * negatives + (negatives - ranking.misses()[called]) * positives;
            // No threshold from 0 on calls a score of 0 positive.
            boolean possible = called == 0 || middle < above;
            if (possible && (good > best || good == best && distance(middle) <= distance(value))) {
                best = good;
                value = middle;
            }
        }
        return Optional.of(new Threshold(value));
    }

    private static double distance(double value) {
        return Math.abs(value - NATURAL);
    }

    /** How many images of each class are called positive and negative at this threshold. */
    public Confusion judge(float[][] probabilities, int[] labels) {
        var counts = new int[2][2];
        for (int i = 0; i < labels.length; i++) {
            counts[labels[i]][probabilities[i][1] > value ? 1 : 0]++;
        }
        return new Confusion(counts);
    }

    /** What images come to at this threshold, by words such as {@code accuracy-at-threshold}, after the threshold itself. */
    public Map<String, Double> figures(float[][] probabilities, int[] labels) {
        Confusion judged = judge(probabilities, labels);
        var figures = new LinkedHashMap<String, Double>();
        figures.put("threshold", value);
        figures.put(Metric.ACCURACY.word() + AT_THRESHOLD, judged.accuracy());
        figures.put(Metric.BALANCED_ACCURACY.word() + AT_THRESHOLD, judged.balancedAccuracy());
        judged.mcc().ifPresent(mcc -> figures.put(Metric.MCC.word() + AT_THRESHOLD, mcc));
        judged.f1().ifPresent(f1 -> figures.put(Metric.F1.word() + AT_THRESHOLD, f1));
        judged.sensitivity().ifPresent(share -> figures.put("sensitivity" + AT_THRESHOLD, share));
        judged.specificity().ifPresent(share -> figures.put("specificity" + AT_THRESHOLD, share));
        return Collections.unmodifiableMap(figures);
    }
}
