package io.ansatz.runner.experiment;

/** How projected features become the angles a circuit reads. */
public enum Scaling {
    /** As they are. */
    NONE,
    /** {@code pi * tanh(x)}. */
    TANH_PI,
    /** {@code pi/2 * tanh(x)}. */
    TANH_HALF_PI,
    /** {@code pi * x}, for values between 0 and 1. */
    PI
}
