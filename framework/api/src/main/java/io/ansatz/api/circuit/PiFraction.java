package io.ansatz.api.circuit;

import java.util.Optional;

/** A simple fraction of pi, and exactly that: {@code numerator * pi / denominator}. */
record PiFraction(long numerator, int denominator) {

    private static final int[] DENOMINATORS = {1, 2, 3, 4, 6, 8, 16};

    /** The value as such a fraction, if it is one and not 0. */
    static Optional<PiFraction> of(double value) {
        for (int denominator : DENOMINATORS) {
            long numerator = Math.round(value / Math.PI * denominator);
            if (numerator != 0 && value == Math.PI * numerator / denominator) {
                return Optional.of(new PiFraction(numerator, denominator));
            }
        }
        return Optional.empty();
    }

    /** The fraction in this notation, such as {@code -3π/4} for the sign {@code π} and nothing between factors. */
    String text(String pi, String times) {
        String factor = numerator + times;
        if (Math.abs(numerator) == 1) {
            factor = numerator < 0 ? "-" : "";
        }
        return factor + pi + (denominator == 1 ? "" : "/" + denominator);
    }
}
