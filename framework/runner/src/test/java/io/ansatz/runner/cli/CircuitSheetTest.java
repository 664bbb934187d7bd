package io.ansatz.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitDraft;
import io.ansatz.api.circuit.Gate;
import io.ansatz.api.circuit.Readout;
import io.ansatz.runner.experiment.SimulatorChoice;
import io.ansatz.simulator.PlainSimulator;
import io.ansatz.simulator.diagnosis.Diagnosis;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CircuitSheetTest {

    @Test
    void everyKindOfGateHasAWord() {
        var circuit = Circuit.onQubits(3)
                .loadAmplitudes(8)
                .add(new Gate.Fixed(Gate.Fixed.Kind.SX, 0))
                .add(new Gate.Toffoli(0, 1, 2))
                .add(new Gate.Swap(0, 1))
                .add(new Gate.ControlledRotation(Axis.X, 0, 1, Angle.of(1)))
                .controlledPhase(0, 1, Angle.of(1))
                .add(new Gate.PairRotation(Axis.Z, 0, 1, Angle.of(1)))
                .cnot(0, 1)
                .cnot(1, 2)
                .inverseFourier()
                .measureProbabilities();

        assertThat(new CircuitSheet(new NamedCircuit("zoo", circuit)).lines())
                .startsWith(
                        "zoo: 3 qubits, 8 inputs, 0 weights, 8 outputs, depth 10",
                        "gates: 1 |x>, 1 SX, 1 CCX, 1 SWAP, 1 CRX, 1 CP, 1 RZZ, 2 CX, 1 QFT⁻¹",
                        "dead weights: none",
                        "plan: [amplitudes 8] [diagonal 3, rotations 2] [diagonal 6, rotations 2] [rotations 1]"
                                + " [diagonal 3, rotations 1] [diagonal 3, rotations 1] [diagonal 2, rotations 1] [8 outputs]");
    }

    @Test
    void anEmptyCircuitIsOneToo() {
        var lines =
                new CircuitSheet(new NamedCircuit("idle", Circuit.onQubits(1).measurePauliZ())).lines();

        assertThat(lines)
                .startsWith(
                        "idle: 1 qubit, 0 inputs, 0 weights, 1 output, depth 0", "gates: none", "dead weights: none");
    }

    @Test
    void withoutWeightsThereIsNoDiagnosis() {
        assertThat(diagnosis(Circuit.onQubits(1).hadamard(0).measurePauliZ(), OptionalInt.empty()))
                .containsExactly("Without weights there is nothing to be expressive with and nothing to train.");
    }

    @Test
    void aLargeCircuitIsDiagnosedOnlyIfAsked() {
        CircuitDraft draft = Circuit.onQubits(18);
        for (int i = 0; i < 20; i++) {
            draft.rotate(Axis.Y, 0, draft.nextWeight());
        }
        Circuit circuit = draft.measurePauliZ();

        assertThat(diagnosis(circuit, OptionalInt.empty()))
                .containsExactly(
                        "Expressibility and the like are left out, as they take long for a circuit of this size;"
                                + " ansatz circuit inspect with --samples 1000 estimates them.");
        assertThat(diagnosis(circuit, OptionalInt.of(2))).hasSize(4);
    }

    @Test
    void aReadOutWithoutAGradientHasNoVarianceAndNoJacobian() {
        CircuitDraft draft = Circuit.onQubits(1);
        draft.rotate(Axis.Y, 0, draft.nextWeight());
        Circuit circuit = draft.measure(new Readout.OnesInLikeliest());

        assertThat(diagnosis(circuit, OptionalInt.of(10)).get(3))
                .matches("gradient variance +- +- +- +the read-out has no gradient");
        var point = new Point(new double[0], new double[] {3}, 1, List.of());
        var json = new EvaluationJson(new NamedCircuit("one", circuit), new PlainSimulator(circuit), point);
        var read = JsonParser.parseString(json.text(SimulatorChoice.Kind.STATEVECTOR))
                .getAsJsonObject();
        assertThat(read.get("outputs").toString()).isEqualTo("[1.0]");
        assertThat(read.get("jacobian").isJsonNull()).isTrue();
        assertThat(read.get("reason").getAsString())
                .isEqualTo("The number of ones in the likeliest state jumps, so it has no gradient.");
    }

    private static List<String> diagnosis(Circuit circuit, OptionalInt samples) {
        return new DiagnosisTable(Diagnosis.of(circuit, new double[0], samples, 1)).lines();
    }
}
