package io.ansatz.runner.proof;

import io.ansatz.runner.training.Predictions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How far two trials differ in what they said about the same images.
 *
 * @param answers of how many images the answers differ
 * @param largest by how much the probability of a class differs at most
 */
public record Disagreement(int images, int answers, double largest) {

    private static final double SMALL = 1e-4;

    /** Empty if they are of other images. */
    static Optional<Disagreement> of(Predictions a, Predictions b) {
        if (!Arrays.equals(a.labels(), b.labels())) {
            return Optional.empty();
        }
        int answers = 0;
        double largest = 0;
        for (int i = 0; i < a.labels().length; i++) {
            float[] one = a.probabilities()[i];
            float[] other = b.probabilities()[i];
            if (one.length != other.length) {
                return Optional.empty();
            }
            answers += likeliest(one) == likeliest(other) ? 0 : 1;
            for (int k = 0; k < one.length; k++) {
                largest = Math.max(largest, Math.abs((double) one[k] - other[k]));
            }
        }
        return Optional.of(new Disagreement(a.labels().length, answers, largest));
    }

    boolean none() {
        return answers == 0 && largest == 0;
    }

    private static int likeliest(float[] row) {
        int best = 0;
        for (int k = 1; k < row.length; k++) {
            if (row[k] > row[best]) {
                best = k;
            }
        }
        return best;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                largest < SMALL
                        ? "%,d of %,d differ, probabilities by up to %.1e"
                        : "%,d of %,d differ, probabilities by up to %.6f",
                answers,
                images,
                largest);
    }
}
