package io.ansatz.simulator.statevector;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Gate;
import java.util.ArrayList;
import java.util.List;

/**
 * A circuit in canonical form: a start, then layers of one diagonal and a group of rotations that commute, then a measurement.
 *
 * @param slots how many angles it has after merging; each phase and rotation has one
 */
record Plan(Circuit circuit, List<Layer> layers, int slots, Measurement measurement) {

    /** One diagonal, then rotations that commute. */
    record Layer(List<Phase> phases, List<Rotation> rotations) {}

    /** {@code exp(-i t/2 (-1)^parity(index & mask))}. */
    record Phase(int mask, Blend blend, int slot) {}

    /**
     * A rotation about Y of the pairs of indices that differ by {@code column}; first in a pair comes the index of even parity under
     * {@code row}. The columns and rows of a group are dual: each row is odd on its own column, and even on the others.
     */
    record Rotation(int column, int row, Blend blend, int slot) {}

    int qubits() {
        return circuit.qubits();
    }

    /** Whether it starts from loaded amplitudes and not from {@code |0...0>}. */
    boolean loadsAmplitudes() {
        return !circuit.gates().isEmpty() && circuit.gates().get(0) instanceof Gate.Amplitudes;
    }

    /** Every angle, by slot. */
    List<Blend> blends() {
        var blends = new Blend[slots];
        for (Layer layer : layers) {
            layer.phases.forEach(phase -> blends[phase.slot] = phase.blend);
            layer.rotations.forEach(rotation -> blends[rotation.slot] = rotation.blend);
        }
        return List.of(blends);
    }

    /** For reading: the layers in order, such as {@code [product 4] [diagonal 8, rotations 4] [4 expectations]}. */
    String text() {
        var parts = new ArrayList<String>();
        if (loadsAmplitudes()) {
            parts.add("[amplitudes %d]".formatted(circuit.inputs()));
        }
        for (Layer layer : layers) {
            var words = new ArrayList<String>();
            if (!layer.phases.isEmpty()) {
                words.add("diagonal " + layer.phases.size());
            }
            if (!layer.rotations.isEmpty()) {
                words.add((parts.isEmpty() ? "product " : "rotations ") + layer.rotations.size());
            }
            parts.add("[" + String.join(", ", words) + "]");
        }
        parts.add("[%d %s]".formatted(circuit.outputs(), circuit.outputs() == 1 ? "output" : "outputs"));
        return String.join(" ", parts);
    }

    /** Floating-point operations of one circuit forward; with the way back when {@code gradient}. */
    double work(boolean gradient) {
        double states = Math.scalb(1.0, qubits());
        double perAmplitude = 0;
        boolean first = !loadsAmplitudes();
        for (Layer layer : layers) {
            int rotations = layer.rotations.size();
            if (first) {
                // A product state doubles in size with each rotation.
                perAmplitude += 2 + (gradient ? 4.0 * rotations : 0);
            } else {
                // Three shears of a real and an imaginary part per pair; a complex product per amplitude.
                double there = 6.0 * rotations + (layer.phases.isEmpty() ? 0 : 6);
                // Back: the same on the adjoint, the overlaps of each pair, and those of each amplitude.
                double back = there + 4.0 * rotations + (layer.phases.isEmpty() ? 0 : 5);
                perAmplitude += there + (gradient ? back : 0);
            }
            first = false;
        }
        // Probabilities and their sums; the adjoint's start.
        perAmplitude += 5 + (gradient ? 4 : 0);
        return perAmplitude * states;
    }
}
