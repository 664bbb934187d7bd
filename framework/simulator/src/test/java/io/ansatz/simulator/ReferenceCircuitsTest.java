package io.ansatz.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Whole circuits with gradients, computed by PennyLane in double precision. */
class ReferenceCircuitsTest {

    private static final double ROUNDING = 1e-12;

    @Test
    void anglesThenStronglyEntanglingLayers() throws IOException {
        var circuit = GoldenCircuits.stronglyEntangling(GoldenCircuits.angles(4, Axis.X), 3, 4)
                .measurePauliZ();

        agrees(circuit, ReferenceFile.open("a_angle_sel_4q.json"));
    }

    @Test
    void twoUploadsWithProbabilities() throws IOException {
        var circuit = GoldenCircuits.reupload(2, 8).measureProbabilities();

        agrees(circuit, ReferenceFile.open("b_reupload_8q_r2.json"));
    }

    @Test
    void amplitudesWithTheGradientThroughTheirLength() throws IOException {
        var circuit = GoldenCircuits.stronglyEntangling(Circuit.onQubits(3).loadAmplitudes(6), 1, 3)
                .measureProbabilities();

        agrees(circuit, ReferenceFile.open("g_amplitude_3q.json"));
    }

    private static void agrees(Circuit circuit, ReferenceFile file) {
        var simulator = new PlainSimulator(circuit);
        int batch = file.rows("inputs");
        double[] inputs = file.numbers("inputs");
        double[] weights = file.numbers("weights");
        double[] lossWeights = file.numbers("loss_weights");
        var slopes = new double[batch * lossWeights.length];
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = lossWeights[i % lossWeights.length];
        }

        double[] outputs = simulator.run(batch, inputs, weights);
        var gradient = simulator.differentiate(batch, inputs, weights, slopes);

        assertThat(outputs).containsExactly(file.numbers("outputs"), within(ROUNDING));
        assertThat(gradient.inputs()).containsExactly(file.numbers("grad_inputs"), within(ROUNDING));
        assertThat(gradient.weights()).containsExactly(file.numbers("grad_weights"), within(ROUNDING));
    }
}
