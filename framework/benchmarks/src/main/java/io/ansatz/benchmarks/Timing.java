package io.ansatz.benchmarks;

/**
 * How long a call took, in nanoseconds: the median of its samples, and what one in ten stayed below and above. On a busy machine the
 * median is steadier than the mean, which a single pause can move.
 */
record Timing(double median, double low, double high) {

    /** Billions per second, when a call does so many of something. */
    double rate(double count) {
        return count / median;
    }
}
