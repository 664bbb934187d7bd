package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Scaling;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

class PlainLayerTest {

    @Test
    void aClonedGraphKeepsItsOperations() {
        var blueprint = new Blueprint(Trunks.smooth(), Scaling.NONE, new Block.Identity(2), List.of(), 2);
        try (var network = new HybridNetwork(
                blueprint, Engine.prepare(EngineChoice.DEEPLEARNING4J), new NoOp(), 5, DataType.FLOAT)) {
            INDArray images =
                    Nd4j.linspace(DataType.FLOAT, -1, 0.01, 2 * 3 * 8 * 8).reshape(2, 3, 8, 8);
            INDArray expected = network.graph().outputSingle(images);

            INDArray actual = network.graph().clone().outputSingle(images);

            assertThat(actual).isEqualTo(expected);
        }
    }
}
