package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * A run of operations of a trunk as one layer of a Deeplearning4j graph, computed by oneDNN. The parameters are those of the
 * operations, under their names; maps keep oneDNN's layouts from the first operation to the last. This class is the
 * description; {@link ConvStackPass} computes.
 */
final class ConvStack extends FeedForwardLayer {

    private static final long serialVersionUID = 1;

    // Deeplearning4j clones descriptions field by field, so copies share what never changes.
    private final transient ImageShape shape;
    private final transient ImageShape output;
    private final transient List<Operation> operations;
    private final transient StackArrays arrays;
    private final boolean frozen;
    private final boolean towardsImages;

    /**
     * A stack for images of a shape.
     *
     * @param frozen whether weights and statistics stay as they are
     * @param towardsImages whether something in front of it learns
     */
    ConvStack(ImageShape shape, List<Operation> operations, boolean frozen, boolean towardsImages) {
        this.shape = shape;
        this.operations = List.copyOf(operations);
        this.frozen = frozen;
        this.towardsImages = towardsImages;
        arrays = StackArrays.of(shape, operations);
        output = arrays.output();
        setNIn(shape.channels());
        setNOut(output.channels());
        setActivationFn(new ActivationIdentity());
    }

    ImageShape shape() {
        return shape;
    }

    ImageShape output() {
        return output;
    }

    List<Operation> operations() {
        return operations;
    }

    boolean frozen() {
        return frozen;
    }

    boolean towardsImages() {
        return towardsImages;
    }

    StackArrays arrays() {
        return arrays;
    }

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray view,
            boolean initialise,
            DataType type) {
        var pass = new ConvStackPass(configuration, type);
        pass.setListeners(listeners);
        pass.setIndex(index);
        pass.setParamsViewArray(view);
        pass.setParamTable(initializer().init(configuration, view, initialise));
        pass.setConf(configuration);
        return pass;
    }

    @Override
    public ParamInitializer initializer() {
        return new RowParameters(arrays.lengths());
    }

    /** Running statistics move by themselves, and nothing moves in a frozen stack. */
    @Override
    public IUpdater getUpdaterByParam(String key) {
        return frozen || key.equals(StackArrays.STATISTICS) ? new NoOp() : super.getUpdaterByParam(key);
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return InputType.convolutional(output.height(), output.width(), output.channels());
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType input) {
        return null;
    }

    @Override
    public void setNIn(InputType input, boolean override) {
        // The shape of the images is part of the description.
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType input) {
        long values = initializer().numParams(this);
        return new LayerMemoryReport.Builder(layerName, ConvStack.class, input, getOutputType(0, input))
                .standardMemory(values, getIUpdater().stateSize(values))
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(0, 0)
                .build();
    }
}
