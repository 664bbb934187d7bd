package io.ansatz.simulator.strange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Readout;
import io.ansatz.simulator.PlainSimulator;
import io.ansatz.simulator.RandomCircuit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redfx.strange.Program;
import org.redfx.strange.QuantumExecutionEnvironment;
import org.redfx.strange.Result;
import org.redfx.strange.local.SimpleQuantumExecutionEnvironment;

class StrangeSimulatorTest {

    /** Strange computes in single precision: 6e-8 per operation, and some dozens of them. */
    private static final double SINGLE = 1e-6;

    /** A gradient adds up a few such differences, times slopes of up to 3. */
    private static final double SINGLE_GRADIENT = 1e-5;

    static List<Circuit> circuits() {
        var circuits = new ArrayList<Circuit>();
        for (int qubits = 2; qubits <= 4; qubits++) {
            for (Readout readout : RandomCircuit.smoothReadouts(qubits)) {
                circuits.add(RandomCircuit.withEveryGate(qubits, readout, 60 + qubits));
                circuits.add(RandomCircuit.withAmplitudes(qubits, readout, 70 + qubits));
            }
        }
        return circuits;
    }

    @ParameterizedTest(name = "circuit {index}")
    @MethodSource("circuits")
    void agreesWithThePlainSimulator(Circuit circuit) {
        int batch = 2;
        double[] inputs = RandomCircuit.values(batch * circuit.inputs(), 61);
        double[] weights = RandomCircuit.values(circuit.weights(), 62);

        assertThat(new StrangeSimulator(circuit).run(batch, inputs, weights))
                .containsExactly(new PlainSimulator(circuit).run(batch, inputs, weights), within(SINGLE));
    }

    @ParameterizedTest(name = "circuit {index}")
    @MethodSource("circuits")
    void gradientsAgreeWithThePlainSimulator(Circuit circuit) {
        int batch = circuit.qubits() == 2 ? 2 : 1;
        double[] inputs = RandomCircuit.values(batch * circuit.inputs(), 63);
        double[] weights = RandomCircuit.values(circuit.weights(), 64);
        double[] slopes = RandomCircuit.values(batch * circuit.outputs(), 65);

        var expected = new PlainSimulator(circuit).differentiate(batch, inputs, weights, slopes);
        var gradient = new StrangeSimulator(circuit).differentiate(batch, inputs, weights, slopes);

        assertThat(gradient.inputs()).containsExactly(expected.inputs(), within(SINGLE_GRADIENT));
        assertThat(gradient.weights()).containsExactly(expected.weights(), within(SINGLE_GRADIENT));
    }

    @Test
    void runsACircuitWithoutGates() {
        var simulator = new StrangeSimulator(Circuit.onQubits(2).measurePauliZ());

        assertThat(simulator.run(new double[0], new double[0])).containsExactly(1, 1);
    }

    @Test
    void aVectorWithoutLengthBecomesTheUniformStateWithoutAGradient() {
        var simulator =
                new StrangeSimulator(Circuit.onQubits(2).loadAmplitudes(3).measureProbabilities());

        assertThat(simulator.run(new double[3], new double[0]))
                .containsExactly(new double[] {0.25, 0.25, 0.25, 0.25}, within(SINGLE));
        assertThat(simulator
                        .differentiate(1, new double[3], new double[0], new double[] {1, 2, 3, 4})
                        .inputs())
                .containsExactly(0, 0, 0);
    }

    @Test
    void countsTheOnesOfTheLikeliestState() {
        var circuit = Circuit.onQubits(3);
        circuit.rotate(Axis.Y, 0, Angle.of(2)).rotate(Axis.Y, 1, Angle.of(2)).hadamard(2);
        var simulator = new StrangeSimulator(circuit.measure(new Readout.OnesInLikeliest()));

        assertThat(simulator.run(new double[0], new double[0])).containsExactly(2);
        assertThatThrownBy(() -> simulator.differentiate(1, new double[0], new double[0], new double[1]))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("The number of ones in the likeliest state jumps, so it has no gradient.");
    }

    @Test
    void refusesArraysThatDoNotFit() {
        var simulator = new StrangeSimulator(Circuit.onQubits(2).measurePauliZ());

        assertThatThrownBy(() -> simulator.run(1, new double[2], new double[0]))
                .hasMessage("1 samples of 0 inputs are 0 values, not 2.");
    }

    @Test
    void repeatsARunWhoseUnaskedDrawOverran() {
        var runs = new AtomicInteger();
        var simulator = new StrangeSimulator(
                Circuit.onQubits(1).hadamard(0).measureProbabilities(), () -> new Unlucky(runs, 4));

        assertThat(simulator.run(new double[0], new double[0]))
                .containsExactly(new double[] {0.5, 0.5}, within(SINGLE));
        assertThat(runs).hasValue(5);
    }

    @Test
    void givesUpWhenEveryDrawOverruns() {
        var simulator = new StrangeSimulator(
                Circuit.onQubits(1).hadamard(0).measureProbabilities(), () -> new Unlucky(new AtomicInteger(), 9));

        assertThatThrownBy(() -> simulator.run(new double[0], new double[0]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Strange could not draw a measurement of the circuit in 5 attempts.")
                .hasCauseInstanceOf(ArrayIndexOutOfBoundsException.class);
    }

    /** Strange with a draw that overruns in the first runs. */
    private record Unlucky(AtomicInteger runs, int failures) implements QuantumExecutionEnvironment {

        @Override
        public Result runProgram(Program program) {
            if (runs.incrementAndGet() <= failures) {
                throw new ArrayIndexOutOfBoundsException("Index 2 out of bounds for length 2");
            }
            return new SimpleQuantumExecutionEnvironment().runProgram(program);
        }

        @Override
        public void runProgram(Program program, Consumer<Result> result) {
            throw new UnsupportedOperationException("Nothing here runs in the background.");
        }
    }
}
