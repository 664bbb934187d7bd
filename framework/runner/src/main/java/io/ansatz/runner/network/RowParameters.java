package io.ansatz.runner.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Tells Deeplearning4j which parameters a layer of ours has: each is a row, one behind the other in the network's parameters.
 * Their values come from the seed.
 */
final class RowParameters implements ParamInitializer {

    private final Map<String, Integer> lengths;

    /** @param lengths how many values each parameter has, in their order */
    RowParameters(Map<String, Integer> lengths) {
        this.lengths = new LinkedHashMap<>(lengths);
    }

    @Override
    public long numParams(NeuralNetConfiguration configuration) {
        return numParams(configuration.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        return lengths.values().stream().mapToLong(Integer::longValue).sum();
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return List.copyOf(lengths.keySet());
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
        return lengths.containsKey(key);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return false;
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration configuration, INDArray view, boolean initialise) {
        lengths.keySet().forEach(configuration::addVariable);
        return rows(view);
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration configuration, INDArray view) {
        return rows(view);
    }

    private Map<String, INDArray> rows(INDArray view) {
        var rows = new LinkedHashMap<String, INDArray>();
        long start = 0;
        for (Map.Entry<String, Integer> parameter : lengths.entrySet()) {
            long length = parameter.getValue();
            INDArray row = view.reshape(view.length()).get(NDArrayIndex.interval(start, start + length));
            rows.put(parameter.getKey(), row.reshape('c', 1, length));
            start += length;
        }
        return rows;
    }
}
