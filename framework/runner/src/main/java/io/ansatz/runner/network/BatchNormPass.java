package io.ansatz.runner.network;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Deeplearning4j's batch normalisation with what torch does otherwise: the running variance is that of a sample, divided
 * by n - 1, and evaluation mode has a gradient of its own, which what stands in front of a frozen layer learns from.
 */
final class BatchNormPass extends BatchNormalization {

    private static final long serialVersionUID = 1;

    private boolean byBatch;

    BatchNormPass(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        byBatch = training;
        return super.activate(training, workspaces);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        if (!byBatch) {
            return new Pair<>(new DefaultGradient(), throughRunningStatistics(epsilon, workspaces));
        }
        Pair<Gradient, INDArray> result = super.backpropGradient(epsilon, workspaces);
        correctRunningVariance();
        return result;
    }

    /** The layer is then no more than a factor and a shift for each channel. */
    private INDArray throughRunningStatistics(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        INDArray deviation = Transforms.sqrt(variance().add(layerConf().getEps()), false);
        INDArray factor = getParam(BatchNormalizationParamInitializer.GAMMA).div(deviation);
        INDArray towardsInput = workspaces.dup(ArrayType.ACTIVATION_GRAD, epsilon, 'c');
        return Nd4j.getExecutioner().exec(new BroadcastMulOp(towardsInput, factor, towardsInput, 1));
    }

    /**
     * What will be subtracted from the running variance v is d = (1 - decay) (v - b) for the variance b of the batch;
     * it becomes (1 - decay) (v - b n / (n - 1)) = d n / (n - 1) - (1 - decay) v / (n - 1).
     */
    private void correctRunningVariance() {
        double values = (double) input.length() / input.size(1);
        if (values > 1) {
            gradientViews
                    .get(BatchNormalizationParamInitializer.GLOBAL_VAR)
                    .muli(values / (values - 1))
                    .subi(variance().mul((1 - layerConf().getDecay()) / (values - 1)));
        }
    }

    private INDArray variance() {
        return getParam(BatchNormalizationParamInitializer.GLOBAL_VAR);
    }
}
