package io.ansatz.simulator;

/** The slopes of a loss {@code slopes . outputs} of one sample, from runs a small step to either side. */
public final class FiniteDifferences {

    /** Central differences with steps of 1e-5 are off by the third derivative times 1e-10 and by rounding, 1e-11. */
    public static final double ERROR = 1e-7;

    private static final double STEP = 1e-5;

    private FiniteDifferences() {}

    /** The slope along each of the varied values, which are the inputs or the weights themselves. */
    public static double[] along(
            double[] varied, Simulator simulator, double[] inputs, double[] weights, double[] slopes) {
        var slope = new double[varied.length];
        for (int i = 0; i < slope.length; i++) {
            slope[i] = difference(simulator, varied, i, STEP, inputs, weights, slopes) / (2 * STEP);
        }
        return slope;
    }

    /** The loss with one value a step higher, less the loss with it a step lower. */
    static double difference(
            Simulator simulator,
            double[] varied,
            int index,
            double step,
            double[] inputs,
            double[] weights,
            double[] slopes) {
        double kept = varied[index];
        varied[index] = kept + step;
        double ahead = loss(simulator.run(inputs, weights), slopes);
        varied[index] = kept - step;
        double behind = loss(simulator.run(inputs, weights), slopes);
        varied[index] = kept;
        return ahead - behind;
    }

    private static double loss(double[] outputs, double[] slopes) {
        double loss = 0;
        for (int i = 0; i < outputs.length; i++) {
            loss += slopes[i] * outputs[i];
        }
        return loss;
    }
}
