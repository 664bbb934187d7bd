package io.ansatz.api.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DrawingTest {

    @Test
    void drawsLayersOfRotationsAndARing() {
        assertThat(new Drawing(twoLayers()).text()).isEqualTo("""
                        0: ──RY(x0)──RY(w0)──RZ(w1)──●────────X──RY(w8)───RZ(w9)───●────────X──⟨Z⟩
                                                     │        │                    │        │
                        1: ──RY(x1)──RY(w2)──RZ(w3)──X──●─────┼──RY(w10)──RZ(w11)──X──●─────┼──⟨Z⟩
                                                        │     │                       │     │
                        2: ──RY(x2)──RY(w4)──RZ(w5)─────X──●──┼──RY(w12)──RZ(w13)─────X──●──┼──⟨Z⟩
                                                           │  │                          │  │
                        3: ──RY(x3)──RY(w6)──RZ(w7)────────X──●──RY(w14)──RZ(w15)────────X──●──⟨Z⟩""");
    }

    @Test
    void goesOnBelowWhenALineIsFull() {
        assertThat(new Drawing(twoLayers(), 58).text()).isEqualTo("""
                        0: ──RY(x0)──RY(w0)──RZ(w1)──●────────X──RY(w8)───RZ(w9)──
                                                     │        │
                        1: ──RY(x1)──RY(w2)──RZ(w3)──X──●─────┼──RY(w10)──RZ(w11)─
                                                        │     │
                        2: ──RY(x2)──RY(w4)──RZ(w5)─────X──●──┼──RY(w12)──RZ(w13)─
                                                           │  │
                        3: ──RY(x3)──RY(w6)──RZ(w7)────────X──●──RY(w14)──RZ(w15)─

                        0: ──●────────X──⟨Z⟩
                             │        │
                        1: ──X──●─────┼──⟨Z⟩
                                │     │
                        2: ─────X──●──┼──⟨Z⟩
                                   │  │
                        3: ────────X──●──⟨Z⟩""");
    }

    @Test
    void drawsEveryKindOfGate() {
        var draft = Circuit.onQubits(3).loadAmplitudes(8);
        for (Gate.Fixed.Kind kind : Gate.Fixed.Kind.values()) {
            draft.add(new Gate.Fixed(kind, kind.ordinal() % 3));
        }
        draft.add(new Gate.Toffoli(2, 0, 1))
                .add(new Gate.Swap(0, 2))
                .add(new Gate.PairRotation(Axis.Z, 2, 0, Angle.of(0.25)))
                .add(new Gate.ControlledRotation(Axis.X, 0, 2, Angle.of(1)))
                .add(new Gate.Cz(0, 1))
                .controlledPhase(1, 2, Angle.of(2))
                .u3(0, Angle.of(1), Angle.of(2), Angle.of(3))
                .add(new Gate.Fourier(List.of(2, 0), false))
                .inverseFourier()
                .add(new Gate.Unitary("A", List.of(1), new double[] {1, 0, 0, 1}, new double[4]));

        assertThat(new Drawing(draft.measure(new Readout.ZThenX())).text()).isEqualTo("""
                        0: ──|x>──H──Z──SX──●──x──RZZ(0.25)────●────●──U3(1, 2, 3)──QFT[1]──QFT⁻¹─────⟨Z⟩⟨X⟩
                              │             │  │      │        │    │                 │       │
                        1: ──|x>──X──S──────X──┼──────┼────────┼────Z───────●─────────┼─────QFT⁻¹──A──⟨Z⟩⟨X⟩
                              │             │  │      │        │            │         │       │
                        2: ──|x>──Y──T──────●──x─────RZZ─────RX(1)────────P(2)──────QFT[0]──QFT⁻¹─────⟨Z⟩⟨X⟩""");
    }

    @Test
    void namesAnglesByWhatTheyAreMadeOf() {
        var draft = Circuit.onQubits(1);
        draft.newWeight(Start.anyAngle());
        draft.newWeight(Start.anyAngle());
        draft.input(1);
        draft.rotate(Axis.X, 0, new Angle.Input(1, 2))
                .rotate(Axis.X, 0, new Angle.Input(0, -1))
                .rotate(Axis.X, 0, new Angle.Input(0, Math.PI))
                .rotate(Axis.X, 0, new Angle.Weight(1, -0.5))
                .rotate(Axis.X, 0, new Angle.ScaledInput(1, 0))
                .rotate(Axis.X, 0, new Angle.WeightedInput(1, 0, 0));

        assertThat(new Drawing(draft.measurePauliZ()).text())
                .isEqualTo("0: ──RX(2 x1)──RX(-x0)──RX(π x0)──RX(-0.5 w1)──RX(w1 x0)──RX(w1 x0 + w0)──⟨Z⟩");
    }

    @Test
    void writesFractionsOfPiAndOtherwiseThreeDigits() {
        assertThat(constants(Math.PI, -Math.PI, 2 * Math.PI, Math.PI / 2, -3 * Math.PI / 4, Math.PI / 16))
                .isEqualTo("0: ──P(π)──P(-π)──P(2π)──P(π/2)──P(-3π/4)──P(π/16)──⟨Z⟩");
        assertThat(constants(0, 0.3, -1.23456, 200, 3.1416, 1234.5, 0.00012345))
                .isEqualTo("0: ──P(0)──P(0.3)──P(-1.23)──P(200)──P(3.14)──P(1230)──P(0.000123)──⟨Z⟩");
    }

    @Test
    void leavesTheWiresThatAreNotMeasuredOpen() {
        assertThat(new Drawing(Circuit.onQubits(2).hadamard(0).measure(new Readout.PauliZ(List.of(1)))).text())
                .isEqualTo("""
                        0: ──H─────
                        1: ─────⟨Z⟩""");
    }

    @Test
    void tiesTogetherWhatIsMeasuredTogether() {
        assertThat(new Drawing(Circuit.onQubits(3).measure(new Readout.PauliString("XIY"))).text())
                .isEqualTo("""
                        0: ──⟨X─
                              │
                        1: ───┼─
                              │
                        2: ───Y⟩""");
        assertThat(new Drawing(Circuit.onQubits(2).measure(new Readout.Probabilities(List.of(1, 0), 4))).text())
                .isEqualTo("""
                        0: ──4 p[1]
                               │
                        1: ──4 p[0]""");
        assertThat(new Drawing(Circuit.onQubits(2).measure(new Readout.OnesInLikeliest())).text())
                .isEqualTo("""
                        0: ──ones
                              │
                        1: ──ones""");
    }

    @Test
    void alignsTheNumbersOfManyWires() {
        assertThat(new Drawing(Circuit.onQubits(11).measurePauliZ()).text())
                .startsWith(" 0: ──⟨Z⟩\n 1: ──⟨Z⟩")
                .endsWith("10: ──⟨Z⟩");
    }

    private static Circuit twoLayers() {
        var draft = Circuit.onQubits(4);
        for (int wire = 0; wire < 4; wire++) {
            draft.rotate(Axis.Y, wire, draft.nextInput());
        }
        for (int layer = 0; layer < 2; layer++) {
            for (int wire = 0; wire < 4; wire++) {
                draft.rotate(Axis.Y, wire, draft.nextWeight());
                draft.rotate(Axis.Z, wire, draft.nextWeight());
            }
            draft.entangleRing();
        }
        return draft.measurePauliZ();
    }

    private static String constants(double... radians) {
        var draft = Circuit.onQubits(1);
        for (double angle : radians) {
            draft.phase(0, Angle.of(angle));
        }
        return new Drawing(draft.measurePauliZ()).text();
    }
}
