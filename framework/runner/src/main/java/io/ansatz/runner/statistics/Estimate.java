package io.ansatz.runner.statistics;

import java.util.Locale;

/**
 * A value, and where the truth behind it is expected.
 *
 * @param level how often such bounds hold the truth: 0.95 as a rule, less where there are too few values for that, and 0
 *     where nothing is known of the spread; then the bounds are the value itself
 */
public record Estimate(double value, double low, double high, double level) {

    static final double USUAL = 0.95;

    static Estimate unknown(double value) {
        return new Estimate(value, value, value, 0);
    }

    /** Whether the bounds mean something. */
    public boolean known() {
        return level > 0;
    }

    /** To three digits, with its bounds if they mean something: {@code 0.842 [0.806, 0.878]}. */
    public String words() {
        return known() ? "%s [%s, %s]".formatted(fixed(value), fixed(low), fixed(high)) : fixed(value);
    }

    /** What rounds to 0 has no sign. */
    private static String fixed(double number) {
        String digits = String.format(Locale.ROOT, "%.3f", number);
        return digits.equals("-0.000") ? "0.000" : digits;
    }

    /** Whether a value lies between the bounds or on one of them. */
    public boolean holds(double truth) {
        return low <= truth && truth <= high;
    }
}
