package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Carries values between Deeplearning4j's arrays and a plain operation, forward and backward. */
final class PlainPass extends BaseLayer<PlainLayer> {

    private static final long serialVersionUID = 1;

    PlainPass(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        PlainOperation operation = layerConf().operation();
        int batch = (int) input.size(0);
        double[] outputs = operation.run(batch, Values.read(rows(input)), values());
        ImageShape shape = operation.output();
        INDArray result = workspaces.createUninitialized(
                ArrayType.ACTIVATIONS,
                dataType,
                new long[] {operation.rows(batch), shape.channels(), shape.height(), shape.width()},
                'c');
        Values.write(outputs, rows(result));
        return result;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        int batch = (int) input.size(0);
        PlainOperation.Gradient slope = layerConf()
                .operation()
                .differentiate(batch, Values.read(rows(input)), values(), Values.read(rows(epsilon)));
        var gradient = new DefaultGradient();
        // Deeplearning4j gives no views to a layer without parameters.
        layerConf().operation().parameters().keySet().forEach(key -> {
            INDArray view = gradientViews.get(key);
            Values.write(slope.parameters().get(key), view);
            gradient.gradientForVariable().put(key, view);
        });
        INDArray towardsInput = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        Values.write(slope.inputs(), rows(towardsInput));
        return new Pair<>(gradient, towardsInput);
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    private Map<String, double[]> values() {
        var values = new HashMap<String, double[]>();
        params.forEach((key, row) -> values.put(key, Values.read(row)));
        return values;
    }

    /** A row for each image; a view of an array that lies in order, else a copy. */
    private static INDArray rows(INDArray maps) {
        return maps.reshape('c', maps.size(0), maps.length() / maps.size(0));
    }
}
