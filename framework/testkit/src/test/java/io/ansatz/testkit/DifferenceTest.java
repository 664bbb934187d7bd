package io.ansatz.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitDraft;
import io.ansatz.api.circuit.Gate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    @Test
    void thereIsNoneBetweenCircuitsOfTheSameGates() {
        assertThat(Difference.between(rotation(2).measurePauliZ(), rotation(2).measurePauliZ()))
                .isEmpty();
    }

    @Test
    void itIsFoundWhereverItLies() {
        var before = rotation(2).measurePauliZ();

        assertThat(Difference.between(before, rotation(3).measurePauliZ())).contains("qubits is 3, and was 2");
        assertThat(Difference.between(before, rotation(2).measureProbabilities()))
                .contains("readout is Probabilities[wires=[0, 1], scale=1.0], and was PauliZ[wires=[0, 1]]");
        assertThat(Difference.between(before, rotation(2).cnot(0, 1).measurePauliZ()))
                .contains("the number of gates is 2, and was 1");
    }

    @Test
    void matricesAreComparedByTheirNumbers() {
        assertThat(Difference.between(unitary(1), unitary(1))).isEmpty();
        assertThat(Difference.between(unitary(1), unitary(-1))).contains("gates[0].real[3] is -1.0, and was 1.0");
    }

    private static CircuitDraft rotation(int qubits) {
        var draft = Circuit.onQubits(qubits);
        return draft.rotate(Axis.Y, 0, draft.nextInput());
    }

    private static Circuit unitary(double corner) {
        return Circuit.onQubits(1)
                .add(new Gate.Unitary("U", List.of(0), new double[] {1, 0, 0, corner}, new double[4]))
                .measurePauliZ();
    }
}
