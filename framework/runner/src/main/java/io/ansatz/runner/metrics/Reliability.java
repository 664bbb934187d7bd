package io.ansatz.runner.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether answers are right as often as they are sure of themselves. The confidence of an answer is the probability of the
 * likeliest class. A confidence on the border of two bins belongs to the upper one; 1 belongs to the last.
 *
 * @param bins 15 equal ranges of confidence, from the lowest
 * @param error the expected calibration error: the mean over images of how far their bin's accuracy is from its confidence
 */
public record Reliability(List<Bin> bins, double error) {

    private static final int BINS = 15;

    /**
     * The answers of a range of confidence.
     *
     * @param confidence the mean; 0 without images
     * @param accuracy the share of right answers; 0 without images
     */
    public record Bin(int images, double confidence, double accuracy) {}

    public Reliability {
        bins = List.copyOf(bins);
    }

    /** Sorts all answers into bins. */
    public static Reliability of(Scores scores) {
        return of(scores, scores.all());
    }

    /** The same of chosen images; one that is chosen twice counts twice. */
    static Reliability of(Scores scores, int[] indices) {
        var images = new int[BINS];
        var right = new int[BINS];
        var sure = new double[BINS];
        var excess = new double[BINS];
        for (int i : indices) {
            double confidence = scores.confidence(i);
            int bin = Math.min(BINS - 1, (int) (confidence * BINS));
            int hit = scores.right(i) ? 1 : 0;
            images[bin]++;
            right[bin] += hit;
            sure[bin] += confidence;
            excess[bin] += confidence - hit;
        }
        var bins = new ArrayList<Bin>();
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            int here = images[bin];
            bins.add(here == 0 ? new Bin(0, 0, 0) : new Bin(here, sure[bin] / here, (double) right[bin] / here));
            sum += Math.abs(excess[bin]);
        }
        return new Reliability(bins, sum / indices.length);
    }
}
