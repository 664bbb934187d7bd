package io.ansatz.simulator;

import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Gate;
import io.ansatz.api.circuit.Readout;
import io.ansatz.api.circuit.Start;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Circuits that use every gate on random wires and every kind of angle; the same seed gives the same circuit. */
public final class RandomCircuit {

    private static final int INPUTS = 3;
    private static final int WEIGHTS = 5;

    private final int qubits;
    private final Random random;

    private RandomCircuit(int qubits, long seed) {
        this.qubits = qubits;
        this.random = new Random(seed);
    }

    /** A circuit with every gate that fits on this many qubits, in random order. */
    public static Circuit withEveryGate(int qubits, Readout readout, long seed) {
        return new RandomCircuit(qubits, seed).draw(readout, false);
    }

    /** The same behind loaded amplitudes, which are the inputs. */
    public static Circuit withAmplitudes(int qubits, Readout readout, long seed) {
        return new RandomCircuit(qubits, seed).draw(readout, true);
    }

    /** The read-outs that have a gradient, for this many qubits. */
    public static List<Readout> smoothReadouts(int qubits) {
        return List.of(
                new Readout.PauliZ(List.of(qubits - 1, 0)),
                new Readout.ZThenX(),
                new Readout.Probabilities(qubits == 1 ? List.of(0) : List.of(qubits - 1, 0), 2.5),
                new Readout.PauliString(
                        "YXZI".substring(0, Math.min(4, qubits)) + "X".repeat(Math.max(0, qubits - 4))));
    }

    /** Values to run such a circuit with. */
    public static double[] values(int count, long seed) {
        return new Random(seed).doubles(count, -2, 3).toArray();
    }

    private Circuit draw(Readout readout, boolean amplitudes) {
        var draft = Circuit.onQubits(qubits);
        if (amplitudes) {
            draft.add(new Gate.Amplitudes(allWires(), (1 << qubits) - 1, 0.2));
        }
        for (int i = 0; i < WEIGHTS; i++) {
            draft.newWeight(Start.anyAngle());
        }
        draft.input(INPUTS - 1);
        // A general state first, so that no gate acts on a wire where it could do nothing.
        for (int wire = 0; wire < qubits; wire++) {
            draft.rot(wire, constant(), constant(), constant());
        }
        var gates = everyGate();
        Collections.shuffle(gates, random);
        gates.forEach(draft::add);
        return draft.measure(readout);
    }

    private List<Gate> everyGate() {
        var gates = new ArrayList<Gate>();
        for (Gate.Fixed.Kind kind : Gate.Fixed.Kind.values()) {
            gates.add(new Gate.Fixed(kind, wires(1).get(0)));
        }
        for (Axis axis : Axis.values()) {
            gates.add(new Gate.Rotation(axis, wires(1).get(0), angle()));
        }
        gates.add(new Gate.Phase(wires(1).get(0), angle()));
        gates.add(new Gate.Rot(wires(1).get(0), angle(), angle(), angle()));
        gates.add(new Gate.U3(wires(1).get(0), angle(), angle(), angle()));
        gates.add(new Gate.Unitary("U", wires(1), new double[] {0.6, 0, 0, 0.6}, new double[] {0, 0.8, 0.8, 0}));
        gates.add(new Gate.Fourier(wires(1 + random.nextInt(qubits)), false));
        gates.add(new Gate.Fourier(wires(1 + random.nextInt(qubits)), true));
        if (qubits > 1) {
            addPairs(gates);
        }
        if (qubits > 2) {
            var wires = wires(3);
            gates.add(new Gate.Toffoli(wires.get(0), wires.get(1), wires.get(2)));
        }
        return gates;
    }

    private void addPairs(List<Gate> gates) {
        var wires = wires(2);
        gates.add(new Gate.Cnot(wires.get(0), wires.get(1)));
        wires = wires(2);
        gates.add(new Gate.Cz(wires.get(0), wires.get(1)));
        wires = wires(2);
        gates.add(new Gate.Swap(wires.get(0), wires.get(1)));
        wires = wires(2);
        gates.add(new Gate.ControlledPhase(wires.get(0), wires.get(1), angle()));
        for (Axis axis : Axis.values()) {
            wires = wires(2);
            gates.add(new Gate.ControlledRotation(axis, wires.get(0), wires.get(1), angle()));
            wires = wires(2);
            gates.add(new Gate.PairRotation(axis, wires.get(0), wires.get(1), angle()));
        }
        gates.add(new Gate.Unitary(
                "iSWAP", wires(2), new double[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, new double[] {
                    0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0
                }));
    }

    private Angle angle() {
        return switch (random.nextInt(5)) {
            case 0 -> constant();
            case 1 -> new Angle.Input(random.nextInt(INPUTS), 1.5);
            case 2 -> new Angle.Weight(random.nextInt(WEIGHTS), -0.5);
            case 3 -> new Angle.ScaledInput(random.nextInt(WEIGHTS), random.nextInt(INPUTS));
            default ->
                new Angle.WeightedInput(random.nextInt(WEIGHTS), random.nextInt(INPUTS), random.nextInt(WEIGHTS));
        };
    }

    private Angle constant() {
        return Angle.of(random.nextDouble(-3, 3));
    }

    /** Different wires in random order. */
    private List<Integer> wires(int count) {
        var wires = new ArrayList<>(allWires());
        Collections.shuffle(wires, random);
        return wires.subList(0, count);
    }

    private List<Integer> allWires() {
        var wires = new ArrayList<Integer>();
        for (int wire = 0; wire < qubits; wire++) {
            wires.add(wire);
        }
        return wires;
    }
}
