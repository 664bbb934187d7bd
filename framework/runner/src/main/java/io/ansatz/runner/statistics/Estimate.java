package io.ansatz.runner.statistics;

import java.util.Locale;

/**
 * A value, and where the truth behind it is expected.
 *
 * @param level how often such bounds hold the truth: 0.95 as a rule, less where there are too few values for that, and 0
 *     where nothing is known of the spread; then the bounds are the value itself
 */
public record Estimate(double value, double low, double high, double level) {

    /** That of an interval of which nothing else is said. */
    static final double USUAL = 0.95;

    static Estimate unknown(double value) {
        return new Estimate(value, value, value, 0);
    }

    /** Whether the bounds mean something. */
    public boolean known() {
        return level > 0;
    }

    /**
     * The mean of values, and where the mean of endless repetitions is expected, 95 times in 100, if the values are roughly
     * normal: Student's interval.
     */
    public static Estimate mean(double... values) {
        return Sample.of(values).mean(USUAL);
    }

    /**
     * To three digits, with its bounds if they mean something, and with their level if it is not 95 %:
     * {@code 0.842 [0.806, 0.878]}, {@code 0.010 [0.005, 0.015] (50 %)}.
     */
    public String words() {
        if (!known()) {
            return fixed(value);
        }
        String bounds = "%s [%s, %s]".formatted(fixed(value), fixed(low), fixed(high));
        return level == USUAL ? bounds : "%s (%s)".formatted(bounds, percent());
    }

    /** The level, as short as it can be said: {@code 93.75 %}. */
    String percent() {
        return Double.toString(Math.rint(level * 1e8) / 1e6).replaceFirst("\\.0$", "") + " %";
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
