package io.ansatz.runner.network;

import io.ansatz.runner.network.onednn.OneDnnLstm;
import io.ansatz.runner.network.onednn.ParameterMemory;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Hands the memory behind Deeplearning4j's arrays to oneDNN, forward and backward. */
final class LastStatePass extends BaseLayer<LastStateLayer> implements AutoCloseable {

    private static final long serialVersionUID = 1;

    private transient OneDnnLstm lstm;

    LastStatePass(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        INDArray sequences = dense(input);
        INDArray states = workspaces.createUninitialized(
                ArrayType.ACTIVATIONS,
                dataType,
                new long[] {batch(), layerConf().getNOut()},
                'c');
        lstm().forward(batch(), steps(), address(sequences), address(states));
        return states;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        INDArray slopes = dense(epsilon);
        INDArray towardsSequences =
                workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        lstm().backward(batch(), steps(), address(slopes), address(towardsSequences));
        var gradient = new DefaultGradient();
        gradientViews.forEach(gradient.gradientForVariable()::put);
        return new Pair<>(gradient, towardsSequences);
    }

    private OneDnnLstm lstm() {
        if (lstm == null) {
            lstm = new OneDnnLstm(
                    (int) layerConf().getNIn(),
                    (int) layerConf().getNOut(),
                    layerConf().backwards(),
                    new Views());
        }
        return lstm;
    }

    /** Where the arrays of the layer lie among parameters and gradients. */
    private final class Views implements ParameterMemory {

        @Override
        public long value(String name) {
            return address(getParam(name));
        }

        @Override
        public long slope(String name) {
            return address(gradientViews.get(name));
        }
    }

    /** What was made ready reads the parameters where they were. */
    @Override
    public void setParamsViewArray(INDArray view) {
        super.setParamsViewArray(view);
        close();
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void close() {
        if (lstm != null) {
            lstm.close();
            lstm = null;
        }
    }

    private int batch() {
        return (int) input.size(0);
    }

    private int steps() {
        return (int) input.size(2);
    }

    private static INDArray dense(INDArray array) {
        boolean plain = array.ordering() == 'c' && array.elementWiseStride() == 1;
        return plain ? array : array.dup('c');
    }

    private static long address(INDArray array) {
        return array.data().addressPointer().address();
    }
}
