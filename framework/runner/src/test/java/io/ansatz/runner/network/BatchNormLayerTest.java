package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation.BatchNorm;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Scaling;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class BatchNormLayerTest {

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void theRunningVarianceIsThatOfASample(DataType type) {
        // The values 1, 2, 3, 6 have mean 3 and squared distances that sum to 14.
        Map<String, float[]> after = trained(type, new double[] {1, 2, 3, 6}, new ImageShape(1, 1, 2));

        assertThat(after.get("trunk.norm.running_mean"))
                .containsExactly(new float[] {0.9f * 5 + 0.1f * 3}, within(1e-6f));
        assertThat(after.get("trunk.norm.running_var"))
                .containsExactly(new float[] {0.9f * 7 + 0.1f * 14 / 3}, within(1e-6f));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void aSingleValueHasNoVarianceOfASampleAndCountsAsZero(DataType type) {
        Map<String, float[]> after = trained(type, new double[] {3}, new ImageShape(1, 1, 1));

        assertThat(after.get("trunk.norm.running_var")).containsExactly(new float[] {0.9f * 7}, within(1e-6f));
    }

    /** What a network knows after one step from a running mean of 5 and a running variance of 7. */
    private static Map<String, float[]> trained(DataType type, double[] values, ImageShape shape) {
        var trunk = Trunks.of(shape, new BatchNorm("norm"));
        var blueprint = new Blueprint(trunk, Scaling.NONE, new Block.Identity(1), List.of(), 2);
        int batch = values.length / shape.size();
        try (var network =
                new HybridNetwork(blueprint, Engine.prepare(EngineChoice.DEEPLEARNING4J), new Adam(0.1), 1, type)) {
            network.restore(
                    Map.of("trunk.norm.running_mean", new float[] {5}, "trunk.norm.running_var", new float[] {7}));
            INDArray images = Nd4j.create(values, new long[] {batch, 1, shape.height(), shape.width()}, type);

            INDArray targets = Nd4j.zeros(type, batch, 2);
            targets.putColumn(0, Nd4j.ones(type, batch));

            network.graph().fit(new DataSet(images, targets));

            return network.values();
        }
    }
}
