package io.ansatz.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Compares states, given as real parts and imaginary parts, up to a global phase. */
final class SameState {

    /** A few hundred gates, each rounded. */
    private static final double ROUNDING = 1e-12;

    private SameState() {}

    static void require(double[][] wanted, double[][] found) {
        assertThat(found[0]).hasSameSizeAs(wanted[0]);
        double phaseRe = 0;
        double phaseIm = 0;
        for (int k = 0; k < wanted[0].length; k++) {
            phaseRe += wanted[0][k] * found[0][k] + wanted[1][k] * found[1][k];
            phaseIm += wanted[0][k] * found[1][k] - wanted[1][k] * found[0][k];
        }
        assertThat(Math.hypot(phaseRe, phaseIm)).isCloseTo(1, within(ROUNDING));
        for (int k = 0; k < wanted[0].length; k++) {
            assertThat(found[0][k]).isCloseTo(wanted[0][k] * phaseRe - wanted[1][k] * phaseIm, within(ROUNDING));
            assertThat(found[1][k]).isCloseTo(wanted[0][k] * phaseIm + wanted[1][k] * phaseRe, within(ROUNDING));
        }
    }
}
