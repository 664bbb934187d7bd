package io.ansatz.simulator.statevector;

/**
 * Angles into the numbers that kernels multiply by, many at a time in loops that the compiler turns into vector instructions.
 *
 * <p>A rotation by {@code p} is three shears, {@code a += t b; b += s a; a += t b} with {@code t = -tan(p/2), s = sin p}. With
 * {@code p} brought between -pi/2 and pi/2, which costs at most the sign of the whole state, {@code |t| <= 1} and nothing grows.
 */
final class Shears {

    /** Adding and taking away this rounds to a whole number. */
    private static final double ROUNDER = 0x1.8p52;

    // Pi in two parts, the first short enough that its product with a small whole number is exact.
    private static final double PI_HIGH = 0x1.921fb544p1;
    private static final double PI_LOW = 0x1.0b4611a626331p-33;

    private static final double S3 = -1.0 / 6;
    private static final double S5 = 1.0 / 120;
    private static final double S7 = -1.0 / 5_040;
    private static final double S9 = 1.0 / 362_880;
    private static final double S11 = -1.0 / 39_916_800;
    private static final double S13 = 1.0 / 6_227_020_800.0;
    private static final double S15 = -1.0 / 1_307_674_368_000.0;
    private static final double C2 = -1.0 / 2;
    private static final double C4 = 1.0 / 24;
    private static final double C6 = -1.0 / 720;
    private static final double C8 = 1.0 / 40_320;
    private static final double C10 = -1.0 / 3_628_800;
    private static final double C12 = 1.0 / 479_001_600;
    private static final double C14 = -1.0 / 87_178_291_200.0;
    private static final double C16 = 1.0 / 20_922_789_888_000.0;

    private Shears() {}

    /**
     * The shears of rotations about Y by these angles; the cosine of half an angle is then {@code 1 + s t}. The angles are lost.
     */
    static void of(double[] angles, double[] t, double[] s, int count) {
        reduce(angles, 0.5, 0.5, count);
        sines(angles, s, count);
        cosines(angles, t, count);
        for (int i = 0; i < count; i++) {
            double sin = s[i];
            double cos = t[i];
            t[i] = -sin / cos;
            s[i] = 2 * sin * cos;
        }
    }

    /** The points {@code e^(i angle)} of the unit circle. The angles are lost. */
    static void circle(double[] angles, double[] re, double[] im, int count) {
        // Half an angle less a multiple of pi is the angle less whole turns; a half of that half is small enough.
        reduce(angles, 0.5, 0.5, count);
        sines(angles, im, count);
        cosines(angles, re, count);
        for (int i = 0; i < count; i++) {
            double sin = im[i];
            double cos = re[i];
            double sinTwice = 2 * sin * cos;
            double cosTwice = (cos - sin) * (cos + sin);
            re[i] = (cosTwice - sinTwice) * (cosTwice + sinTwice);
            im[i] = 2 * sinTwice * cosTwice;
        }
    }

    // Short loops: the compiler makes no vector instructions of long ones.

    /** {@code part} of what is left of {@code factor * angle} after taking away multiples of pi. */
    private static void reduce(double[] angles, double factor, double part, int count) {
        for (int i = 0; i < count; i++) {
            double angle = factor * angles[i];
            double turns = (angle * (1 / Math.PI) + ROUNDER) - ROUNDER;
            angles[i] = part * ((angle - turns * PI_HIGH) - turns * PI_LOW);
        }
    }

    private static void sines(double[] angles, double[] to, int count) {
        for (int i = 0; i < count; i++) {
            double u = angles[i];
            double q = u * u;
            to[i] = u + u * q * (S3 + q * (S5 + q * (S7 + q * (S9 + q * (S11 + q * (S13 + q * S15))))));
        }
    }

    private static void cosines(double[] angles, double[] to, int count) {
        for (int i = 0; i < count; i++) {
            double u = angles[i];
            double q = u * u;
            to[i] = 1 + q * (C2 + q * (C4 + q * (C6 + q * (C8 + q * (C10 + q * (C12 + q * (C14 + q * C16)))))));
        }
    }
}
