package io.ansatz.simulator.statevector;

/** Keeps slopes in the range where few bits of exponent are enough. */
final class Scale {

    /** Beyond this a power of two and its inverse are no longer both normal numbers. */
    private static final int LARGEST_EXPONENT = 1_000;

    private Scale() {}

    /** A power of two that brings the largest of these near 1; multiplying by it is exact. */
    static double of(double[] values, int from, int count) {
        double largest = 0;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        if (largest == 0 || !(largest <= Double.MAX_VALUE)) {
            return 1;
        }
        int exponent = Math.max(-LARGEST_EXPONENT, Math.min(LARGEST_EXPONENT, Math.getExponent(largest)));
        return Math.scalb(1.0, -exponent);
    }
}
