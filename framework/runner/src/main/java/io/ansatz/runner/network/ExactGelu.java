package io.ansatz.runner.network;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * {@code x P(x)} for the share {@code P(x) = (1 + erf(x / sqrt 2)) / 2} of a normal distribution that lies below x.
 * Deeplearning4j has approximations of it only.
 */
final class ExactGelu extends BaseActivationFunction {

    private static final long serialVersionUID = 1;

    /** Overwrites the values, as Deeplearning4j's own activations do. */
    @Override
    public INDArray getActivation(INDArray values, boolean training) {
        return values.muli(shareBelow(values));
    }

    /** The slope is {@code P(x) + x p(x)} for the density {@code p(x) = exp(-x^2 / 2) / sqrt(2 pi)}. */
    @Override
    public Pair<INDArray, INDArray> backprop(INDArray values, INDArray epsilon) {
        INDArray density = Transforms.exp(values.mul(values).muli(-0.5), false).muli(1 / Math.sqrt(2 * Math.PI));
        INDArray slope = shareBelow(values).addi(density.muli(values));
        return new Pair<>(slope.muli(epsilon), null);
    }

    private static INDArray shareBelow(INDArray values) {
        INDArray share = values.mul(Math.sqrt(0.5));
        return Nd4j.getExecutioner().exec(new Erf(share, share)).addi(1).muli(0.5);
    }
}
