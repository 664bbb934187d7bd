package io.ansatz.simulator.diagnosis;

/** Mean and variance of numbers that come one by one (Welford's method, which loses no digits). */
final class Moments {

    private long count;
    private double mean;
    private double squares;

    /** Returns by how much the sum of squared distances from the mean has grown. */
    double add(double value) {
        count++;
        double before = value - mean;
        mean += before / count;
        double square = before * (value - mean);
        squares += square;
        return square;
    }

    double mean() {
        return mean;
    }

    /** The unbiased estimate; at least two numbers must have come. */
    double variance() {
        return squares / (count - 1);
    }
}
