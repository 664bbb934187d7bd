package io.ansatz.runner.network;

import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Gate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A circuit without its gates between wires, so that no wire knows of another. Weights of gates that are gone stay and do
 * nothing: every other weight then keeps its place, and the value it starts from.
 */
final class Separable {

    private Separable() {}

    /** @throws IllegalArgumentException if nothing is gained, or an input is lost; the message is for the user */
    static Circuit of(Circuit circuit) {
        List<Gate> kept = circuit.gates().stream()
                .filter(gate -> gate.wires().size() == 1)
                .toList();
        if (kept.size() == circuit.gates().size()) {
            throw new IllegalArgumentException(
                    "controls names separable, but the circuit has no gates between wires: it would be the hybrid again.");
        }
        int before = inputsOf(circuit.gates()).size();
        int after = inputsOf(kept).size();
        if (after < before) {
            throw new IllegalArgumentException("""
                    controls names separable, but without gates between wires the circuit reads %d of its %d inputs.
                    Maybe it loads them as amplitudes of all wires, which entangles these.""".formatted(after, before));
        }
        return new Circuit(circuit.qubits(), circuit.inputs(), circuit.starts(), kept, circuit.readout());
    }

    private static Set<Integer> inputsOf(List<Gate> gates) {
        var inputs = new HashSet<Integer>();
        for (Gate gate : gates) {
            if (gate instanceof Gate.Amplitudes load) {
                for (int input = 0; input < load.features(); input++) {
                    inputs.add(input);
                }
            }
            for (Angle angle : gate.angles()) {
                if (angle instanceof Angle.Input plain) {
                    inputs.add(plain.index());
                } else if (angle instanceof Angle.ScaledInput scaled) {
                    inputs.add(scaled.input());
                } else if (angle instanceof Angle.WeightedInput weighted) {
                    inputs.add(weighted.input());
                }
            }
        }
        return inputs;
    }
}
