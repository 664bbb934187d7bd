package io.ansatz.simulator.noise;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A finite number of repetitions of each measurement.
 *
 * @param count how often each is repeated
 */
record Shots(int count, Draws draws) {

    Shots {
        if (count < 1) {
            throw new IllegalArgumentException("shots must be at least 1, not %d.".formatted(count));
        }
    }

    /**
     * Puts the frequencies of the outcomes drawn in the place of their probabilities, for one sample of a batch.
     *
     * @param probabilities for each measurement {@code [batch][outcome]}
     * @param inputs {@code [batch][input]}
     */
    void draw(double[][] probabilities, int batch, int index, double[] inputs, double[] weights) {
        SplittableRandom random = draws.of(inputs, index, inputs.length / batch, weights);
        for (double[] measured : probabilities) {
            int outcomes = measured.length / batch;
            draw(measured, index * outcomes, outcomes, random);
        }
    }

    private void draw(double[] probabilities, int from, int outcomes, SplittableRandom random) {
        var upTo = new double[outcomes];
        double sum = 0;
        for (int k = 0; k < outcomes; k++) {
            // Rounding may leave a probability below 0.
            sum += Math.max(0, probabilities[from + k]);
            upTo[k] = sum;
        }
        Arrays.fill(probabilities, from, from + outcomes, 0);
        for (int shot = 0; shot < count; shot++) {
            probabilities[from + firstAbove(random.nextDouble() * sum, upTo)]++;
        }
        for (int k = from; k < from + outcomes; k++) {
            probabilities[k] /= count;
        }
    }

    private static int firstAbove(double value, double[] upTo) {
        int low = 0;
        int high = upTo.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (upTo[middle] > value) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
