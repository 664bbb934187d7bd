package io.ansatz.runner.network;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Start;
import java.util.Collections;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An array of a network under its own name, and where its values begin.
 *
 * @param name unique in the network, the same in every network that has this array
 * @param layer the layer that owns it in the graph
 * @param key what Deeplearning4j calls it there
 * @param layout how Deeplearning4j keeps it there
 * @param starts where each value begins
 */
record Parameter(String name, String layer, String key, Layout layout, List<Start> starts) {

    /** How Deeplearning4j keeps an array whose values have an order of torch's. */
    enum Layout {
        /** In that order. */
        PLAIN,
        /** The weights of a depthwise convolution: {@code [row][column][channel][filter of the channel]}. */
        DEPTHWISE
    }

    Parameter(String name, String layer, String key, List<Start> starts) {
        this(name, layer, key, Layout.PLAIN, starts);
    }

    /** The weights of the circuit. */
    static Parameter of(Circuit circuit) {
        return new Parameter("circuit.weights", "circuit", QuantumLayer.WEIGHTS, circuit.starts());
    }

    /** An array whose values all begin in the same way. */
    static Parameter of(String name, String layer, String key, int size, Start start) {
        return new Parameter(name, layer, key, Collections.nCopies(size, start));
    }

    /** The arrays of a {@link BatchNormLayer} for so many channels. */
    static List<Parameter> ofNorm(String name, String layer, int channels) {
        return List.of(
                of(name + ".weight", layer, BatchNormalizationParamInitializer.GAMMA, channels, new Start.At(1)),
                of(name + ".bias", layer, BatchNormalizationParamInitializer.BETA, channels, new Start.At(0)),
                of(
                        name + ".running_mean",
                        layer,
                        BatchNormalizationParamInitializer.GLOBAL_MEAN,
                        channels,
                        new Start.At(0)),
                of(
                        name + ".running_var",
                        layer,
                        BatchNormalizationParamInitializer.GLOBAL_VAR,
                        channels,
                        new Start.At(1)));
    }

    /** What torch draws for the weights and biases of convolutions and dense layers when told nothing else. */
    static Start uniform(int fanIn) {
        double bound = 1 / Math.sqrt(fanIn);
        return new Start.Uniform(-bound, bound);
    }

    /** The same array, kept otherwise. */
    Parameter in(Layout other) {
        return new Parameter(name, layer, key, other, starts);
    }

    /** The values before training; they depend on the seed and the name alone. */
    float[] draw(Seed seed) {
        var random = seed.generator(name);
        var values = new float[starts.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) starts.get(i).draw(random.nextDouble(), random.nextDouble());
        }
        return values;
    }

    /** A copy of the values in a graph, in torch's order. */
    float[] read(ComputationGraph graph) {
        INDArray array = array(graph);
        return array.dup(order(array)).data().asFloat();
    }

    /** Sets the values in a graph; they come in torch's order. */
    void write(float[] values, ComputationGraph graph) {
        INDArray array = array(graph);
        try (INDArray copy = Nd4j.create(values, array.shape(), order(array))) {
            array.assign(copy);
        }
    }

    /** The lengths of its axes in torch's order; a row is an axis alone. */
    int[] shape(ComputationGraph graph) {
        INDArray array = array(graph);
        if (array.rank() < 2 || array.isRowVector()) {
            return new int[] {starts.size()};
        }
        var shape = new int[array.rank()];
        boolean reversed = order(array) == 'f';
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = (int) array.size(reversed ? shape.length - 1 - axis : axis);
        }
        return shape;
    }

    private INDArray array(ComputationGraph graph) {
        INDArray array = graph.getLayer(layer).getParam(key);
        return layout == Layout.DEPTHWISE ? array.permute(2, 3, 0, 1) : array;
    }

    private char order(INDArray array) {
        return layout == Layout.DEPTHWISE ? 'c' : array.ordering();
    }
}
