package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.simulator.PlainSimulator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

class QuantumLayerTest {

    private static final Blueprint BLUEPRINT = new Blueprint(
            Trunks.tiny(), Scaling.TANH_PI, new Block.Quantum(new PlainSimulator(entangled())), List.of(4), 3);

    @Test
    void gradientsOfTheWholeNetworkAreItsSlopes() {
        DataType usual = Nd4j.dataType();
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        try (var network = new HybridNetwork(
                BLUEPRINT, Engine.prepare(EngineChoice.DEEPLEARNING4J), new NoOp(), 5, DataType.DOUBLE)) {
            var check = new GradientCheckUtil.GraphConfig()
                    .net(network.graph())
                    .inputs(new INDArray[] {images(DataType.DOUBLE)})
                    .labels(new INDArray[] {targets(DataType.DOUBLE)})
                    .epsilon(1e-6)
                    .maxRelError(1e-5)
                    .minAbsoluteError(1e-9)
                    .print(GradientCheckUtil.PrintMode.FAILURES_ONLY)
                    // Running averages are moved by the batch, not by a gradient.
                    .excludeParams(Set.of("trunk-1_mean", "trunk-1_var"));

            assertThat(GradientCheckUtil.checkGradients(check)).isTrue();
        } finally {
            Nd4j.setDefaultDataTypes(usual, usual);
        }
    }

    @Test
    void aClonedGraphKeepsItsCircuit() {
        try (var network = new HybridNetwork(
                BLUEPRINT, Engine.prepare(EngineChoice.DEEPLEARNING4J), new NoOp(), 5, DataType.FLOAT)) {
            INDArray expected = network.graph().outputSingle(images(DataType.FLOAT));

            INDArray actual = network.graph().clone().outputSingle(images(DataType.FLOAT));

            assertThat(actual).isEqualTo(expected);
            assertThat(network.circuitEvaluations()).isEqualTo(10);
        }
    }

    /** Three qubits, twice: encode, rotate, entangle; every weight and input is alive. */
    private static Circuit entangled() {
        var draft = Circuit.onQubits(3);
        for (int layer = 0; layer < 2; layer++) {
            for (int wire = 0; wire < 3; wire++) {
                draft.rotate(Axis.Y, wire, draft.input(wire));
                draft.rot(wire, draft.nextWeight(), draft.nextWeight(), draft.nextWeight());
            }
            draft.entangleRing();
        }
        return draft.measurePauliZ();
    }

    private static INDArray images(DataType type) {
        var random = new SplittableRandom(2);
        var values = new double[5 * 42];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble() - 0.5;
        }
        return Nd4j.create(values, new long[] {5, 1, 7, 6}, type);
    }

    private static INDArray targets(DataType type) {
        return Nd4j.create(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1}, new long[] {5, 3}, type);
    }
}
