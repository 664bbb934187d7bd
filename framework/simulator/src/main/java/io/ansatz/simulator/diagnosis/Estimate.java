package io.ansatz.simulator.diagnosis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A number that random weights gave.
 *
 * @param name such as {@code entangling capability}
 * @param value empty where the circuit has no such number
 * @param error the standard error of the value
 * @param samples from how many weights it comes
 * @param meaning how to read it, in a phrase; why there is none where there is no value
 */
public record Estimate(String name, OptionalDouble value, OptionalDouble error, int samples, String meaning) {

    /** What is smaller is 0 but for rounding. */
    private static final double ROUNDING = 1e-15;

    /** Smaller ones are written with an exponent. */
    private static final double SMALL = 1e-4;

    private static final String NONE = "-";

    static Estimate of(String name, double value, double error, int samples, String meaning) {
        return new Estimate(
                name, OptionalDouble.of(cleaned(value)), OptionalDouble.of(cleaned(error)), samples, meaning);
    }

    static Estimate missing(String name, String reason) {
        return new Estimate(name, OptionalDouble.empty(), OptionalDouble.empty(), 0, reason);
    }

    /** The value with three digits; a dash if there is none. */
    public String words() {
        return words(value);
    }

    /** Its standard error, the same way. */
    public String errorWords() {
        return words(error);
    }

    private static String words(OptionalDouble number) {
        return number.isPresent() ? number(number.getAsDouble()) : NONE;
    }

    static double cleaned(double value) {
        return Math.abs(value) < ROUNDING ? 0 : value;
    }

    /** Three significant digits. */
    static String number(double value) {
        if (cleaned(value) == 0) {
            return "0";
        }
        return Math.abs(value) < SMALL
                ? String.format(Locale.ROOT, "%.2e", value)
                : new BigDecimal(value).round(new MathContext(3)).toPlainString();
    }
}
