package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import io.ansatz.runner.network.onednn.Mode;
import io.ansatz.runner.network.onednn.OneDnnTrunk;
import io.ansatz.runner.network.onednn.ParameterMemory;
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

/** Hands the memory behind Deeplearning4j's arrays to oneDNN, forward and backward; nothing is copied on the way. */
final class ConvStackPass extends BaseLayer<ConvStack> implements AutoCloseable {

    private static final long serialVersionUID = 1;

    private transient OneDnnTrunk trunk;
    private transient Map<String, INDArray> parameters = Map.of();
    private transient Map<String, INDArray> slopes = Map.of();
    private transient boolean finite = true;
    private transient long nanos;

    ConvStackPass(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
        if (type != DataType.FLOAT) {
            throw new IllegalArgumentException("oneDNN computes in float, not in %s.".formatted(type));
        }
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        input = dense(input);
        INDArray maps = make(workspaces, ArrayType.ACTIVATIONS, layerConf().output());
        long begun = System.nanoTime();
        finite = trunk().forward(mode(training), batch(), address(input), address(maps));
        nanos += System.nanoTime() - begun;
        return maps;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        INDArray slopes = dense(epsilon);
        INDArray towardsImages =
                make(workspaces, ArrayType.ACTIVATION_GRAD, layerConf().shape());
        Mode mode = mode(true);
        if (mode != Mode.CLASSIFY) {
            long begun = System.nanoTime();
            trunk().backward(mode, batch(), address(slopes), address(towardsImages));
            nanos += System.nanoTime() - begun;
        }
        var gradient = new DefaultGradient();
        if (mode == Mode.LEARN && gradientViews != null) {
            gradient.gradientForVariable().put(StackArrays.LEARNED, gradientViews.get(StackArrays.LEARNED));
        }
        return new Pair<>(gradient, towardsImages);
    }

    /** The parameters were written by somebody else. */
    void changed() {
        if (trunk != null) {
            trunk.changed();
        }
    }

    /** Whether the statistics of the last batch are numbers. */
    boolean finite() {
        return finite;
    }

    /** The time spent in oneDNN so far. */
    long nanos() {
        return nanos;
    }

    /** The native memory of all that was made ready. */
    long bytes() {
        return trunk == null ? 0 : trunk.bytes();
    }

    private Mode mode(boolean training) {
        if (!layerConf().frozen()) {
            return training ? Mode.LEARN : Mode.CLASSIFY;
        }
        return training && layerConf().towardsImages() ? Mode.FROZEN : Mode.CLASSIFY;
    }

    private int batch() {
        return (int) input.size(0);
    }

    private OneDnnTrunk trunk() {
        if (trunk == null) {
            trunk = new OneDnnTrunk(
                    layerConf().shape(), layerConf().operations(), layerConf().towardsImages(), new Views());
        }
        return trunk;
    }

    /** Where the arrays of the stack lie in the rows of parameters and gradients. */
    private final class Views implements ParameterMemory {

        @Override
        public long value(String name) {
            return address(parameters.get(name));
        }

        @Override
        public long slope(String name) {
            return address(slopes.get(name));
        }
    }

    @Override
    public void setParamsViewArray(INDArray view) {
        super.setParamsViewArray(view);
        if (view != null) {
            close();
            parameters = layerConf().arrays().views(view);
        }
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray view) {
        super.setBackpropGradientsViewArray(view);
        slopes = view == null ? Map.of() : layerConf().arrays().views(view);
    }

    /** An array of the stack by its own name. */
    @Override
    public INDArray getParam(String name) {
        return parameters.get(name);
    }

    /** The slope of an array by its name. */
    INDArray slope(String name) {
        return slopes.get(name);
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void close() {
        if (trunk != null) {
            trunk.close();
            trunk = null;
        }
    }

    private INDArray make(LayerWorkspaceMgr workspaces, ArrayType kind, ImageShape shape) {
        return workspaces.createUninitialized(
                kind, dataType, new long[] {batch(), shape.channels(), shape.height(), shape.width()}, 'c');
    }

    private static INDArray dense(INDArray array) {
        boolean plain = array.ordering() == 'c' && array.elementWiseStride() == 1;
        return plain ? array : array.dup('c');
    }

    private static long address(INDArray array) {
        return array.data().addressPointer().address();
    }
}
