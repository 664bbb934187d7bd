package io.ansatz.runner.network;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradients that a network's last backward pass left behind, by the names and in the layouts of torch. */
final class Slopes {

    private Slopes() {}

    /** The slope of the loss, summed over the batch, with respect to a parameter. */
    static float[] of(HybridNetwork network, Parameter parameter) {
        INDArray slope = network.graph().getLayer(parameter.layer()) instanceof ConvStackPass stack
                ? stack.slope(parameter.key())
                : network.graph().gradient().gradientForVariable().get(parameter.layer() + "_" + parameter.key());
        boolean depthwise = parameter.layout() == Parameter.Layout.DEPTHWISE;
        INDArray ordered = depthwise ? slope.permute(2, 3, 0, 1).dup('c') : slope.dup(slope.ordering());
        return ordered.data().asFloat();
    }
}
