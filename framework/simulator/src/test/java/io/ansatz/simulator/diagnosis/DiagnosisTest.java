package io.ansatz.simulator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitDraft;
import io.ansatz.api.circuit.Readout;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

    private static final double[] NO_INPUTS = {};

    @Test
    void aSmallCircuitIsTriedWithTwoThousandWeights() {
        Diagnosis diagnosis = Diagnosis.of(onOneWire(1, 1), NO_INPUTS, OptionalInt.empty(), 1);

        assertThat(diagnosis.remark()).isEmpty();
        assertThat(diagnosis.estimates())
                .extracting(Estimate::name)
                .containsExactly("expressibility", "entangling capability", "gradient variance");
        assertThat(diagnosis.estimates()).extracting(Estimate::samples).containsOnly(2000);
        // The slope of a cosine: half a square on average, known to 1/sqrt(8 * 2000) = 0.008.
        Estimate gradients = diagnosis.estimates().get(2);
        assertThat(gradients.value().orElseThrow()).isCloseTo(0.5, within(0.03));
        assertThat(gradients.error().orElseThrow()).isCloseTo(0.008, within(0.001));
    }

    @Test
    void aLargeOneIsTriedWithAsManyAsSomeSecondsAllow() {
        // 4e8 / (8 * 4096 * 50) = 244.1
        Diagnosis diagnosis = Diagnosis.of(onOneWire(12, 50), NO_INPUTS, OptionalInt.empty(), 1);

        assertThat(diagnosis.estimates()).extracting(Estimate::samples).containsOnly(244);
    }

    @Test
    void aCircuitThatTakesLongOrHasNoWeightsHasARemarkInstead() {
        assertThat(Diagnosis.of(onOneWire(18, 20), NO_INPUTS, OptionalInt.empty(), 1))
                .extracting(Diagnosis::estimates, one -> one.remark().isEmpty())
                .containsExactly(List.of(), false);
        assertThat(Diagnosis.of(Circuit.onQubits(1).hadamard(0).measurePauliZ(), NO_INPUTS, OptionalInt.of(9), 1))
                .extracting(Diagnosis::remark)
                .isEqualTo("Without weights there is nothing to be expressive with and nothing to train.");
    }

    @Test
    void whatDoesNotExistHasNoValue() {
        CircuitDraft draft = Circuit.onQubits(1);
        draft.rotate(Axis.Y, 0, draft.nextWeight());
        Circuit circuit = draft.measure(new Readout.OnesInLikeliest());

        Estimate gradients = Diagnosis.of(circuit, NO_INPUTS, OptionalInt.of(10), 1)
                .estimates()
                .get(2);

        assertThat(gradients.value()).isEqualTo(OptionalDouble.empty());
        assertThat(gradients.words()).isEqualTo("-");
        assertThat(gradients.meaning()).isEqualTo("the read-out has no gradient");
    }

    @Test
    void numbersHaveThreeDigits() {
        assertThat(Estimate.number(0.123456)).isEqualTo("0.123");
        assertThat(Estimate.number(0.0000123456)).isEqualTo("1.23e-05");
        assertThat(Estimate.number(1e-16)).isEqualTo("0");
    }

    private static Circuit onOneWire(int qubits, int rotations) {
        CircuitDraft draft = Circuit.onQubits(qubits);
        for (int i = 0; i < rotations; i++) {
            draft.rotate(Axis.Y, 0, draft.nextWeight());
        }
        return draft.measurePauliZ();
    }
}
