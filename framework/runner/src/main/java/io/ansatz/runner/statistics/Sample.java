package io.ansatz.runner.statistics;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * What Student's distribution needs to know of values that are taken to be roughly normal.
 *
 * @param deviation the standard deviation, 0 where there is only one value
 */
record Sample(int n, double mean, double deviation) {

    static Sample of(double[] values) {
        int n = values.length;
        if (n == 0) {
            throw new IllegalArgumentException("There is no mean of no values.");
        }
        double mean = 0;
        for (double value : values) {
            mean += value / n;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Sample(n, mean, n == 1 ? 0 : Math.sqrt(squares / (n - 1)));
    }

    /** Student's interval of the mean. */
    Estimate mean(double level) {
        if (n == 1) {
            return Estimate.unknown(mean);
        }
        double half = student().inverseCumulativeProbability((1 + level) / 2) * error();
        return new Estimate(mean, mean - half, mean + half, level);
    }

    /** One-sided p against a mean of at most {@code bound}. */
    double pAbove(double bound) {
        if (n == 1) {
            return 1;
        }
        double ahead = mean - bound;
        if (deviation == 0) {
            return ahead > 0 ? 0 : 1;
        }
        return student().cumulativeProbability(-ahead / error());
    }

    private double error() {
        return deviation / Math.sqrt(n);
    }

    /** Without a generator, which nobody draws from and which takes long to make. */
    private TDistribution student() {
        return new TDistribution(null, n - 1);
    }
}
