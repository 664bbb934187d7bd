package io.ansatz.simulator.statevector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Readout;
import io.ansatz.simulator.PlainSimulator;
import io.ansatz.simulator.RandomCircuit;
import io.ansatz.simulator.Simulator;
import io.ansatz.simulator.strange.StrangeSimulator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same questions to the fast simulator and to its plain twin: the whole gate set, every read-out, awkward sizes. The kernels are
 * those that this Java was started with, so the module with vector instructions runs these tests again.
 */
class TwinTest {

    /** Times the size of the answer, in double and in float. */
    private static final double[] TOLERANCE = {1e-12, 1e-5};

    /** Beyond this the plain twin would take too long for a thousand samples. */
    private static final int AMPLITUDES_OF_ALL_SAMPLES = 16_384;

    /** Beyond this the referee, which shifts one angle after the other, would take too long. */
    private static final int MOST_QUBITS_SHIFTED = 4;

    private static final List<Integer> BATCHES = List.of(1, 2, 13, 64, 207, 1_000);

    static Stream<Arguments> circuits() {
        var circuits = new ArrayList<Arguments>();
        for (int qubits = 1; qubits <= 12; qubits++) {
            for (Readout readout : readouts(qubits)) {
                add(circuits, RandomCircuit.withEveryGate(qubits, readout, 10 + qubits), 3);
            }
            for (Readout readout : RandomCircuit.smoothReadouts(qubits)) {
                add(circuits, RandomCircuit.withAmplitudes(qubits, readout, 30 + qubits), 2);
            }
            for (int batch : BATCHES) {
                if (batch << qubits <= AMPLITUDES_OF_ALL_SAMPLES) {
                    add(circuits, RandomCircuit.withEveryGate(qubits, new Readout.ZThenX(), 50 + batch), batch);
                }
            }
        }
        return circuits.stream();
    }

    private static void add(List<Arguments> circuits, Circuit circuit, int batch) {
        String readout = circuit.readout().getClass().getSimpleName();
        circuits.add(arguments(circuit.qubits(), readout, batch, circuit));
    }

    private static List<Readout> readouts(int qubits) {
        List<Integer> all = IntStream.range(0, qubits).boxed().toList();
        var readouts = new ArrayList<Readout>(RandomCircuit.smoothReadouts(qubits));
        readouts.add(new Readout.PauliZ(all));
        readouts.add(new Readout.Probabilities(all, 1));
        readouts.add(new Readout.PauliString("ZIZYXIIZZXXZ".substring(0, qubits)));
        readouts.add(new Readout.PauliString("I".repeat(qubits)));
        return readouts;
    }

    @ParameterizedTest(name = "{0} qubits, {1}, {2} samples")
    @MethodSource("circuits")
    void bothSayTheSame(int qubits, String readout, int batch, Circuit circuit) {
        var plain = new PlainSimulator(circuit);
        double[] inputs = RandomCircuit.values(batch * circuit.inputs(), 1);
        double[] weights = RandomCircuit.values(circuit.weights(), 2);
        double[] slopes = RandomCircuit.values(batch * circuit.outputs(), 3);
        double[] outputs = plain.run(batch, inputs, weights);
        Simulator.Gradient gradient = plain.differentiate(batch, inputs, weights, slopes);

        for (Precision precision : Precision.values()) {
            double tolerance = TOLERANCE[precision == Precision.FLOAT ? 1 : 0];
            var fast = new StatevectorSimulator(circuit, precision, 1);
            assertClose(fast.run(batch, inputs, weights), outputs, tolerance);
            Simulator.Gradient fastGradient = fast.differentiate(batch, inputs, weights, slopes);
            assertClose(fastGradient.inputs(), gradient.inputs(), tolerance);
            assertClose(fastGradient.weights(), gradient.weights(), tolerance);
        }
    }

    /** One number instead of thousands: a failing comparison of large arrays takes minutes to describe. */
    private static void assertClose(double[] actual, double[] expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        double size = DoubleStream.of(expected).map(Math::abs).max().orElse(0);
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
        }
        assertThat(worst).as("the largest error").isLessThanOrEqualTo(tolerance * Math.max(1, size));
    }

    /** Strange computes in single precision and agrees to about seven digits; its slopes are sums over many such outputs. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 8})
    void theRefereeSaysTheSame(int qubits) {
        for (Readout readout : readouts(qubits)) {
            Circuit circuit = RandomCircuit.withEveryGate(qubits, readout, 80 + qubits);
            var fast = new StatevectorSimulator(circuit, Precision.DOUBLE, 1);
            var referee = new StrangeSimulator(circuit);
            double[] inputs = RandomCircuit.values(circuit.inputs(), 1);
            double[] weights = RandomCircuit.values(circuit.weights(), 2);
            double[] slopes = RandomCircuit.values(circuit.outputs(), 3);

            assertClose(fast.run(inputs, weights), referee.run(inputs, weights), 1e-6);
            if (qubits <= MOST_QUBITS_SHIFTED) {
                Simulator.Gradient gradient = fast.differentiate(1, inputs, weights, slopes);
                Simulator.Gradient expected = referee.differentiate(1, inputs, weights, slopes);
                assertClose(gradient.inputs(), expected.inputs(), 2e-6);
                assertClose(gradient.weights(), expected.weights(), 2e-6);
            }
        }
    }

    @Test
    void theLikeliestStateIsTheSame() {
        for (int qubits : new int[] {1, 3, 8, 11}) {
            Circuit circuit = RandomCircuit.withEveryGate(qubits, new Readout.OnesInLikeliest(), 70 + qubits);
            int batch = 5;
            double[] inputs = RandomCircuit.values(batch * circuit.inputs(), 1);
            double[] weights = RandomCircuit.values(circuit.weights(), 2);

            assertThat(new StatevectorSimulator(circuit, Precision.DOUBLE, 1).run(batch, inputs, weights))
                    .containsExactly(new PlainSimulator(circuit).run(batch, inputs, weights));
        }
    }
}
