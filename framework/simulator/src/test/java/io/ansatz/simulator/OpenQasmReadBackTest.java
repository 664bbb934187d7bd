package io.ansatz.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitDraft;
import io.ansatz.api.circuit.Gate;
import io.ansatz.api.circuit.OpenQasm;
import io.ansatz.api.circuit.Readout;
import io.ansatz.simulator.qasm.QasmReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs are read back by {@link QasmReader}, which knows the specifications and not the writer. */
class OpenQasmReadBackTest {

    /** A few hundred gates, each rounded. */
    private static final double ROUNDING = 1e-12;

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3", "4, 4", "5, 5", "5, 6", "4, 7"})
    void everyGateReadsBackToTheSameStateInBothVersions(int qubits, long seed) {
        Circuit circuit = RandomCircuit.withEveryGate(qubits, new Readout.ZThenX(), seed);
        double[] inputs = RandomCircuit.values(circuit.inputs(), 2 * seed);
        double[] weights = RandomCircuit.values(circuit.weights(), 2 * seed + 1);

        requireReadBack(circuit, inputs, weights);
    }

    @Test
    void theGoldenCircuitsReadBackToTheSameState() {
        for (CircuitDraft draft : List.of(
                GoldenCircuits.hadamardThenAngles(4),
                GoldenCircuits.basicEntangler(GoldenCircuits.angles(8, Axis.X), 4, 8, Axis.X),
                GoldenCircuits.stronglyEntangling(GoldenCircuits.angles(4, Axis.X), 3, 4),
                GoldenCircuits.ryRzRing(GoldenCircuits.angles(4, Axis.Y), 2, 4),
                GoldenCircuits.reupload(3, 4),
                GoldenCircuits.cyclicU3(4),
                GoldenCircuits.fourierFilter(GoldenCircuits.angles(4, Axis.Y), 4),
                GoldenCircuits.toffoliPhase(GoldenCircuits.angles(4, Axis.Y), 4))) {
            Circuit circuit = draft.measurePauliZ();
            requireReadBack(
                    circuit, GoldenCircuits.ramp(circuit.inputs(), 0.1), GoldenCircuits.ramp(circuit.weights(), 0.1));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3", "5, 4"})
    void amplitudesReadBackToTheSameState(int qubits, long seed) {
        Circuit circuit = RandomCircuit.withAmplitudes(qubits, new Readout.ZThenX(), seed);
        double[] inputs = RandomCircuit.values(circuit.inputs(), 2 * seed);
        double[] weights = RandomCircuit.values(circuit.weights(), 2 * seed + 1);

        requireReadBackBound(circuit, inputs, weights);
    }

    @Test
    void amplitudesMayVanishInPartsOrAltogether() {
        Circuit circuit = Circuit.onQubits(3).loadAmplitudes(6).measureProbabilities();

        for (double[] inputs : List.of(
                new double[] {0, 0, -1, 0, 0, 0},
                new double[] {0, 0, 0, 0, 3, -4},
                new double[] {-1, 0, 0, 0, 0, 1e-9},
                new double[6])) {
            requireReadBackBound(circuit, inputs, new double[0]);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 11", "2, 12", "3, 13", "5, 14"})
    void theOutputsFollowFromTheMeasuredBits(int qubits, long seed) {
        for (Readout readout : RandomCircuit.smoothReadouts(qubits)) {
            Circuit circuit = RandomCircuit.withEveryGate(qubits, readout, seed);
            double[] inputs = RandomCircuit.values(circuit.inputs(), 2 * seed);
            double[] weights = RandomCircuit.values(circuit.weights(), 2 * seed + 1);
            double[] outputs = new PlainSimulator(circuit).run(inputs, weights);

            for (String program :
                    List.of(new OpenQasm(circuit).version2(inputs, weights), new OpenQasm(circuit).version3())) {
                Map<String, Double> parameters = program.startsWith("OPENQASM 2") ? Map.of() : named(inputs, weights);
                assertThat(estimate(readout, qubits, program, parameters)).containsExactly(outputs, within(ROUNDING));
            }
        }
    }

    @Test
    void everyDigitOfAnAngleIsKept() {
        double[] angle = {Math.nextUp(0.1)};
        CircuitDraft draft = Circuit.onQubits(1);
        draft.add(new Gate.Phase(0, draft.nextInput()));

        assertThat(new OpenQasm(draft.measurePauliZ()).version2(angle, new double[0]))
                .contains("u1(" + angle[0] + ") q[0];");
    }

    /** The outputs as the remark of the program explains them. */
    private static double[] estimate(Readout readout, int qubits, String program, Map<String, Double> parameters) {
        double[] counts = QasmReader.read(program, parameters).counts();
        if (readout instanceof Readout.Probabilities probabilities) {
            for (int k = 0; k < counts.length; k++) {
                counts[k] *= probabilities.scale();
            }
            return counts;
        }
        if (readout instanceof Readout.PauliString) {
            double mean = 0;
            for (int k = 0; k < counts.length; k++) {
                mean += Integer.bitCount(k) % 2 == 0 ? counts[k] : -counts[k];
            }
            return new double[] {mean};
        }
        if (readout instanceof Readout.ZThenX) {
            String instead = program.replaceFirst("// for them, run the program again with \"(h q;)\".*", "$1");
            assertThat(instead).contains("\nh q;\n");
            var broadcast = new StringBuilder();
            for (int wire = 0; wire < qubits; wire++) {
                broadcast.append("h q[%d];".formatted(wire));
            }
            double[] x = means(
                    qubits,
                    QasmReader.read(instead.replace("h q;", broadcast), parameters)
                            .counts());
            double[] both = new double[2 * qubits];
            System.arraycopy(means(qubits, counts), 0, both, 0, qubits);
            System.arraycopy(x, 0, both, qubits, qubits);
            return both;
        }
        return means(readout.outputs(qubits), counts);
    }

    private static double[] means(int bits, double[] counts) {
        var means = new double[bits];
        for (int i = 0; i < bits; i++) {
            for (int k = 0; k < counts.length; k++) {
                means[i] += (k >> (bits - 1 - i) & 1) == 0 ? counts[k] : -counts[k];
            }
        }
        return means;
    }

    private static void requireReadBack(Circuit circuit, double[] inputs, double[] weights) {
        requireReadBackBound(circuit, inputs, weights);
        var open = QasmReader.read(new OpenQasm(circuit).version3(), named(inputs, weights));
        SameState.require(new PlainSimulator(circuit).state(inputs, weights), open.state());
    }

    private static void requireReadBackBound(Circuit circuit, double[] inputs, double[] weights) {
        var bound = QasmReader.read(new OpenQasm(circuit).version2(inputs, weights), Map.of());
        SameState.require(new PlainSimulator(circuit).state(inputs, weights), bound.state());
    }

    private static Map<String, Double> named(double[] inputs, double[] weights) {
        var named = new HashMap<String, Double>();
        for (int i = 0; i < inputs.length; i++) {
            named.put("x" + i, inputs[i]);
        }
        for (int i = 0; i < weights.length; i++) {
            named.put("w" + i, weights[i]);
        }
        return named;
    }
}
