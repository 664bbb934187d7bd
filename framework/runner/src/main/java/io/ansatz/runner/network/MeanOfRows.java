package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import java.util.Map;

/**
 * The mean of so many rows as an image has places.
 *
 * @param width how many values a row has
 */
record MeanOfRows(int width, int places) implements PlainOperation {

    @Override
    public ImageShape output() {
        return new ImageShape(width, 1, 1);
    }

    @Override
    public int rows(int batch) {
        return batch / places;
    }

    @Override
    public Map<String, Integer> parameters() {
        return Map.of();
    }

    @Override
    public double[] run(int batch, double[] inputs, Map<String, double[]> parameters) {
        var means = new double[rows(batch) * width];
        for (int row = 0; row < batch; row++) {
            int to = row / places * width;
            for (int column = 0; column < width; column++) {
                means[to + column] += inputs[row * width + column];
            }
        }
        for (int i = 0; i < means.length; i++) {
            means[i] /= places;
        }
        return means;
    }

    @Override
    public Gradient differentiate(int batch, double[] inputs, Map<String, double[]> parameters, double[] slopes) {
        var towardsInputs = new double[inputs.length];
        for (int row = 0; row < batch; row++) {
            int from = row / places * width;
            for (int column = 0; column < width; column++) {
                towardsInputs[row * width + column] = slopes[from + column] / places;
            }
        }
        return new Gradient(towardsInputs, Map.of());
    }
}
