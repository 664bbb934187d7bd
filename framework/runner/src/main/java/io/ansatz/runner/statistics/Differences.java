package io.ansatz.runner.statistics;

/**
 * Paired differences, one per seed, on a grid so fine that no metric notices it.
 *
 * <p>Computed in double, 0.3 - 0.2 and 0.2 - 0.1 differ in their last bits, and a difference of 0 may come out as 1e-17. A
 * test that ranks would then see an order where there is none. So differences are rounded to multiples of a power of two,
 * about 1e-12 of the largest value; sums and halves of such numbers are exact.
 *
 * @param values shared with whoever asks for them, and not to be changed
 */
public record Differences(double[] values, double grid) {

    private static final int BITS = 40;

    public Differences {
        if (values.length == 0) {
            throw new IllegalArgumentException("There is nothing to compare without differences.");
        }
        if (!(grid > 0)) {
            throw new IllegalArgumentException("The grid must be above 0, not %s.".formatted(grid));
        }
        values = values.clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = snap(finite(values[i]), grid);
        }
    }

    /** What one side has more than the other, pair by pair. */
    public static Differences between(double[] ours, double[] theirs) {
        if (ours.length != theirs.length) {
            throw new IllegalArgumentException(
                    "Pairs need as many values on both sides, not %d and %d.".formatted(ours.length, theirs.length));
        }
        var values = new double[ours.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = finite(ours[i]) - finite(theirs[i]);
        }
        return new Differences(values, grid(ours, theirs));
    }

    public static Differences of(double... values) {
        return new Differences(values, grid(values, values));
    }

    public int n() {
        return values.length;
    }

    /** The same pairs, seen from the other side. */
    public Differences negated() {
        var turned = new double[values.length];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = -values[i];
        }
        return new Differences(turned, grid);
    }

    /** The same differences, each larger by a constant. */
    Differences plus(double constant) {
        double step = snap(constant, grid);
        var moved = new double[values.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = values[i] + step;
        }
        return new Differences(moved, grid);
    }

    private static double grid(double[] ours, double[] theirs) {
        double largest = Double.MIN_NORMAL;
        for (int i = 0; i < ours.length; i++) {
            largest = Math.max(largest, Math.max(Math.abs(ours[i]), Math.abs(theirs[i])));
        }
        return Math.max(Double.MIN_NORMAL, Math.scalb(1.0, Math.getExponent(largest) - BITS));
    }

    /** Adding 0 makes a zero of a negative one. */
    private static double snap(double value, double grid) {
        return Math.rint(value / grid) * grid + 0.0;
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("Only finite values can be compared, not %s.".formatted(value));
        }
        return value;
    }
}
