package io.ansatz.runner.network;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An activation function as a layer that leaves its input as it is. Deeplearning4j's own overwrites its input outside
 * training, when the shortcut of a residual may still have to read it.
 */
final class PointwiseLayer extends ActivationLayer {

    private static final long serialVersionUID = 1;

    PointwiseLayer(IActivation function) {
        super(function);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialise,
            DataType type) {
        var pass = new Pass(configuration, type);
        pass.setListeners(listeners);
        pass.setIndex(index);
        return pass;
    }

    private static final class Pass extends org.deeplearning4j.nn.layers.ActivationLayer {

        private static final long serialVersionUID = 1;

        Pass(NeuralNetConfiguration configuration, DataType type) {
            super(configuration, type);
        }

        /** In training, Deeplearning4j computes on a copy of the input. */
        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
            return super.activate(true, workspaces);
        }
    }
}
