package io.ansatz.simulator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Readout;
import io.ansatz.simulator.GoldenCircuits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadAnglesTest {

    @ParameterizedTest
    @CsvSource({"1, 2", "1, 4", "3, 4", "2, 5"})
    void stronglyEntanglingLayersWasteOneAngleOfEachWire(int layers, int qubits) {
        var circuit = GoldenCircuits.stronglyEntangling(GoldenCircuits.angles(qubits, Axis.X), layers, qubits);

        assertThat(DeadAngles.effectiveWeights(circuit.measurePauliZ())).isEqualTo(3 * layers * qubits - qubits);
        assertThat(DeadAngles.effectiveWeights(circuit.measureProbabilities())).isEqualTo(3 * layers * qubits - qubits);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "1, 4", "3, 4", "2, 5"})
    void ryRzRingsWasteOneAngleOfEachWire(int layers, int qubits) {
        var circuit = GoldenCircuits.ryRzRing(GoldenCircuits.angles(qubits, Axis.Y), layers, qubits);

        assertThat(DeadAngles.effectiveWeights(circuit.measurePauliZ())).isEqualTo(2 * layers * qubits - qubits);
    }

    @Test
    void theDeadOnesAreTheLastRotationsAboutZ() {
        var circuit = GoldenCircuits.ryRzRing(GoldenCircuits.angles(3, Axis.Y), 2, 3);

        assertThat(DeadAngles.of(circuit.measurePauliZ())).containsExactly(7, 9, 11);
    }

    @Test
    void aReadOutOfXBringsThemBack() {
        var circuit = GoldenCircuits.ryRzRing(GoldenCircuits.angles(3, Axis.Y), 2, 3);

        assertThat(DeadAngles.of(circuit.measure(new Readout.ZThenX()))).isEmpty();
    }

    @Test
    void aWeightThatNoGateUsesIsDead() {
        var draft = Circuit.onQubits(1);
        draft.nextWeight();
        draft.rotate(Axis.X, 0, draft.nextWeight());

        assertThat(DeadAngles.of(draft.measurePauliZ())).containsExactly(0);
    }

    @Test
    void withoutAGradientEveryWeightIsDead() {
        var circuit = GoldenCircuits.ryRzRing(GoldenCircuits.angles(3, Axis.Y), 2, 3);

        assertThat(DeadAngles.effectiveWeights(circuit.measure(new Readout.OnesInLikeliest())))
                .isZero();
    }
}
