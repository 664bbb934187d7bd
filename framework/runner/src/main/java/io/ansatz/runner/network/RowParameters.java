package io.ansatz.runner.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tells Deeplearning4j that a circuit's weights are one row of the network's parameters; their values come from the seed. */
final class QuantumParameters implements ParamInitializer {

    private final int weights;

    QuantumParameters(int weights) {
        this.weights = weights;
    }

    @Override
    public long numParams(NeuralNetConfiguration configuration) {
        return weights;
    }

    @Override
    public long numParams(Layer layer) {
        return weights;
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return weights == 0 ? List.of() : List.of(QuantumLayer.WEIGHTS);
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return paramKeys(layer);
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return List.of();
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return key.equals(QuantumLayer.WEIGHTS);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return false;
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration configuration, INDArray view, boolean initialise) {
        if (weights > 0) {
            configuration.addVariable(QuantumLayer.WEIGHTS);
        }
        return named(view);
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration configuration, INDArray view) {
        return named(view);
    }

    private Map<String, INDArray> named(INDArray view) {
        var table = new LinkedHashMap<String, INDArray>();
        if (weights > 0) {
            table.put(QuantumLayer.WEIGHTS, view.reshape('c', 1, weights));
        }
        return table;
    }
}
