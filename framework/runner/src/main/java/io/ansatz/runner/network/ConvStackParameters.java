package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Operation.BatchNorm;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where each array of a stack lies in the row of the network's parameters: first what learns, in the order of the operations,
 * then the running statistics. Deeplearning4j is told of these two alone, since it spends more on a hundred small arrays
 * than oneDNN on computing them.
 */
final class ConvStackParameters implements ParamInitializer {

    static final String LEARNED = "learned";
    static final String STATISTICS = "statistics";

    private final Map<String, long[]> learned = new LinkedHashMap<>();
    private final Map<String, long[]> statistics = new LinkedHashMap<>();
    private final ImageShape output;

    private ConvStackParameters(ImageShape output) {
        this.output = output;
    }

    static ConvStackParameters of(ImageShape shape, List<Operation> operations) {
        var trunk = new Trunk(shape, List.of(new Stage("stack", operations)));
        var parameters = new ConvStackParameters(trunk.output());
        trunk.parameters().forEach((name, lengths) -> parameters.learned.put(name, longs(lengths)));
        for (Trunk.Step step : trunk.steps()) {
            if (step.operation() instanceof BatchNorm norm) {
                long[] channels = {step.input().channels()};
                parameters.statistics.put(norm.name() + ".running_mean", channels);
                parameters.statistics.put(norm.name() + ".running_var", channels);
            }
        }
        return parameters;
    }

    private static long[] longs(int[] lengths) {
        var wide = new long[lengths.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = lengths[i];
        }
        return wide;
    }

    /** The shape of what comes out of the stack. */
    ImageShape output() {
        return output;
    }

    /** The arrays by name, as views of the row. */
    Map<String, INDArray> views(INDArray view) {
        INDArray row = view.reshape(view.length());
        var table = new LinkedHashMap<String, INDArray>();
        long start = 0;
        for (Map<String, long[]> arrays : List.of(learned, statistics)) {
            for (Map.Entry<String, long[]> array : arrays.entrySet()) {
                long end = start + size(array.getValue());
                table.put(
                        array.getKey(),
                        row.get(NDArrayIndex.interval(start, end)).reshape('c', array.getValue()));
                start = end;
            }
        }
        return table;
    }

    private static long count(Map<String, long[]> arrays) {
        return arrays.values().stream().mapToLong(ConvStackParameters::size).sum();
    }

    private static long size(long[] shape) {
        long size = 1;
        for (long length : shape) {
            size *= length;
        }
        return size;
    }

    @Override
    public long numParams(NeuralNetConfiguration configuration) {
        return count(learned) + count(statistics);
    }

    @Override
    public long numParams(Layer layer) {
        return count(learned) + count(statistics);
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        var keys = new ArrayList<String>();
        if (!learned.isEmpty()) {
            keys.add(LEARNED);
        }
        if (!statistics.isEmpty()) {
            keys.add(STATISTICS);
        }
        return keys;
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return learned.isEmpty() ? List.of() : List.of(LEARNED);
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return List.of();
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return key.equals(LEARNED);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return false;
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration configuration, INDArray view, boolean initialise) {
        paramKeys(null).forEach(configuration::addVariable);
        return getGradientsFromFlattened(configuration, view);
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration configuration, INDArray view) {
        var table = new LinkedHashMap<String, INDArray>();
        if (view == null) {
            return table;
        }
        INDArray row = view.reshape(view.length());
        long border = count(learned);
        if (border > 0) {
            table.put(LEARNED, row.get(NDArrayIndex.interval(0, border)));
        }
        if (!statistics.isEmpty()) {
            table.put(STATISTICS, row.get(NDArrayIndex.interval(border, row.length())));
        }
        return table;
    }
}
