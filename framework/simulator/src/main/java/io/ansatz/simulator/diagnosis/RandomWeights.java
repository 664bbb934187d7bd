package io.ansatz.simulator.diagnosis;

import java.util.SplittableRandom;

/** Weights drawn uniformly from the full circle, wherever the circuit would start them. */
final class RandomWeights {

    private final SplittableRandom random;
    private final int count;

    RandomWeights(int count, long seed) {
        this.random = new SplittableRandom(seed);
        this.count = count;
    }

    double[] next() {
        var weights = new double[count];
        for (int i = 0; i < count; i++) {
            weights[i] = random.nextDouble(2 * Math.PI);
        }
        return weights;
    }

    static void requireSamples(int samples, int least) {
        if (samples < least) {
            throw new IllegalArgumentException(
                    "%d samples are too few; at least %d are needed.".formatted(samples, least));
        }
    }
}
