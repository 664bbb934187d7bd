package io.ansatz.api.circuit;

/** How a gate gets its angle, in radians. */
public sealed interface Angle {

    /** The angle for these inputs and weights. */
    double value(double[] inputs, double[] weights);

    /**
     * Passes the slope of a loss along this angle on to what the angle is made of, by the chain rule.
     *
     * @param inputSlopes the slope along each input, added to
     * @param weightSlopes the slope along each weight, added to
     */
    void spread(double slope, double[] inputs, double[] weights, double[] inputSlopes, double[] weightSlopes);

    /** The same angle whatever the data and the training. */
    record Constant(double radians) implements Angle {

        public Constant {
            if (!Double.isFinite(radians)) {
                throw new IllegalArgumentException("A constant angle cannot be %s.".formatted(radians));
            }
        }

        @Override
        public double value(double[] inputs, double[] weights) {
            return radians;
        }

        @Override
        public void spread(
                double slope, double[] inputs, double[] weights, double[] inputSlopes, double[] weightSlopes) {}
    }

    /** {@code factor * inputs[index]}. */
    record Input(int index, double factor) implements Angle {

        public Input {
            requireIndex(index, "input");
        }

        @Override
        public double value(double[] inputs, double[] weights) {
            return factor * inputs[index];
        }

        @Override
        public void spread(
                double slope, double[] inputs, double[] weights, double[] inputSlopes, double[] weightSlopes) {
            inputSlopes[index] += factor * slope;
        }
    }

    /** {@code factor * weights[index]}. */
    record Weight(int index, double factor) implements Angle {

        public Weight {
            requireIndex(index, "weight");
        }

        @Override
        public double value(double[] inputs, double[] weights) {
            return factor * weights[index];
        }

        @Override
        public void spread(
                double slope, double[] inputs, double[] weights, double[] inputSlopes, double[] weightSlopes) {
            weightSlopes[index] += factor * slope;
        }
    }

    /** {@code weights[scale] * inputs[input]}: an encoding whose frequency is learned. */
    record ScaledInput(int scale, int input) implements Angle {

        public ScaledInput {
            requireIndex(scale, "weight");
            requireIndex(input, "input");
        }

        @Override
        public double value(double[] inputs, double[] weights) {
            return weights[scale] * inputs[input];
        }

        @Override
        public void spread(
                double slope, double[] inputs, double[] weights, double[] inputSlopes, double[] weightSlopes) {
            weightSlopes[scale] += inputs[input] * slope;
            inputSlopes[input] += weights[scale] * slope;
        }
    }

    /** {@code weights[scale] * inputs[input] + weights[shift]}: the trainable encoding of data re-uploading. */
    record WeightedInput(int scale, int input, int shift) implements Angle {

        public WeightedInput {
            requireIndex(scale, "weight");
            requireIndex(input, "input");
            requireIndex(shift, "weight");
        }

        @Override
        public double value(double[] inputs, double[] weights) {
            return weights[scale] * inputs[input] + weights[shift];
        }

        @Override
        public void spread(
                double slope, double[] inputs, double[] weights, double[] inputSlopes, double[] weightSlopes) {
            weightSlopes[scale] += inputs[input] * slope;
            inputSlopes[input] += weights[scale] * slope;
            weightSlopes[shift] += slope;
        }
    }

    static Angle of(double radians) {
        return new Constant(radians);
    }

    static Angle input(int index) {
        return new Input(index, 1);
    }

    static Angle weight(int index) {
        return new Weight(index, 1);
    }

    private static void requireIndex(int index, String of) {
        if (index < 0) {
            throw new IllegalArgumentException("An angle cannot use %s %d; they count from 0.".formatted(of, index));
        }
    }
}
