package io.ansatz.simulator.diagnosis;

/** Mean and variance of numbers that come one by one (Welford's method, which loses no digits). */
final class Moments {

    private long count;
    private double mean;
    private double squares;

    void add(double value) {
        count++;
        double before = value - mean;
        mean += before / count;
        squares += before * (value - mean);
    }

    double mean() {
        return mean;
    }

    /** The unbiased estimate; at least two numbers must have come. */
    double variance() {
        return squares / (count - 1);
    }
}
