package io.ansatz.runner.training;

/**
 * What a network says about images, and what is true.
 *
 * @param probabilities {@code [image][class]}
 * @param labels the true class of each image
 */
public record Predictions(float[][] probabilities, int[] labels) {

    public Predictions {
        if (probabilities.length != labels.length || labels.length == 0) {
            throw new IllegalArgumentException(
                    "%d answers cannot be held against %d labels.".formatted(probabilities.length, labels.length));
        }
    }

    /** Whether every probability is a number. */
    public boolean finite() {
        for (float[] row : probabilities) {
            for (float probability : row) {
                if (!Float.isFinite(probability)) {
                    return false;
                }
            }
        }
        return true;
    }
}
