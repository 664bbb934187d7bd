package io.ansatz.runner.statistics;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * A mean, and where the mean of endless repetitions is expected, 95 times in 100, if the values are roughly normal.
 *
 * @param low the same as {@code high} and {@code mean} when there is only one value, which tells nothing of the spread
 * @param n how many values there were
 */
public record Interval(double mean, double low, double high, int n) {

    private static final double UPPER = 0.975;

    /** Student's interval of a sample. */
    public static Interval of(double... values) {
        int n = values.length;
        if (n == 0) {
            throw new IllegalArgumentException("There is no mean of no values.");
        }
        double mean = 0;
        for (double value : values) {
            mean += value / n;
        }
        if (n == 1) {
            return new Interval(mean, mean, mean, 1);
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double half = student(n - 1).inverseCumulativeProbability(UPPER) * Math.sqrt(squares / (n - 1) / n);
        return new Interval(mean, mean - half, mean + half, n);
    }

    /** Without a generator, which nobody draws from and which takes long to make. */
    private static TDistribution student(int degreesOfFreedom) {
        return new TDistribution(null, degreesOfFreedom);
    }

    /** Whether there was more than one value, so that the bounds mean something. */
    public boolean known() {
        return n > 1;
    }
}
