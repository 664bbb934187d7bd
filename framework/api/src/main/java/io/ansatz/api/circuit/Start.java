package io.ansatz.api.circuit;

/** Where a weight stands before training. */
public sealed interface Start {

    /** Any value from {@code low} to {@code high}, all equally likely. */
    record Uniform(double low, double high) implements Start {

        public Uniform {
            if (!(low <= high)) {
                throw new IllegalArgumentException("A weight cannot start between %s and %s.".formatted(low, high));
            }
        }
    }

    /** Normally distributed around {@code mean}; a small deviation keeps deep circuits off barren plateaus. */
    record Normal(double mean, double deviation) implements Start {

        public Normal {
            if (!(deviation >= 0)) {
                throw new IllegalArgumentException("A weight cannot start with deviation %s.".formatted(deviation));
            }
        }
    }

    /** Exactly this value. */
    record At(double value) implements Start {}

    /** Any angle of the full circle: the default. */
    static Start anyAngle() {
        return new Uniform(0, 2 * Math.PI);
    }
}
