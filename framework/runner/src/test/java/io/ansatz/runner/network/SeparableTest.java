package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitDraft;
import io.ansatz.api.circuit.Gate;
import io.ansatz.api.circuit.Readout;
import io.ansatz.api.circuit.Start;
import io.ansatz.simulator.PlainSimulator;
import io.ansatz.simulator.diagnosis.DeadAngles;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeparableTest {

    private static final double[] INPUTS = {0.3, -1.1, 2.0};
    private static final double[] WEIGHTS = {0.4, 0.9, -0.7, 1.3, -0.2, 0.6};

    @Test
    void anExpectationOfOneWireIsTheCosineOfItsAngles() {
        Circuit circuit = Separable.of(turns().measurePauliZ());

        double[] z = new PlainSimulator(circuit).run(INPUTS, WEIGHTS);

        for (int wire = 0; wire < 3; wire++) {
            assertThat(z[wire]).isCloseTo(Math.cos(INPUTS[wire] + WEIGHTS[wire] + WEIGHTS[3 + wire]), within(1e-12));
        }
    }

    @Test
    void probabilitiesAreProductsOfThoseOfTheWires() {
        Circuit circuit = Separable.of(turns().measureProbabilities());

        double[] probabilities = new PlainSimulator(circuit).run(INPUTS, WEIGHTS);

        for (int state = 0; state < 8; state++) {
            double product = 1;
            for (int wire = 0; wire < 3; wire++) {
                double half = (INPUTS[wire] + WEIGHTS[wire] + WEIGHTS[3 + wire]) / 2;
                boolean one = (state >> (2 - wire) & 1) == 1;
                product *= Math.pow(one ? Math.sin(half) : Math.cos(half), 2);
            }
            assertThat(probabilities[state]).isCloseTo(product, within(1e-12));
        }
    }

    @Test
    void everyGateBetweenWiresGoesAndEveryOtherStaysInOrder() {
        var draft = Circuit.onQubits(3).hadamard(0);
        draft.rotate(Axis.X, 0, draft.nextInput());
        draft.add(new Gate.Cnot(0, 1));
        draft.add(new Gate.Cz(0, 1));
        draft.add(new Gate.Swap(0, 1));
        draft.add(new Gate.Toffoli(0, 1, 2));
        draft.add(new Gate.ControlledRotation(Axis.Y, 0, 1, Angle.of(1)));
        draft.add(new Gate.PairRotation(Axis.Z, 1, 2, Angle.of(1)));
        draft.controlledPhase(1, 2, Angle.of(1));
        draft.fourier();
        draft.add(new Gate.Fourier(List.of(1), false));
        draft.phase(2, draft.nextWeight());

        Circuit separable = Separable.of(draft.measure(new Readout.ZThenX()));

        assertThat(separable.gates())
                .containsExactly(
                        new Gate.Fixed(Gate.Fixed.Kind.H, 0),
                        new Gate.Rotation(Axis.X, 0, Angle.input(0)),
                        new Gate.Fourier(List.of(1), false),
                        new Gate.Phase(2, Angle.weight(0)));
        assertThat(separable.readout()).isEqualTo(new Readout.ZThenX());
    }

    @Test
    void weightsOfGatesThatAreGoneKeepTheirPlaceAndDoNothing() {
        var draft = Circuit.onQubits(2);
        draft.rotate(Axis.Y, 0, draft.nextInput());
        draft.controlledPhase(0, 1, draft.nextWeight(new Start.At(0)));
        draft.rotate(Axis.Y, 1, draft.nextWeight());
        Circuit circuit = draft.measurePauliZ();

        Circuit separable = Separable.of(circuit);

        assertThat(separable.starts()).isEqualTo(circuit.starts());
        assertThat(DeadAngles.of(separable)).containsExactly(0);
    }

    @Test
    void aCircuitWithoutGatesBetweenWiresIsRefused() {
        Circuit circuit = ProductSimulator.onQubits(2).circuit();

        assertThatThrownBy(() -> Separable.of(circuit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "controls names separable, but the circuit has no gates between wires: it would be the hybrid again.");
    }

    @Test
    void aCircuitThatWouldLoseInputsIsRefused() {
        var amplitudes = Circuit.onQubits(2).loadAmplitudes(4);
        amplitudes.rotate(Axis.Y, 0, amplitudes.nextWeight());
        var pair = Circuit.onQubits(2);
        pair.rotate(Axis.Y, 0, pair.nextInput());
        pair.add(new Gate.PairRotation(Axis.Z, 0, 1, pair.nextInput()));

        assertLost(amplitudes, 0, 4);
        assertLost(pair, 1, 2);
    }

    @Test
    void anInputIsReadHoweverItsAngleIsMade() {
        var draft = Circuit.onQubits(2).cnot(0, 1);
        draft.rotate(Axis.Y, 0, draft.input(0));
        draft.input(2);
        draft.rotate(Axis.Y, 0, new Angle.ScaledInput(draft.newWeight(Start.anyAngle()), 1));
        draft.rotate(Axis.Y, 1, new Angle.WeightedInput(0, 2, draft.newWeight(Start.anyAngle())));
        Circuit circuit = draft.measurePauliZ();

        assertThat(Separable.of(circuit).gates()).isEqualTo(circuit.gates().subList(1, 4));
    }

    private static void assertLost(CircuitDraft draft, int after, int before) {
        Circuit circuit = draft.measurePauliZ();
        assertThatThrownBy(() -> Separable.of(circuit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        controls names separable, but without gates between wires the circuit reads %d of its %d inputs.
                        Maybe it loads them as amplitudes of all wires, which entangles these.""".formatted(after, before));
    }

    /** Two layers of rotations about Y, each with CNOTs behind it. */
    private static CircuitDraft turns() {
        var draft = Circuit.onQubits(3);
        for (int wire = 0; wire < 3; wire++) {
            draft.rotate(Axis.Y, wire, draft.nextInput());
        }
        for (int layer = 0; layer < 2; layer++) {
            for (int wire = 0; wire < 3; wire++) {
                draft.rotate(Axis.Y, wire, draft.nextWeight());
            }
            draft.entangleRing();
        }
        return draft;
    }
}
