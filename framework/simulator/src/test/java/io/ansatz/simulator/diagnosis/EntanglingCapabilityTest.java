package io.ansatz.simulator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitDraft;
import io.ansatz.api.circuit.Gate;
import org.junit.jupiter.api.Test;

class EntanglingCapabilityTest {

    private static final double ROUNDING = 1e-12;

    @Test
    void productStatesHaveNone() {
        CircuitDraft draft = Circuit.onQubits(3);
        for (int wire = 0; wire < 3; wire++) {
            draft.rot(wire, draft.nextWeight(), draft.nextWeight(), draft.nextInput());
        }

        var capability = EntanglingCapability.of(draft.measurePauliZ(), new double[] {1, 2, 3}, 20, 1);

        assertThat(capability.mean()).isCloseTo(0, within(ROUNDING));
        assertThat(capability.error()).isCloseTo(0, within(ROUNDING));
    }

    @Test
    void theGhzStateHasOne() {
        CircuitDraft draft =
                Circuit.onQubits(4).hadamard(0).cnot(0, 1).cnot(1, 2).cnot(2, 3);
        for (int wire = 0; wire < 4; wire++) {
            draft.rot(wire, draft.nextWeight(), draft.nextWeight(), draft.nextWeight());
        }

        assertThat(EntanglingCapability.of(draft.measurePauliZ(), new double[0], 20, 1)
                        .mean())
                .isCloseTo(1, within(ROUNDING));
    }

    /** Amplitude 1/sqrt 3 on 001, 010 and 100: each qubit is 1 with probability 1/3, so Q = 2 (1 - 5/9) = 8/9. */
    @Test
    void theWStateHasEightNinths() {
        Circuit circuit = Circuit.onQubits(3).loadAmplitudes(8).measurePauliZ();
        double[] w = {0, 1, 1, 0, 1, 0, 0, 0};

        assertThat(EntanglingCapability.of(circuit, w, 2, 1).mean()).isCloseTo(8.0 / 9, within(ROUNDING));
    }

    /** CRY(w) behind H: Q = sin^2(w/2), whose mean over the circle is 1/2 with standard deviation 1/sqrt 8. */
    @Test
    void aControlledRotationEntanglesHalfOnAverage() {
        CircuitDraft draft = Circuit.onQubits(2).hadamard(0);
        draft.add(new Gate.ControlledRotation(Axis.Y, 0, 1, draft.nextWeight()));

        var capability = EntanglingCapability.of(draft.measurePauliZ(), new double[0], 4000, 1);

        assertThat(capability.error()).isCloseTo(Math.sqrt(1 / 8.0 / 4000), within(2e-4));
        assertThat(capability.mean()).isCloseTo(0.5, within(4 * capability.error()));
    }
}
