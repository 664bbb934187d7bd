package io.ansatz.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A range of values, and the round ones among them that are written beside it.
 *
 * @param low the value at its beginning
 * @param high the value at its end, above {@code low}
 */
record Axis(double low, double high, List<Tick> ticks) {

    /** About as many ticks as fit. */
    private static final int TICKS = 5;

    /** Beyond these, numbers are written with an exponent. */
    private static final double SMALL_STEP = 1e-5;

    private static final double LARGE = 1e6;

    /** A value that is written out. */
    record Tick(double value, String text) {}

    Axis {
        if (!(low < high)) {
            throw new IllegalArgumentException("An axis cannot go from %s to %s.".formatted(low, high));
        }
        ticks = List.copyOf(ticks);
    }

    /** From 0 to 1, for shares. */
    static Axis share() {
        return around(0, 1);
    }

    /** From a round value below all of them to one above. */
    static Axis around(double lowest, double highest) {
        double low = lowest;
        double high = highest;
        if (low == high) {
            double margin = low == 0 ? 1 : Math.abs(low) / 10;
            low -= margin;
            high += margin;
        }
        double step = step((high - low) / TICKS);
        // A billionth of a step, so that 0.3 / 0.1 counts as 3.
        long from = (long) Math.floor(low / step + 1e-9);
        long to = (long) Math.ceil(high / step - 1e-9);
        return new Axis(from * step, to * step, ticks(from, to, step));
    }

    /** The same, but for values that cannot leave 0 to 1. */
    static Axis aroundShares(double lowest, double highest) {
        Axis axis = around(lowest, highest);
        return axis.cut(Math.max(0, axis.low), Math.min(1, axis.high));
    }

    /** From a round value below all of them to the highest itself, which may not be written out. */
    static Axis upTo(double lowest, double highest) {
        Axis axis = around(lowest, highest);
        return lowest == highest ? axis : axis.cut(axis.low, highest);
    }

    private Axis cut(double from, double to) {
        return new Axis(
                from,
                to,
                ticks.stream()
                        .filter(tick -> tick.value >= from - 1e-9 && tick.value <= to + 1e-9)
                        .toList());
    }

    /** Counts from none, to a round one. */
    static Axis counts(int most) {
        return counts(most, TICKS);
    }

    /** The same with about as many ticks as there is room for. */
    static Axis counts(int most, int room) {
        double step = Math.max(1, step((double) most / room));
        long to = Math.max(1, (long) Math.ceil(most / step));
        return new Axis(0, to * step, ticks(0, to, step));
    }

    /** Whole numbers from 1, half a step of room on either side if there is but one. */
    static Axis numbers(int last) {
        if (last == 1) {
            return new Axis(0.5, 1.5, List.of(new Tick(1, "1")));
        }
        long step = Math.max(1, Math.round(step((last - 1) / (2.0 * TICKS))));
        var ticks = new ArrayList<Tick>();
        if (step > 1) {
            ticks.add(new Tick(1, "1"));
        }
        for (long value = step; value <= last; value += step) {
            ticks.add(new Tick(value, Long.toString(value)));
        }
        return new Axis(1, last, ticks);
    }

    /** Where a value lies, from 0 at the beginning to 1 at the end. */
    double share(double value) {
        return (value - low) / (high - low);
    }

    /** The next of 1, 2 and 5 times a power of ten. */
    private static double step(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        for (int factor : new int[] {1, 2, 5}) {
            if (factor * power >= atLeast * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static List<Tick> ticks(long from, long to, double step) {
        double largest = Math.max(Math.abs(from), Math.abs(to)) * step;
        int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        String format = step < SMALL_STEP || largest >= LARGE ? "%.2g" : "%,." + digits + "f";
        var ticks = new ArrayList<Tick>();
        for (long i = from; i <= to; i++) {
            ticks.add(new Tick(i * step, String.format(Locale.ROOT, format, i * step)));
        }
        return ticks;
    }
}
