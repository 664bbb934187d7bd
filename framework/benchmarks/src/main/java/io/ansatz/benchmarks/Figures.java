package io.ansatz.benchmarks;

/** How numbers are written in tables. */
public final class Figures {

    private Figures() {}

    public static String percent(double share) {
        return "%.0f %%".formatted(100 * share);
    }

    /** Three digits that count, or all that stand before the point. */
    public static String digits(double value) {
        return value < 100 ? "%.3g".formatted(value) : "%,.0f".formatted(value);
    }
}
