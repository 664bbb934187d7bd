package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.special.Erf;

/**
 * What a trunk computes, written down as its formulas: the answer that layers must agree with. Maps are
 * {@code [image][channel][row][column]}.
 *
 * @param values the parameters, under the names they have in a network
 * @param byBatch the stages whose batch normalisation uses the statistics of the batch, as in training
 */
record PlainTrunk(Trunk trunk, Map<String, float[]> values, Set<String> byBatch) {

    /** The output of every step, in their order. */
    List<double[]> run(int batch, double[] images) {
        var outputs = new ArrayList<double[]>();
        var map = new FeatureMap(batch, trunk.input(), images);
        for (Stage stage : trunk.stages()) {
            map = through(stage.operations(), map, byBatch.contains(stage.name()), outputs);
        }
        return outputs;
    }

    /** Values with their shape. */
    private record FeatureMap(int batch, ImageShape shape, double[] values) {

        static FeatureMap empty(int batch, ImageShape shape) {
            return new FeatureMap(batch, shape, new double[batch * shape.size()]);
        }

        int place(int image, int channel, int row, int column) {
            return ((image * shape.channels() + channel) * shape.height() + row) * shape.width() + column;
        }

        double at(int image, int channel, int row, int column, double outside) {
            boolean inside = row >= 0 && row < shape.height() && column >= 0 && column < shape.width();
            return inside ? values[place(image, channel, row, column)] : outside;
        }

        FeatureMap each(Formula formula) {
            FeatureMap result = empty(batch, shape);
            for (int n = 0; n < batch; n++) {
                for (int c = 0; c < shape.channels(); c++) {
                    for (int y = 0; y < shape.height(); y++) {
                        for (int x = 0; x < shape.width(); x++) {
                            result.values[place(n, c, y, x)] = formula.at(n, c, y, x);
                        }
                    }
                }
            }
            return result;
        }

        FeatureMap each(DoubleUnaryOperator function) {
            return each((n, c, y, x) -> function.applyAsDouble(values[place(n, c, y, x)]));
        }
    }

    /** A value of the result at its place. */
    private interface Formula {

        double at(int image, int channel, int row, int column);
    }

    private FeatureMap through(List<Operation> operations, FeatureMap input, boolean train, List<double[]> outputs) {
        FeatureMap map = input;
        for (Operation operation : operations) {
            map = through(operation, map, train, outputs);
            outputs.add(map.values());
        }
        return map;
    }

    private FeatureMap through(Operation operation, FeatureMap input, boolean train, List<double[]> outputs) {
        if (operation instanceof Operation.Residual residual) {
            FeatureMap body = through(residual.body(), input, train, outputs);
            FeatureMap shortcut = through(residual.shortcut(), input, train, outputs);
            return body.each((n, c, y, x) -> body.at(n, c, y, x, 0) + shortcut.at(n, c, y, x, 0));
        }
        if (operation instanceof Operation.Convolution convolution) {
            return convolve(convolution, input);
        }
        if (operation instanceof Operation.BatchNorm norm) {
            return normaliseChannels(norm.name(), input, train);
        }
        if (operation instanceof Operation.LayerNorm norm) {
            return normalisePixels(norm.name(), input);
        }
        if (operation instanceof Operation.LayerScale scale) {
            float[] factors = of(scale.name());
            return input.each((n, c, y, x) -> factors[c] * input.at(n, c, y, x, 0));
        }
        if (operation instanceof Operation.MaxPool pool) {
            FeatureMap frame = FeatureMap.empty(input.batch(), pool.output(input.shape()));
            return frame.each((n, c, y, x) -> {
                double largest = Double.NEGATIVE_INFINITY;
                for (int i = 0; i < pool.size() * pool.size(); i++) {
                    int row = y * pool.stride() - pool.padding() + i / pool.size();
                    int column = x * pool.stride() - pool.padding() + i % pool.size();
                    largest = Math.max(largest, input.at(n, c, row, column, Double.NEGATIVE_INFINITY));
                }
                return largest;
            });
        }
        if (operation instanceof Operation.AveragePool pool) {
            return average(operation, pool.size(), pool.size(), pool.stride(), input);
        }
        if (operation instanceof Operation.GlobalAveragePool) {
            return average(operation, input.shape().height(), input.shape().width(), 1, input);
        }
        if (operation instanceof Operation.Upsample upsample) {
            return enlarge(upsample.factor(), input);
        }
        if (operation instanceof Operation.Relu) {
            return input.each(value -> Math.max(0, value));
        }
        if (operation instanceof Operation.Relu6) {
            return input.each(value -> Math.min(Math.max(0, value), 6));
        }
        return input.each(value -> value * 0.5 * (1 + Erf.erf(value / Math.sqrt(2))));
    }

    private FeatureMap convolve(Operation.Convolution convolution, FeatureMap input) {
        int kernel = convolution.kernel();
        int channels = input.shape().channels() / convolution.groups();
        int filters = convolution.filters() / convolution.groups();
        float[] weights = of(convolution.name() + ".weight");
        float[] bias = convolution.bias() ? of(convolution.name() + ".bias") : new float[convolution.filters()];
        FeatureMap frame = FeatureMap.empty(input.batch(), convolution.output(input.shape()));
        return frame.each((n, f, y, x) -> {
            double sum = bias[f];
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < kernel; i++) {
                    for (int j = 0; j < kernel; j++) {
                        int row = y * convolution.stride() - convolution.padding() + i;
                        int column = x * convolution.stride() - convolution.padding() + j;
                        double value = input.at(n, f / filters * channels + c, row, column, 0);
                        sum += weights[((f * channels + c) * kernel + i) * kernel + j] * value;
                    }
                }
            }
            return sum;
        });
    }

    private FeatureMap normaliseChannels(String name, FeatureMap input, boolean train) {
        int pixels = input.shape().height() * input.shape().width();
        var mean = new double[input.shape().channels()];
        var variance = new double[mean.length];
        for (int c = 0; c < mean.length; c++) {
            if (train) {
                int channel = c;
                double[] values = new double[input.batch() * pixels];
                for (int i = 0; i < values.length; i++) {
                    int pixel = i % pixels;
                    values[i] = input.at(
                            i / pixels,
                            channel,
                            pixel / input.shape().width(),
                            pixel % input.shape().width(),
                            0);
                }
                mean[c] = mean(values);
                variance[c] = variance(values);
            } else {
                mean[c] = of(name + ".running_mean")[c];
                variance[c] = of(name + ".running_var")[c];
            }
        }
        float[] scale = of(name + ".weight");
        float[] shift = of(name + ".bias");
        return input.each((n, c, y, x) ->
                (input.at(n, c, y, x, 0) - mean[c]) / Math.sqrt(variance[c] + 1e-5) * scale[c] + shift[c]);
    }

    private FeatureMap normalisePixels(String name, FeatureMap input) {
        float[] scale = of(name + ".weight");
        float[] shift = of(name + ".bias");
        return input.each((n, c, y, x) -> {
            var pixel = new double[input.shape().channels()];
            for (int i = 0; i < pixel.length; i++) {
                pixel[i] = input.at(n, i, y, x, 0);
            }
            return (pixel[c] - mean(pixel)) / Math.sqrt(variance(pixel) + 1e-6) * scale[c] + shift[c];
        });
    }

    private static FeatureMap average(Operation pool, int height, int width, int stride, FeatureMap input) {
        FeatureMap frame = FeatureMap.empty(input.batch(), pool.output(input.shape()));
        return frame.each((n, c, y, x) -> {
            double sum = 0;
            for (int i = 0; i < height * width; i++) {
                sum += input.at(n, c, y * stride + i / width, x * stride + i % width, 0);
            }
            return sum / (height * width);
        });
    }

    /** Tents: a pixel of the source counts the less, the further its centre is away, and nothing from one pixel on. */
    private static FeatureMap enlarge(int factor, FeatureMap input) {
        int height = input.shape().height();
        int width = input.shape().width();
        FeatureMap frame = FeatureMap.empty(input.batch(), new Operation.Upsample(factor).output(input.shape()));
        return frame.each((n, c, y, x) -> {
            double down = Math.min(Math.max((y + 0.5) / factor - 0.5, 0), height - 1);
            double across = Math.min(Math.max((x + 0.5) / factor - 0.5, 0), width - 1);
            double sum = 0;
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    double tent = Math.max(0, 1 - Math.abs(row - down)) * Math.max(0, 1 - Math.abs(column - across));
                    sum += tent * input.at(n, c, row, column, 0);
                }
            }
            return sum;
        });
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / values.length;
    }

    private float[] of(String name) {
        return values.get("trunk." + name);
    }
}
