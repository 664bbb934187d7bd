package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import java.util.LinkedHashMap;
import java.util.Map;

/** Normalisation over the channels of each pixel: {@code (x - mean) / sqrt(variance + epsilon) * scale + shift}. */
record PixelNorm(ImageShape output) implements PlainOperation {

    static final String SCALE = "scale";
    static final String SHIFT = "shift";

    private static final double EPSILON = 1e-6;

    @Override
    public Map<String, Integer> parameters() {
        var lengths = new LinkedHashMap<String, Integer>();
        lengths.put(SCALE, output.channels());
        lengths.put(SHIFT, output.channels());
        return lengths;
    }

    @Override
    public double[] run(int batch, double[] inputs, Map<String, double[]> parameters) {
        double[] scale = parameters.get(SCALE);
        double[] shift = parameters.get(SHIFT);
        double[] outputs = standardise(inputs, new double[batch * pixels()]);
        for (int i = 0; i < outputs.length; i++) {
            int channel = i / pixels() % scale.length;
            outputs[i] = outputs[i] * scale[channel] + shift[channel];
        }
        return outputs;
    }

    /** For z = (x - mean) / deviation and g = dL/dz: dL/dx = (g - mean(g) - z mean(g z)) / deviation. */
    @Override
    public Gradient differentiate(int batch, double[] inputs, Map<String, double[]> parameters, double[] slopes) {
        double[] scale = parameters.get(SCALE);
        var deviations = new double[batch * pixels()];
        double[] standard = standardise(inputs, deviations);
        var towardsInputs = new double[inputs.length];
        var towardsScale = new double[scale.length];
        var towardsShift = new double[scale.length];
        for (int pixel = 0; pixel < deviations.length; pixel++) {
            double mean = 0;
            double product = 0;
            for (int c = 0; c < scale.length; c++) {
                int i = place(pixel, c);
                mean += slopes[i] * scale[c] / scale.length;
                product += slopes[i] * scale[c] * standard[i] / scale.length;
                towardsScale[c] += slopes[i] * standard[i];
                towardsShift[c] += slopes[i];
            }
            for (int c = 0; c < scale.length; c++) {
                int i = place(pixel, c);
                towardsInputs[i] = (slopes[i] * scale[c] - mean - standard[i] * product) / deviations[pixel];
            }
        }
        return new Gradient(towardsInputs, Map.of(SCALE, towardsScale, SHIFT, towardsShift));
    }

    /** Each pixel with mean 0 and variance 1; notes by which deviation it was divided. */
    private double[] standardise(double[] inputs, double[] deviations) {
        int channels = output.channels();
        var standard = new double[inputs.length];
        for (int pixel = 0; pixel < deviations.length; pixel++) {
            double mean = 0;
            for (int c = 0; c < channels; c++) {
                mean += inputs[place(pixel, c)] / channels;
            }
            double variance = 0;
            for (int c = 0; c < channels; c++) {
                double distance = inputs[place(pixel, c)] - mean;
                variance += distance * distance / channels;
            }
            deviations[pixel] = Math.sqrt(variance + EPSILON);
            for (int c = 0; c < channels; c++) {
                int i = place(pixel, c);
                standard[i] = (inputs[i] - mean) / deviations[pixel];
            }
        }
        return standard;
    }

    private int pixels() {
        return output.height() * output.width();
    }

    /** Where a channel of a pixel lies, for pixels counted through the images of a batch. */
    private int place(int pixel, int channel) {
        int image = pixel / pixels();
        return (image * output.channels() + channel) * pixels() + pixel % pixels();
    }
}
