package io.ansatz.api.circuit;

/** Where a weight stands before training. */
public sealed interface Start {

    /** Turns two independent numbers, uniform between 0 and 1 without 1, into one value. */
    double draw(double first, double second);

    /** Any value from {@code low} to {@code high}, all equally likely. */
    record Uniform(double low, double high) implements Start {

        public Uniform {
            if (!(low <= high)) {
                throw new IllegalArgumentException("A weight cannot start between %s and %s.".formatted(low, high));
            }
        }

        @Override
        public double draw(double first, double second) {
            return low + (high - low) * first;
        }
    }

    /** Normally distributed around {@code mean}; a small deviation keeps deep circuits off barren plateaus. */
    record Normal(double mean, double deviation) implements Start {

        public Normal {
            if (!(deviation >= 0)) {
                throw new IllegalArgumentException("A weight cannot start with deviation %s.".formatted(deviation));
            }
        }

        /** Box and Muller's method; StrictMath, so that every platform draws the same. */
        @Override
        public double draw(double first, double second) {
            double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - first));
            return mean + deviation * radius * StrictMath.cos(2 * Math.PI * second);
        }
    }

    /** Exactly this value. */
    record At(double value) implements Start {

        @Override
        public double draw(double first, double second) {
            return value;
        }
    }

    /** Any angle of the full circle: the default. */
    static Start anyAngle() {
        return new Uniform(0, 2 * Math.PI);
    }
}
