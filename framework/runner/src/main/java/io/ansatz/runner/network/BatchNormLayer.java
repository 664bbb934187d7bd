package io.ansatz.runner.network;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Batch normalisation with torch's settings. This class is the description; {@link BatchNormPass} computes. */
final class BatchNormLayer extends BatchNormalization {

    private static final long serialVersionUID = 1;

    BatchNormLayer() {
        setEps(1e-5);
        setDecay(0.9);
        setUseLogStd(false);
        setActivationFn(new ActivationIdentity());
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialise,
            DataType type) {
        var pass = new BatchNormPass(configuration, type);
        pass.setListeners(listeners);
        pass.setIndex(index);
        pass.setParamsViewArray(parameters);
        pass.setParamTable(initializer().init(configuration, parameters, initialise));
        return pass;
    }
}
