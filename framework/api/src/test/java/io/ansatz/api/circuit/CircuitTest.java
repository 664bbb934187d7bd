package io.ansatz.api.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CircuitTest {

    private static final Readout Z = new Readout.PauliZ(List.of(0));

    @Test
    void countsWhatItWasDrawnWith() {
        var draft = Circuit.onQubits(3);
        for (int wire = 0; wire < 3; wire++) {
            draft.rotate(Axis.Y, wire, draft.nextInput());
            draft.rot(wire, draft.nextWeight(), draft.nextWeight(), draft.nextWeight());
        }
        var circuit = draft.entangleRing().measureProbabilities();

        assertThat(circuit.inputs()).isEqualTo(3);
        assertThat(circuit.weights()).isEqualTo(9);
        assertThat(circuit.outputs()).isEqualTo(8);
        assertThat(circuit.gates()).hasSize(9);
    }

    @Test
    void depthCountsGatesThatWaitForEachOther() {
        assertThat(Circuit.onQubits(2).measurePauliZ().depth()).isZero();
        assertThat(Circuit.onQubits(2).hadamard(0).hadamard(1).measurePauliZ().depth())
                .isEqualTo(1);
        assertThat(Circuit.onQubits(3)
                        .hadamard(0)
                        .cnot(0, 1)
                        .hadamard(2)
                        .measurePauliZ()
                        .depth())
                .isEqualTo(2);
        assertThat(Circuit.onQubits(4).entangleRing().measurePauliZ().depth()).isEqualTo(4);
    }

    @Test
    void aRingOfTwoWiresIsOneCnotAndOfOneWireNone() {
        assertThat(Circuit.onQubits(1).entangleRing().measurePauliZ().gates()).isEmpty();
        assertThat(Circuit.onQubits(2).entangleRing().measurePauliZ().gates()).containsExactly(new Gate.Cnot(0, 1));
        assertThat(Circuit.onQubits(2).entangleRing(1).measurePauliZ().gates())
                .containsExactly(new Gate.Cnot(0, 1), new Gate.Cnot(1, 0));
        assertThat(Circuit.onQubits(3).entangleRing(2).measurePauliZ().gates())
                .containsExactly(new Gate.Cnot(0, 2), new Gate.Cnot(1, 0), new Gate.Cnot(2, 1));
    }

    @Test
    void keepsItsOwnCopyOfTheGates() {
        var gates = new ArrayList<Gate>(List.of(new Gate.Cnot(0, 1)));
        var circuit = new Circuit(2, 0, List.of(), gates, Z);
        gates.clear();

        assertThat(circuit.gates()).hasSize(1);
    }

    @Test
    void needsAQubit() {
        refuses(() -> circuit(0, 0, 0), "A circuit needs at least one qubit, not 0.");
    }

    @Test
    void hasNoFewerThanNoInputs() {
        refuses(() -> circuit(1, -1, 0), "A circuit cannot have -1 inputs.");
    }

    @Test
    void probabilitiesNameEachWireOnce() {
        refuses(
                () -> new Readout.Probabilities(List.of(1, 0, 1), 1),
                "A read-out of probabilities names a wire twice in [1, 0, 1].");
    }

    @Test
    void hasAtMostThirtyQubits() {
        refuses(() -> circuit(31, 0, 0), "A circuit has at most 30 qubits, not 31.");
    }

    @Test
    void refusesAGateOnAWireThatIsNotThere() {
        refuses(() -> circuit(2, 0, 0, new Gate.Cnot(0, 2)), "Cnot acts on wire 2, but the circuit has wires 0 to 1.");
        refuses(
                () -> circuit(2, 0, 0, new Gate.Fixed(Gate.Fixed.Kind.H, -1)),
                "Fixed acts on wire -1, but the circuit has wires 0 to 1.");
    }

    @Test
    void refusesAGateThatUsesAWireTwice() {
        refuses(() -> circuit(3, 0, 0, new Gate.Toffoli(0, 1, 0)), "Toffoli acts on wire 0 twice.");
    }

    @Test
    void refusesAnAngleFromAnInputThatIsNotThere() {
        refuses(
                () -> circuit(1, 1, 0, new Gate.Phase(0, Angle.input(1))),
                "An angle uses input 1, but the circuit has 1.");
        refuses(
                () -> circuit(1, 0, 1, new Gate.Phase(0, new Angle.ScaledInput(0, 0))),
                "An angle uses input 0, but the circuit has 0.");
        refuses(
                () -> circuit(1, 2, 2, new Gate.Phase(0, new Angle.WeightedInput(0, 2, 1))),
                "An angle uses input 2, but the circuit has 2.");
    }

    @Test
    void refusesAnAngleFromAWeightThatIsNotThere() {
        refuses(
                () -> circuit(1, 0, 2, new Gate.Rot(0, Angle.weight(0), Angle.weight(1), Angle.weight(2))),
                "An angle uses weight 2, but the circuit has 2.");
        refuses(
                () -> circuit(1, 1, 0, new Gate.Phase(0, new Angle.ScaledInput(0, 0))),
                "An angle uses weight 0, but the circuit has 0.");
        refuses(
                () -> circuit(1, 1, 1, new Gate.Phase(0, new Angle.WeightedInput(1, 0, 0))),
                "An angle uses weight 1, but the circuit has 1.");
        refuses(
                () -> circuit(1, 1, 1, new Gate.Phase(0, new Angle.WeightedInput(0, 0, 1))),
                "An angle uses weight 1, but the circuit has 1.");
    }

    @Test
    void loadsAmplitudesFirstAndOnAllWiresInOrder() {
        String message = "Amplitudes are loaded first, and on all wires in order.";
        Gate load = new Gate.Amplitudes(List.of(0, 1), 4, 0);

        refuses(() -> circuit(2, 4, 0, new Gate.Cnot(0, 1), load), message);
        refuses(() -> circuit(3, 4, 0, load), message);
        refuses(() -> circuit(2, 4, 0, new Gate.Amplitudes(List.of(1, 0), 4, 0)), message);
    }

    @Test
    void refusesAmplitudesThatAreNotInputs() {
        refuses(
                () -> circuit(2, 3, 0, new Gate.Amplitudes(List.of(0, 1), 4, 0)),
                "The circuit loads 4 amplitudes, but has 3 inputs.");
    }

    @Test
    void refusesAReadOutOfWiresThatAreNotThere() {
        refuses(
                () -> Circuit.onQubits(2).measure(new Readout.PauliZ(List.of(0, 2))),
                "The read-out looks at wire 2, but the circuit has wires 0 to 1.");
        refuses(
                () -> Circuit.onQubits(2).measure(new Readout.Probabilities(List.of(-1), 1)),
                "The read-out looks at wire -1, but the circuit has wires 0 to 1.");
        refuses(
                () -> Circuit.onQubits(2).measure(new Readout.PauliString("ZZZ")),
                "The Pauli string ZZZ has 3 letters, but the circuit has 2 wires.");
    }

    private static Circuit circuit(int qubits, int inputs, int weights, Gate... gates) {
        var starts = new ArrayList<Start>();
        for (int i = 0; i < weights; i++) {
            starts.add(Start.anyAngle());
        }
        return new Circuit(qubits, inputs, starts, List.of(gates), Z);
    }

    private static void refuses(ThrowingCallable drawing, String message) {
        assertThatThrownBy(drawing).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
