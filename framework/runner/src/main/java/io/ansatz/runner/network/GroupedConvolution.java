package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation;
import java.util.LinkedHashMap;
import java.util.Map;

/** A convolution whose filters see only the channels of their group; weights are {@code [filter][channel / groups][row][column]}. */
record GroupedConvolution(ImageShape input, Operation.Convolution convolution) implements PlainOperation {

    static final String WEIGHTS = "W";
    static final String BIAS = "b";

    /** Takes one product of the many: a weight times an input goes to an output. */
    private interface Product {

        void at(int output, int weight, int input);
    }

    @Override
    public ImageShape output() {
        return convolution.output(input);
    }

    @Override
    public Map<String, Integer> parameters() {
        var lengths = new LinkedHashMap<String, Integer>();
        int channels = input.channels() / convolution.groups();
        lengths.put(WEIGHTS, convolution.filters() * channels * convolution.kernel() * convolution.kernel());
        if (convolution.bias()) {
            lengths.put(BIAS, convolution.filters());
        }
        return lengths;
    }

    @Override
    public double[] run(int batch, double[] inputs, Map<String, double[]> parameters) {
        double[] weights = parameters.get(WEIGHTS);
        var outputs = new double[batch * output().size()];
        if (convolution.bias()) {
            double[] bias = parameters.get(BIAS);
            int pixels = pixels();
            for (int i = 0; i < outputs.length; i++) {
                outputs[i] = bias[i / pixels % bias.length];
            }
        }
        multiply(batch, (output, weight, value) -> outputs[output] += weights[weight] * inputs[value]);
        return outputs;
    }

    @Override
    public Gradient differentiate(int batch, double[] inputs, Map<String, double[]> parameters, double[] slopes) {
        double[] weights = parameters.get(WEIGHTS);
        var towardsInputs = new double[inputs.length];
        var towardsWeights = new double[weights.length];
        multiply(batch, (output, weight, value) -> {
            towardsInputs[value] += weights[weight] * slopes[output];
            towardsWeights[weight] += inputs[value] * slopes[output];
        });
        var sums = new LinkedHashMap<String, double[]>();
        sums.put(WEIGHTS, towardsWeights);
        if (convolution.bias()) {
            var towardsBias = new double[convolution.filters()];
            int pixels = pixels();
            for (int i = 0; i < slopes.length; i++) {
                towardsBias[i / pixels % towardsBias.length] += slopes[i];
            }
            sums.put(BIAS, towardsBias);
        }
        return new Gradient(towardsInputs, sums);
    }

    private int pixels() {
        return output().height() * output().width();
    }

    private void multiply(int batch, Product product) {
        int filters = convolution.filters();
        int kernel = convolution.kernel();
        int channels = input.channels() / convolution.groups();
        int perGroup = filters / convolution.groups();
        for (int image = 0; image < batch; image++) {
            for (int filter = 0; filter < filters; filter++) {
                int outputMap = image * filters + filter;
                for (int channel = 0; channel < channels; channel++) {
                    int inputMap = image * input.channels() + filter / perGroup * channels + channel;
                    int weights = (filter * channels + channel) * kernel * kernel;
                    for (int i = 0; i < kernel * kernel; i++) {
                        multiply(outputMap, weights + i, inputMap, i / kernel, i % kernel, product);
                    }
                }
            }
        }
    }

    /** One weight with all the pixels that it meets; those in the padding are zero. */
    private void multiply(int outputMap, int weight, int inputMap, int down, int across, Product product) {
        ImageShape output = output();
        for (int y = 0; y < output.height(); y++) {
            int row = y * convolution.stride() - convolution.padding() + down;
            if (row < 0 || row >= input.height()) {
                continue;
            }
            for (int x = 0; x < output.width(); x++) {
                int column = x * convolution.stride() - convolution.padding() + across;
                if (column >= 0 && column < input.width()) {
                    product.at(
                            (outputMap * output.height() + y) * output.width() + x,
                            weight,
                            (inputMap * input.height() + row) * input.width() + column);
                }
            }
        }
    }
}
