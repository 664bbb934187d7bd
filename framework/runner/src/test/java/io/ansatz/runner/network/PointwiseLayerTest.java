package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation.MaxPool;
import io.ansatz.api.backbone.Operation.Relu;
import io.ansatz.api.backbone.Operation.Residual;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Scaling;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PointwiseLayerTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aShortcutReadsWhatStoodInFrontOfTheActivation(boolean training) {
        var trunk = Trunks.of(new ImageShape(1, 1, 2), new MaxPool(1, 1), new Residual(List.of(new Relu()), List.of()));
        var blueprint = new Blueprint(trunk, Scaling.NONE, new Block.Identity(1), List.of(), 2);
        try (var network = new HybridNetwork(blueprint, Engine.prepare(EngineChoice.DEEPLEARNING4J), 1e-3, 1)) {
            INDArray images = Nd4j.createFromArray(-3f, 5f).reshape(1, 1, 1, 2);

            INDArray sum = network.graph().feedForward(images, training).get(TrunkNames.TRUNK.vertex(2));

            assertThat(sum.data().asFloat()).containsExactly(-3, 10);
        }
    }
}
