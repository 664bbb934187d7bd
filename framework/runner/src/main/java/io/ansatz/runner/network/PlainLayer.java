package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import java.util.Collection;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link PlainOperation} as a layer of a Deeplearning4j graph. This class is the description; {@link PlainPass} computes. */
final class PlainLayer extends BaseLayer {

    private static final long serialVersionUID = 1;

    // Deeplearning4j clones descriptions field by field, so copies share the operation.
    private final transient PlainOperation operation;

    PlainLayer(PlainOperation operation) {
        this.operation = operation;
        setActivationFn(new ActivationIdentity());
    }

    PlainOperation operation() {
        return operation;
    }

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialise,
            DataType type) {
        var pass = new PlainPass(configuration, type);
        pass.setListeners(listeners);
        pass.setIndex(index);
        pass.setParamsViewArray(parameters);
        pass.setParamTable(initializer().init(configuration, parameters, initialise));
        return pass;
    }

    @Override
    public ParamInitializer initializer() {
        return new RowParameters(operation.parameters());
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        ImageShape output = operation.output();
        return InputType.convolutional(output.height(), output.width(), output.channels());
    }

    /** The operation knows its input. */
    @Override
    public void setNIn(InputType input, boolean override) {}

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType input) {
        return null;
    }

    @Override
    public boolean isPretrainParam(String parameter) {
        return false;
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType input) {
        long values = initializer().numParams(this);
        return new LayerMemoryReport.Builder(layerName, PlainLayer.class, input, getOutputType(0, input))
                .standardMemory(values, getIUpdater().stateSize(values))
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(0, 0)
                .build();
    }
}
