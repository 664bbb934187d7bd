package io.ansatz.simulator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitDraft;
import io.ansatz.api.circuit.Readout;
import io.ansatz.simulator.PlainSimulator;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientVarianceTest {

    private static final double[] NO_INPUTS = {};

    /** The slope is -sin w; its square varies by 1/sqrt 8, so 4000 samples know the variance to about 0.006. */
    @Test
    void theSlopeOfACosineVariesByOneHalf() {
        CircuitDraft draft = Circuit.onQubits(1);
        draft.rotate(Axis.Y, 0, draft.nextWeight());

        var variance = GradientVariance.of(new PlainSimulator(draft.measurePauliZ()), NO_INPUTS, 0, 4000, 1);

        assertThat(variance.variances()).containsExactly(new double[] {0.5}, within(0.02));
        assertThat(variance.mean()).isEqualTo(variance.variances()[0]);
        assertThat(variance.error()).isCloseTo(Math.sqrt(1 / 8.0 / 4000), within(1e-4));
    }

    /** Two weights that add up have one slope, so they know its variance no better than one. */
    @Test
    void weightsThatVaryTogetherDoNotMakeTheErrorSmaller() {
        CircuitDraft draft = Circuit.onQubits(1);
        draft.rotate(Axis.Y, 0, draft.nextWeight()).rotate(Axis.Y, 0, draft.nextWeight());

        var variance = GradientVariance.of(new PlainSimulator(draft.measurePauliZ()), NO_INPUTS, 0, 4000, 1);

        assertThat(variance.error()).isCloseTo(Math.sqrt(1 / 8.0 / 4000), within(1e-4));
    }

    /** Z on all n qubits after RY on each is a product of cosines: the slope is a sine times n - 1 cosines, 2^-n. */
    @Test
    void aProductOfCosinesIsAPlateauThatHalvesWithEachQubit() {
        for (int qubits = 2; qubits <= 5; qubits++) {
            CircuitDraft draft = Circuit.onQubits(qubits);
            for (int wire = 0; wire < qubits; wire++) {
                draft.rotate(Axis.Y, wire, draft.nextWeight());
            }
            var simulator = new PlainSimulator(draft.measure(new Readout.PauliString("Z".repeat(qubits))));

            double expected = Math.pow(2, -qubits);
            assertThat(GradientVariance.of(simulator, NO_INPUTS, 0, 4000, 1).mean())
                    .isCloseTo(expected, within(0.1 * expected));
        }
    }

    @Test
    void aWeightThatTheOutputDoesNotSeeHasNone() {
        CircuitDraft draft = Circuit.onQubits(2);
        draft.rotate(Axis.Y, 0, draft.nextWeight()).rotate(Axis.Y, 1, draft.nextWeight());
        var simulator = new PlainSimulator(draft.measure(new Readout.PauliZ(List.of(0, 1))));

        assertThat(GradientVariance.of(simulator, NO_INPUTS, 0, 10, 1).variances()[1])
                .isCloseTo(0, within(1e-30));
        assertThat(GradientVariance.of(simulator, NO_INPUTS, 1, 10, 1).variances()[0])
                .isCloseTo(0, within(1e-30));
    }

    @Test
    void withoutAGradientThereIsNone() {
        CircuitDraft draft = Circuit.onQubits(1);
        draft.rotate(Axis.Y, 0, draft.nextWeight());
        var simulator = new PlainSimulator(draft.measure(new Readout.OnesInLikeliest()));

        assertThatThrownBy(() -> GradientVariance.of(simulator, NO_INPUTS, 0, 10, 1))
                .hasMessage("The number of ones in the likeliest state jumps, so it has no gradient.");
    }
}
