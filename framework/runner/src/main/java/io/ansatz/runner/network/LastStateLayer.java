package io.ansatz.runner.network;

import java.util.Collection;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An LSTM of which only the last state is wanted, computed by oneDNN. It has Deeplearning4j's arrays in Deeplearning4j's order,
 * so that it can stand for {@code LastTimeStep(LSTM)}, which takes five times as long. This class is the description;
 * {@link LastStatePass} computes.
 */
final class LastStateLayer extends LSTM {

    private static final long serialVersionUID = 1;

    private final boolean backwards;

    private LastStateLayer(LSTM twin, boolean backwards) {
        this.backwards = backwards;
        setNIn(twin.getNIn());
        setNOut(twin.getNOut());
        setActivationFn(twin.getActivationFn());
        setGateActivationFn(twin.getGateActivationFn());
        setRnnDataFormat(twin.getRnnDataFormat());
    }

    /** Whether sequences are read from their end. */
    boolean backwards() {
        return backwards;
    }

    /**
     * The layer that computes the same; empty where there is none.
     *
     * @param backwards whether the other one is given its sequences the other way round
     */
    static Optional<LastStateLayer> standingFor(Layer layer, boolean backwards) {
        if (!(layer instanceof LastTimeStep last)
                || !(last.getUnderlying() instanceof LSTM twin)
                || twin.getClass() != LSTM.class) {
            return Optional.empty();
        }
        boolean usual = twin.getActivationFn() instanceof ActivationTanH
                && twin.getGateActivationFn() instanceof ActivationSigmoid
                && twin.getRnnDataFormat() == RNNFormat.NCW;
        boolean bare = last.getIDropout() == null
                && twin.getIDropout() == null
                && twin.getWeightNoise() == null
                && twin.getConstraints() == null
                && twin.getRegularization().isEmpty()
                && twin.getRegularizationBias().isEmpty();
        return usual && bare ? Optional.of(new LastStateLayer(twin, backwards)) : Optional.empty();
    }

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialise,
            DataType type) {
        var pass = new LastStatePass(configuration, type);
        pass.setListeners(listeners);
        pass.setIndex(index);
        pass.setParamsViewArray(parameters);
        pass.setParamTable(initializer().init(configuration, parameters, initialise));
        return pass;
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return InputType.feedForward(getNOut());
    }
}
