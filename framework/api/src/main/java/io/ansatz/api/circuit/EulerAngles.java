package io.ansatz.api.circuit;

import static java.lang.Math.PI;

/**
 * Any unitary on one wire as {@code e^(i phase) RZ(omega) RY(theta) RZ(phi)}; the rotation by phi acts first.
 *
 * @param phase between -pi/2 and pi/2, so that it is 0 where the determinant is 1
 */
record EulerAngles(double phase, double phi, double theta, double omega) {

    /** An entry this small has no phase to speak of, and an angle this small does nothing. */
    static final double NEGLIGIBLE = 1e-14;

    /** The angles of a unitary, given row by row. */
    static EulerAngles of(double[] re, double[] im) {
        double cos = Math.hypot(re[0], im[0]);
        double sin = Math.hypot(re[2], im[2]);
        double upperLeft = argument(re[0], im[0]);
        double lowerRight = argument(re[3], im[3]);
        double lowerLeft = argument(re[2], im[2]);
        double upperRight = argument(-re[1], -im[1]);
        // U = e^(i a) [[cos, -e^(i phi) sin], [e^(i omega) sin, e^(i (phi + omega)) cos]] with a = upperLeft. Of phi +
        // omega
        // and phi - omega the one is taken that stands beside the larger factor; the other follows, as U is unitary.
        boolean diagonal = cos >= sin;
        double omega = Math.min(cos, sin) < NEGLIGIBLE ? 0 : lowerLeft - upperLeft;
        double phi = diagonal ? lowerRight - upperLeft - omega : upperRight - lowerLeft + omega;
        double phase = (diagonal ? upperLeft : lowerLeft - omega) + (phi + omega) / 2;
        // A full turn of phi is a factor of -1, like half a turn of the phase.
        double halfTurns = Math.rint(phase / PI);
        return new EulerAngles(
                phase - halfTurns * PI,
                Math.IEEEremainder(phi + 2 * PI * halfTurns, 4 * PI),
                2 * Math.atan2(sin, cos),
                Math.IEEEremainder(omega, 4 * PI));
    }

    /** A zero of either sign counts as +0, so that equal numbers have equal angles. */
    private static double argument(double re, double im) {
        return Math.atan2(im + 0.0, re + 0.0);
    }
}
