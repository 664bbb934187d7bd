package io.ansatz.runner.report;

import io.ansatz.runner.training.Predictions;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether answers are right as often as they are sure of themselves. The confidence of an answer is the probability of the
 * likeliest class. A confidence on the border of two bins belongs to the upper one; 1 belongs to the last.
 *
 * @param bins equal ranges of confidence, from the lowest
 * @param error the expected calibration error: the mean over images of how far their bin's accuracy is from its confidence
 */
record Reliability(List<Bin> bins, double error) {

    private static final int BINS = 10;

    /**
     * The answers of a range of confidence.
     *
     * @param confidence the mean; 0 without images
     * @param accuracy the share of right answers; 0 without images
     */
    record Bin(int images, double confidence, double accuracy) {}

    Reliability {
        bins = List.copyOf(bins);
    }

    /** Sorts answers into ten bins. */
    static Reliability of(Predictions predictions) {
        var images = new int[BINS];
        var right = new int[BINS];
        var confidence = new double[BINS];
        for (int i = 0; i < predictions.labels().length; i++) {
            float[] row = predictions.probabilities()[i];
            int answer = 0;
            for (int k = 1; k < row.length; k++) {
                if (row[k] > row[answer]) {
                    answer = k;
                }
            }
            int bin = Math.min(BINS - 1, (int) (row[answer] * BINS));
            images[bin]++;
            confidence[bin] += row[answer];
            right[bin] += answer == predictions.labels()[i] ? 1 : 0;
        }
        var bins = new ArrayList<Bin>();
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            if (images[bin] == 0) {
                bins.add(new Bin(0, 0, 0));
            } else {
                bins.add(new Bin(images[bin], confidence[bin] / images[bin], (double) right[bin] / images[bin]));
                error += Math.abs(right[bin] - confidence[bin]) / predictions.labels().length;
            }
        }
        return new Reliability(bins, error);
    }
}
