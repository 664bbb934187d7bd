package io.ansatz.runner.statistics;

/**
 * A metric that two sides are compared by.
 *
 * @param margin the smallest difference that matters, fixed before anybody saw a result
 */
public record Criterion(String name, boolean lowerIsBetter, double margin) {

    public Criterion {
        if (!(margin > 0) || Double.isInfinite(margin)) {
            throw new IllegalArgumentException("The margin of %s must be above 0, not %s.".formatted(name, margin));
        }
    }

    /** A metric of which more is better. */
    public Criterion(String name, double margin) {
        this(name, false, margin);
    }
}
