package io.ansatz.runner.proof;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * A share as somebody published it: its decimals say what it may have been rounded from. 99.91 % stands for everything from
 * 99.905 on and below 99.915 %.
 *
 * @param printed the number in its own unit, with all of its decimals
 * @param percent whether that unit is a hundredth
 */
public record Figure(BigDecimal printed, boolean percent) {

    private static final Pattern NUMBER = Pattern.compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)\\s*(%?)");
    private static final int PERCENT_DIGITS = 2;
    private static final int MOST_DECIMALS = 15;
    private static final int MORE_DECIMALS = 2;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal HALF = new BigDecimal("0.5");

    /**
     * Reads it: a number with a percent sign or above 1 is a percentage, any other a share of 1.
     *
     * @throws IllegalArgumentException if it is no share at all; the message goes on from a subject
     */
    public static Figure read(String text) {
        var matcher = NUMBER.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "must be a percentage, such as 99.91, or a share, such as 0.9991, not '%s'.".formatted(text));
        }
        var number = new BigDecimal(matcher.group(1));
        boolean percent = !matcher.group(2).isEmpty() || number.compareTo(BigDecimal.ONE) > 0;
        if (number.compareTo(HUNDRED) > 0) {
            throw new IllegalArgumentException("cannot be more than 100 %%, as %s is.".formatted(text));
        }
        if (number.scale() > MOST_DECIMALS) {
            throw new IllegalArgumentException("can have %d decimals at most.".formatted(MOST_DECIMALS));
        }
        return new Figure(number, percent);
    }

    /** As a share of 1. */
    public double share() {
        return value().doubleValue();
    }

    /** How many of so many give a share that rounds to this figure. */
    public Counts of(long n) {
        return within(low(), high(), n);
    }

    /** How many of so many give a share that reads so when its further decimals are cut off. */
    public Counts cutOff(long n) {
        return within(value(), value().add(step()), n);
    }

    /** The largest count whose share lies below; negative if there is none. */
    public long below(long n) {
        return Math.min(n, ceiling(low(), n) - 1);
    }

    /** The smallest count whose share lies above; more than {@code n} if there is none. */
    public long above(long n) {
        return Math.max(0, ceiling(high(), n));
    }

    /** The smallest number of which some count gives this figure. */
    public BigInteger smallest() {
        if (low().signum() <= 0 || high().compareTo(BigDecimal.ONE) > 0) {
            return BigInteger.ONE;
        }
        BigInteger unit = BigInteger.TEN.pow(Math.max(low().scale(), high().scale()));
        BigInteger low = low().multiply(new BigDecimal(unit)).toBigIntegerExact();
        BigInteger high = high().multiply(new BigDecimal(unit)).toBigIntegerExact();
        return simplest(low, unit, true, high, unit, false)[1];
    }

    /**
     * The fraction with the smallest denominator between two others, as numerator and denominator. Either both bounds lie
     * between the same whole numbers, and then it is the whole part and one over the simplest between the reciprocals of the
     * rests, which stand the other way round; or a whole number lies between them.
     */
    private static BigInteger[] simplest(
            BigInteger low,
            BigInteger lowUnit,
            boolean lowCounts,
            BigInteger high,
            BigInteger highUnit,
            boolean highCounts) {
        BigInteger whole = low.divide(lowUnit);
        BigInteger rest = low.subtract(whole.multiply(lowUnit));
        if (rest.signum() == 0 && lowCounts) {
            return new BigInteger[] {whole, BigInteger.ONE};
        }
        BigInteger next = whole.add(BigInteger.ONE);
        int order = next.multiply(highUnit).compareTo(high);
        if (order < 0 || order == 0 && highCounts) {
            return new BigInteger[] {next, BigInteger.ONE};
        }
        BigInteger[] reciprocal =
                simplest(highUnit, high.subtract(whole.multiply(highUnit)), highCounts, lowUnit, rest, lowCounts);
        return new BigInteger[] {whole.multiply(reciprocal[0]).add(reciprocal[1]), reciprocal[0]};
    }

    /** As it was printed, with its unit. */
    @Override
    public String toString() {
        return in(printed);
    }

    /** A share in the same unit, with two decimals more. */
    public String like(BigDecimal share) {
        BigDecimal number = percent ? share.movePointRight(PERCENT_DIGITS) : share;
        return in(number.setScale(printed.scale() + MORE_DECIMALS, RoundingMode.HALF_UP));
    }

    /** The share of a count, in the same unit, with two decimals more. */
    public String like(long count, long n) {
        int digits = printed.scale() + PERCENT_DIGITS + MORE_DECIMALS;
        return like(BigDecimal.valueOf(count).divide(BigDecimal.valueOf(n), digits, RoundingMode.HALF_UP));
    }

    private String in(BigDecimal number) {
        return number.toPlainString() + (percent ? " %" : "");
    }

    /** The first share that rounds to it. */
    BigDecimal low() {
        return value().subtract(step().multiply(HALF));
    }

    /** The first share that no longer does. */
    BigDecimal high() {
        return value().add(step().multiply(HALF));
    }

    private BigDecimal value() {
        return percent ? printed.movePointLeft(PERCENT_DIGITS) : printed;
    }

    private BigDecimal step() {
        return BigDecimal.ONE.movePointLeft(printed.scale() + (percent ? PERCENT_DIGITS : 0));
    }

    private static Counts within(BigDecimal low, BigDecimal high, long n) {
        return new Counts(Math.max(0, ceiling(low, n)), Math.min(n, ceiling(high, n) - 1));
    }

    private static long ceiling(BigDecimal share, long n) {
        return share.multiply(BigDecimal.valueOf(n))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }
}
