package io.ansatz.simulator.noise;

import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Gate;
import io.ansatz.api.circuit.Readout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All wires measured at once, each along Z after a change of basis: what hardware can do in one run. A read-out of Z and
 * X takes two of them.
 *
 * @param basis the change of basis, gates without angles to train
 */
record Measurement(List<Gate> basis, Tally tally) {

    Measurement {
        basis = List.copyOf(basis);
    }

    /** What must be measured for the read-out; their outputs follow each other. */
    static List<Measurement> of(Circuit circuit) {
        int qubits = circuit.qubits();
        Readout readout = circuit.readout();
        if (readout instanceof Readout.PauliZ z) {
            return List.of(new Measurement(
                    List.of(), signs(z.wires().stream().mapToInt(wire -> bit(wire, qubits)), qubits)));
        }
        if (readout instanceof Readout.ZThenX) {
            return List.of(
                    new Measurement(List.of(), signs(bits(qubits), qubits)),
                    new Measurement(basis("X".repeat(qubits)), signs(bits(qubits), qubits)));
        }
        if (readout instanceof Readout.PauliString string) {
            int mask = IntStream.range(0, qubits)
                    .filter(wire -> string.letters().charAt(wire) != 'I')
                    .map(wire -> bit(wire, qubits))
                    .sum();
            return List.of(new Measurement(basis(string.letters()), signs(IntStream.of(mask), qubits)));
        }
        if (readout instanceof Readout.Probabilities some) {
            return List.of(new Measurement(
                    List.of(), new Tally.Marginals(parts(some.wires(), qubits), some.scale(), circuit.outputs())));
        }
        if (readout instanceof Readout.OnesInLikeliest) {
            return List.of(new Measurement(List.of(), new Tally.Ones(1 << qubits)));
        }
        throw new AssertionError("A read-out without a measurement: " + readout);
    }

    /** The circuit up to where every wire is measured along Z, with the probability of each outcome as its outputs. */
    Circuit after(Circuit circuit) {
        var gates = new ArrayList<>(circuit.gates());
        gates.addAll(basis);
        return with(gates, circuit);
    }

    /** The change of basis alone. */
    Circuit alone(Circuit circuit) {
        return with(basis, circuit);
    }

    private static Circuit with(List<Gate> gates, Circuit circuit) {
        var all = IntStream.range(0, circuit.qubits()).boxed().toList();
        return new Circuit(
                circuit.qubits(), circuit.inputs(), circuit.starts(), gates, new Readout.Probabilities(all, 1));
    }

    /** H turns X into Z, and a quarter turn about X turns Y into Z. */
    private static List<Gate> basis(String letters) {
        var gates = new ArrayList<Gate>();
        for (int wire = 0; wire < letters.length(); wire++) {
            if (letters.charAt(wire) == 'X') {
                gates.add(new Gate.Fixed(Gate.Fixed.Kind.H, wire));
            } else if (letters.charAt(wire) == 'Y') {
                gates.add(new Gate.Rotation(Axis.X, wire, Angle.of(Math.PI / 2)));
            }
        }
        return gates;
    }

    private static Tally signs(IntStream masks, int qubits) {
        return new Tally.Signs(masks.toArray(), 1 << qubits);
    }

    private static IntStream bits(int qubits) {
        return IntStream.range(0, qubits).map(wire -> bit(wire, qubits));
    }

    private static int bit(int wire, int qubits) {
        return 1 << (qubits - 1 - wire);
    }

    /** For each outcome of all wires, that of these; the first of them is the most significant. */
    private static int[] parts(List<Integer> wires, int qubits) {
        var parts = new int[1 << qubits];
        for (int k = 0; k < parts.length; k++) {
            for (int wire : wires) {
                parts[k] = parts[k] << 1 | (k >> (qubits - 1 - wire) & 1);
            }
        }
        return parts;
    }
}
