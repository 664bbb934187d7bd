package io.ansatz.simulator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitDraft;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressibilityTest {

    private static final double[] NO_INPUTS = {};
    private static final int PAIRS = 5000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 12})
    void aCircuitThatAlwaysGivesTheSameStateIsAsFarFromHaarAsCanBe(int qubits) {
        CircuitDraft draft = Circuit.onQubits(qubits);
        draft.rotate(Axis.Z, 0, draft.nextWeight());

        var expressibility = Expressibility.of(draft.measurePauliZ(), NO_INPUTS, 10, 1);

        double idle = ((1 << qubits) - 1) * Math.log(75);
        assertThat(expressibility.divergence()).isCloseTo(idle, within(1e-9 * idle));
        assertThat(expressibility.bias()).isZero();
        assertThat(expressibility.error()).isZero();
    }

    /**
     * The fidelity of two points on a great circle is arcsine-distributed, so a bin from a to b holds
     * {@code 2/pi (asin sqrt b - asin sqrt a)}, and 5000 pairs know the divergence to 0.0103. The paper's estimate for this
     * circuit A is 0.22.
     */
    @Test
    void hadamardAndRzCoverOneCircleOfTheSphere() {
        CircuitDraft draft = Circuit.onQubits(1).hadamard(0);
        draft.rotate(Axis.Z, 0, draft.nextWeight());
        double exact = 0;
        double squares = 0;
        for (int bin = 0; bin < 75; bin++) {
            double share = 2 / Math.PI * (Math.asin(Math.sqrt((bin + 1) / 75.0)) - Math.asin(Math.sqrt(bin / 75.0)));
            exact += share * Math.log(share * 75);
            squares += share * Math.pow(Math.log(share * 75), 2);
        }

        var expressibility = Expressibility.of(draft.measurePauliZ(), NO_INPUTS, PAIRS, 1);

        assertThat(exact).isCloseTo(0.22, within(0.03));
        assertThat(expressibility.divergence() - expressibility.bias()).isCloseTo(exact, within(0.03));
        assertThat(expressibility.error()).isCloseTo(Math.sqrt((squares - exact * exact) / PAIRS), within(0.001));
    }

    /** The paper's estimate for this circuit B is 0.02. */
    @Test
    void anRxBehindThemComesCloser() {
        CircuitDraft two = Circuit.onQubits(1).hadamard(0);
        two.rotate(Axis.Z, 0, two.nextWeight()).rotate(Axis.X, 0, two.nextWeight());

        assertThat(Expressibility.of(two.measurePauliZ(), NO_INPUTS, PAIRS, 1).divergence())
                .isCloseTo(0.02, within(0.01));
    }

    /** Twelve layers on two qubits are as good as random; then 75 bins and 5000 pairs show 74/10000 by chance. */
    @Test
    void aDeepCircuitShowsNothingButTheBias() {
        CircuitDraft layers = Circuit.onQubits(2);
        for (int layer = 0; layer < 12; layer++) {
            for (int wire = 0; wire < 2; wire++) {
                layers.rot(wire, layers.nextWeight(), layers.nextWeight(), layers.nextWeight());
            }
            layers.cnot(layer % 2, 1 - layer % 2);
        }

        var expressibility = Expressibility.of(layers.measurePauliZ(), NO_INPUTS, PAIRS, 1);

        assertThat(expressibility.bias()).isCloseTo(0.0065, within(0.001));
        assertThat(expressibility.divergence()).isCloseTo(expressibility.bias(), within(0.003));
    }

    @Test
    void theSameSeedGivesTheSameEstimate() {
        CircuitDraft draft = Circuit.onQubits(1);
        draft.rotate(Axis.X, 0, draft.nextInput()).rotate(Axis.Y, 0, draft.nextWeight());
        Circuit circuit = draft.measurePauliZ();

        assertThat(Expressibility.of(circuit, new double[] {0.3}, 100, 5))
                .isEqualTo(Expressibility.of(circuit, new double[] {0.3}, 100, 5))
                .isNotEqualTo(Expressibility.of(circuit, new double[] {0.3}, 100, 6));
    }

    @Test
    void refusesToEstimateFromNothing() {
        Circuit circuit = Circuit.onQubits(1).measurePauliZ();

        assertThatThrownBy(() -> Expressibility.of(circuit, NO_INPUTS, 0, 1))
                .hasMessage("0 samples are too few; at least 1 are needed.");
    }
}
