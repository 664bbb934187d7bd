package io.ansatz.runner.statistics;

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

    /** Whether a value lies between the bounds or on one of them. */
    public boolean holds(double truth) {
        return low <= truth && truth <= high;
    }
}
