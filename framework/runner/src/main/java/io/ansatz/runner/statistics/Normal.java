package io.ansatz.runner.statistics;

import org.apache.commons.math3.distribution.NormalDistribution;

/** The standard normal distribution. */
final class Normal {

    /** Without a generator, which nobody draws from and which takes long to make. */
    private static final NormalDistribution STANDARD = new NormalDistribution(null, 0, 1);

    private Normal() {}

    /** The probability of a value of at most {@code z}. */
    static double atMost(double z) {
        return STANDARD.cumulativeProbability(z);
    }

    /** The value that is not exceeded with this probability. */
    static double quantile(double probability) {
        return STANDARD.inverseCumulativeProbability(probability);
    }

    /** The probability of a value at least as far from 0 as {@code z}, on either side. */
    static double twoSided(double z) {
        return Math.min(1, 2 * atMost(-Math.abs(z)));
    }
}
