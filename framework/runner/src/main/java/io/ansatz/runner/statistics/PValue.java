package io.ansatz.runner.statistics;

import java.util.Locale;

/** How a p is written, everywhere the same. */
public final class PValue {

    private static final double SMALL = 0.001;

    private PValue() {}

    /** To three digits, or that it is below them. */
    public static String words(double p) {
        return p < SMALL ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p);
    }
}
