package io.ansatz.runner.network;

import io.ansatz.simulator.Simulator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Carries values between Deeplearning4j's arrays and the simulator, forward and backward. */
final class QuantumPass extends BaseLayer<QuantumLayer> {

    private static final long serialVersionUID = 1;

    QuantumPass(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        int batch = (int) input.size(0);
        double[] inputs = Values.read(input);
        double[] weights = weights();
        double[] outputs;
        if (layerConf().onPixels()) {
            DistinctRows distinct = DistinctRows.of(batch, inputs);
            outputs = distinct.spread(run(distinct.count(), distinct.rows(), weights));
        } else {
            outputs = run(batch, inputs, weights);
        }
        INDArray result = workspaces.createUninitialized(
                ArrayType.ACTIVATIONS, dataType, new long[] {batch, layerConf().getNOut()}, 'c');
        Values.write(outputs, result);
        return result;
    }

    private double[] run(int batch, double[] inputs, double[] weights) {
        Simulator simulator = layerConf().simulator();
        return layerConf().meter().measure(batch, () -> simulator.run(batch, inputs, weights));
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        int batch = (int) input.size(0);
        double[] inputs = Values.read(input);
        double[] weights = weights();
        double[] slopes = Values.read(epsilon);
        Simulator.Gradient slope = layerConf().onPixels()
                ? alongWeights(batch, inputs, weights, slopes)
                : differentiate(batch, inputs, weights, slopes);
        var gradient = new DefaultGradient();
        if (weights.length > 0) {
            INDArray view = gradientViews.get(QuantumLayer.WEIGHTS);
            // No updater keeps slopes of what is frozen from being taken off as they are.
            Values.write(layerConf().frozen() ? new double[weights.length] : slope.weights(), view);
            gradient.gradientForVariable().put(QuantumLayer.WEIGHTS, view);
        }
        INDArray towardsInput = workspaces.createUninitialized(
                ArrayType.ACTIVATION_GRAD,
                dataType,
                new long[] {batch, layerConf().getNIn()},
                'c');
        Values.write(slope.inputs(), towardsInput);
        return new Pair<>(gradient, towardsInput);
    }

    /** Equal samples have equal slopes along the weights, which add up by the slopes of their outputs. */
    private Simulator.Gradient alongWeights(int batch, double[] inputs, double[] weights, double[] slopes) {
        var towardsPixels = new double[inputs.length];
        if (weights.length == 0 || layerConf().frozen()) {
            return new Simulator.Gradient(towardsPixels, new double[weights.length]);
        }
        DistinctRows distinct = DistinctRows.of(batch, inputs);
        Simulator.Gradient each = differentiate(distinct.count(), distinct.rows(), weights, distinct.gather(slopes));
        return new Simulator.Gradient(towardsPixels, each.weights());
    }

    private Simulator.Gradient differentiate(int batch, double[] inputs, double[] weights, double[] slopes) {
        Simulator simulator = layerConf().simulator();
        return layerConf().meter().measure(batch, () -> simulator.differentiate(batch, inputs, weights, slopes));
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    private double[] weights() {
        return layerConf().simulator().circuit().weights() == 0
                ? new double[0]
                : Values.read(getParam(QuantumLayer.WEIGHTS));
    }
}
