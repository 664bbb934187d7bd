package io.ansatz.api.circuit;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A parametrised quantum circuit as plain data. It starts in {@code |0...0>}; wire 0 is the most significant bit of a
 * basis state. Simulating, differentiating, drawing and counting are walks over the gates.
 *
 * @param inputs how many values it reads per sample
 * @param starts where each trainable weight begins; their number is the number of weights
 * @param gates the gates in time order
 */
public record Circuit(int qubits, int inputs, List<Start> starts, List<Gate> gates, Readout readout) {

    /** Beyond this, basis states no longer fit an int index; memory ends long before. */
    public static final int MOST_QUBITS = 30;

    public Circuit {
        if (qubits < 1) {
            throw new IllegalArgumentException("A circuit needs at least one qubit, not %d.".formatted(qubits));
        }
        if (qubits > MOST_QUBITS) {
            throw new IllegalArgumentException(
                    "A circuit has at most %d qubits, not %d.".formatted(MOST_QUBITS, qubits));
        }
        if (inputs < 0) {
            throw new IllegalArgumentException("A circuit cannot have %d inputs.".formatted(inputs));
        }
        starts = List.copyOf(starts);
        gates = List.copyOf(gates);
        for (int i = 0; i < gates.size(); i++) {
            Gate gate = gates.get(i);
            Gate.requireWires(gate, qubits);
            for (Angle angle : gate.angles()) {
                requireAngle(angle, inputs, starts.size());
            }
            if (gate instanceof Gate.Amplitudes load) {
                var allWires = IntStream.range(0, qubits).boxed().toList();
                if (i > 0 || !load.wires().equals(allWires)) {
                    throw new IllegalArgumentException("Amplitudes are loaded first, and on all wires in order.");
                }
                if (load.features() > inputs) {
                    throw new IllegalArgumentException(
                            "The circuit loads %d amplitudes, but has %d inputs.".formatted(load.features(), inputs));
                }
            }
        }
        for (int wire : readout.wires()) {
            if (wire < 0 || wire >= qubits) {
                throw new IllegalArgumentException("The read-out looks at wire %d, but the circuit has wires 0 to %d."
                        .formatted(wire, qubits - 1));
            }
        }
        if (readout instanceof Readout.PauliString string && string.letters().length() != qubits) {
            throw new IllegalArgumentException("The Pauli string %s has %d letters, but the circuit has %d wires."
                    .formatted(string.letters(), string.letters().length(), qubits));
        }
    }

    /** Begins to draw a circuit. */
    public static CircuitDraft onQubits(int qubits) {
        return new CircuitDraft(qubits);
    }

    /** The number of trainable weights. */
    public int weights() {
        return starts.size();
    }

    /** How many numbers come out. */
    public int outputs() {
        return readout.outputs(qubits);
    }

    /** The number of layers when gates on different wires happen together. */
    public int depth() {
        var busy = new int[qubits];
        int depth = 0;
        for (Gate gate : gates) {
            int start = 0;
            for (int wire : gate.wires()) {
                start = Math.max(start, busy[wire]);
            }
            for (int wire : gate.wires()) {
                busy[wire] = start + 1;
            }
            depth = Math.max(depth, start + 1);
        }
        return depth;
    }

    private static void requireAngle(Angle angle, int inputs, int weights) {
        if (angle instanceof Angle.Input input) {
            requireInput(input.index(), inputs);
        } else if (angle instanceof Angle.Weight weight) {
            requireWeight(weight.index(), weights);
        } else if (angle instanceof Angle.ScaledInput scaled) {
            requireWeight(scaled.scale(), weights);
            requireInput(scaled.input(), inputs);
        } else if (angle instanceof Angle.WeightedInput weighted) {
            requireWeight(weighted.scale(), weights);
            requireInput(weighted.input(), inputs);
            requireWeight(weighted.shift(), weights);
        }
    }

    private static void requireInput(int index, int inputs) {
        if (index >= inputs) {
            throw new IllegalArgumentException(
                    "An angle uses input %d, but the circuit has %d.".formatted(index, inputs));
        }
    }

    private static void requireWeight(int index, int weights) {
        if (index >= weights) {
            throw new IllegalArgumentException(
                    "An angle uses weight %d, but the circuit has %d.".formatted(index, weights));
        }
    }
}
