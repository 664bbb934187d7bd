package io.ansatz.simulator.statevector;

/** What amplitudes are computed in; inputs, weights, outputs and gradients are doubles either way. */
public enum Precision {
    /** 24 bits: what networks train in. */
    FLOAT(Float.BYTES, 1e-6),
    /** 53 bits: for checking, at half the speed or less. */
    DOUBLE(Double.BYTES, 1e-12);

    private final int bytes;
    private final double tie;

    Precision(int bytes, double tie) {
        this.bytes = bytes;
        this.tie = tie;
    }

    /** The size of a number. */
    public int bytes() {
        return bytes;
    }

    /** Probabilities nearer than this count as equal, so that rounding does not decide which is the largest. */
    double tie() {
        return tie;
    }
}
