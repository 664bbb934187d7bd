package io.ansatz.runner.network;

import io.ansatz.simulator.Simulator;
import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
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
 * A circuit as a layer of a Deeplearning4j graph: the circuit's inputs come from the layer before, its weights are the
 * layer's only parameter, {@value #WEIGHTS}. A native layer and not a SameDiff one, whose gradients are twice too large in
 * 1.0.0-M2.1. This class is the description; {@link QuantumPass} computes.
 */
final class QuantumLayer extends FeedForwardLayer {

    static final String WEIGHTS = "theta";

    private static final long serialVersionUID = 1;

    // Deeplearning4j clones descriptions field by field, so copies share the simulator and the meter.
    private final transient Simulator simulator;
    private final transient CircuitMeter meter;
    private final boolean frozen;
    private final boolean onPixels;

    /**
     * The layer of a circuit.
     *
     * @param frozen whether the weights stay where they are; what is in front of the circuit learns all the same
     * @param onPixels whether it reads pixels: then many samples are equal, and nothing in front of it learns
     */
    QuantumLayer(Simulator simulator, boolean frozen, boolean onPixels, CircuitMeter meter) {
        this.simulator = simulator;
        this.frozen = frozen;
        this.onPixels = onPixels;
        this.meter = meter;
        setNIn(simulator.circuit().inputs());
        setNOut(simulator.circuit().outputs());
        setActivationFn(new ActivationIdentity());
    }

    Simulator simulator() {
        return simulator;
    }

    boolean frozen() {
        return frozen;
    }

    boolean onPixels() {
        return onPixels;
    }

    CircuitMeter meter() {
        return meter;
    }

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialise,
            DataType type) {
        var pass = new QuantumPass(configuration, type);
        pass.setListeners(listeners);
        pass.setIndex(index);
        pass.setParamsViewArray(parameters);
        pass.setParamTable(initializer().init(configuration, parameters, initialise));
        pass.setConf(configuration);
        return pass;
    }

    @Override
    public ParamInitializer initializer() {
        int weights = simulator.circuit().weights();
        return new RowParameters(weights == 0 ? Map.of() : Map.of(WEIGHTS, weights));
    }

    @Override
    public IUpdater getUpdaterByParam(String key) {
        return frozen ? new NoOp() : super.getUpdaterByParam(key);
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return InputType.feedForward(getNOut());
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType input) {
        int weights = simulator.circuit().weights();
        return new LayerMemoryReport.Builder(layerName, QuantumLayer.class, input, InputType.feedForward(getNOut()))
                .standardMemory(weights, getIUpdater().stateSize(weights))
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(0, 0)
                .build();
    }
}
