package io.ansatz.simulator;

import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitDraft;
import io.ansatz.api.circuit.Gate;
import io.ansatz.api.circuit.Readout;
import io.ansatz.api.circuit.Start;
import java.util.stream.IntStream;

/** The circuit blocks whose outputs are known, drawn gate by gate from their definitions. */
public final class GoldenCircuits {

    private GoldenCircuits() {}

    /** {@code R(factor * x_i)} on wire i. */
    public static CircuitDraft embed(CircuitDraft draft, int qubits, Axis axis, double factor) {
        for (int wire = 0; wire < qubits; wire++) {
            draft.input(wire);
            draft.rotate(axis, wire, new Angle.Input(wire, factor));
        }
        return draft;
    }

    public static CircuitDraft angles(int qubits, Axis axis) {
        return embed(Circuit.onQubits(qubits), qubits, axis, 1);
    }

    public static CircuitDraft hadamardThenAngles(int qubits) {
        var draft = Circuit.onQubits(qubits);
        for (int wire = 0; wire < qubits; wire++) {
            draft.hadamard(wire);
        }
        return embed(draft, qubits, Axis.Y, 1);
    }

    public static CircuitDraft basicEntangler(CircuitDraft draft, int layers, int qubits, Axis axis) {
        for (int layer = 0; layer < layers; layer++) {
            for (int wire = 0; wire < qubits; wire++) {
                draft.rotate(axis, wire, draft.nextWeight());
            }
            draft.entangleRing();
        }
        return draft;
    }

    public static CircuitDraft stronglyEntangling(CircuitDraft draft, int layers, int qubits) {
        for (int layer = 0; layer < layers; layer++) {
            rotations(draft, qubits);
            if (qubits > 1) {
                draft.entangleRing(layer % (qubits - 1) + 1);
            }
        }
        return draft;
    }

    /** One {@code Rot} on each wire. */
    public static CircuitDraft rotations(CircuitDraft draft, int qubits) {
        for (int wire = 0; wire < qubits; wire++) {
            draft.rot(wire, draft.nextWeight(), draft.nextWeight(), draft.nextWeight());
        }
        return draft;
    }

    public static CircuitDraft ryRzRing(CircuitDraft draft, int layers, int qubits) {
        for (int layer = 0; layer < layers; layer++) {
            for (int wire = 0; wire < qubits; wire++) {
                draft.rotate(Axis.Y, wire, draft.nextWeight());
                draft.rotate(Axis.Z, wire, draft.nextWeight());
            }
            draft.entangleRing();
        }
        return draft;
    }

    /** Embedding and one ry-rz-ring layer, again and again. */
    public static CircuitDraft reupload(int times, int qubits) {
        var draft = Circuit.onQubits(qubits);
        for (int i = 0; i < times; i++) {
            embed(draft, qubits, Axis.Y, 1);
            ryRzRing(draft, 1, qubits);
        }
        return draft;
    }

    public static CircuitDraft cyclicU3(int qubits) {
        var draft = angles(qubits, Axis.Y);
        int first = draft.newWeight(Start.anyAngle());
        for (int i = 1; i < 6 * qubits; i++) {
            draft.newWeight(Start.anyAngle());
        }
        for (int i = 0; i < qubits; i++) {
            u3(draft, (i + 1) % qubits, first + 6 * i);
        }
        draft.entangleRing();
        for (int i = 0; i < qubits; i++) {
            u3(draft, i, first + 6 * i + 3);
        }
        for (int i = 0; i < qubits; i += 2) {
            draft.cnot(i, (i + 2) % qubits);
        }
        return draft;
    }

    public static CircuitDraft fourierFilter(CircuitDraft draft, int qubits) {
        draft.fourier();
        for (int wire = 0; wire < qubits; wire++) {
            draft.phase(wire, draft.nextWeight());
        }
        for (int a = 0; a < qubits; a++) {
            for (int b = a + 1; b < qubits; b++) {
                draft.controlledPhase(a, b, draft.nextWeight());
            }
        }
        return draft.inverseFourier();
    }

    public static CircuitDraft toffoliPhase(CircuitDraft draft, int qubits) {
        for (int i = 0; i < qubits; i++) {
            draft.add(new Gate.Toffoli(i, (i + 1) % qubits, (i + 2) % qubits));
        }
        for (int wire = 0; wire < qubits; wire++) {
            draft.hadamard(wire);
        }
        for (int a = 0; a < qubits; a++) {
            for (int b = a + 1; b < qubits; b++) {
                int weight = draft.newWeight(new Start.At(1));
                draft.controlledPhase(a, b, new Angle.Weight(weight, 2 * Math.PI / (1 << (b - a + 1))));
            }
        }
        return draft;
    }

    public static Circuit zx(CircuitDraft draft) {
        return draft.measure(new Readout.ZThenX());
    }

    /** {@code step, 2 step, 3 step, ...}: the inputs and weights of the golden values. */
    public static double[] ramp(int count, double step) {
        return IntStream.rangeClosed(1, count).mapToDouble(k -> step * k).toArray();
    }

    private static void u3(CircuitDraft draft, int wire, int weight) {
        draft.u3(wire, Angle.weight(weight), Angle.weight(weight + 1), Angle.weight(weight + 2));
    }
}
