package io.ansatz.simulator.diagnosis;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Gate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a circuit is made of.
 *
 * @param gates how many there are of each kind, by its word, such as {@code CX}; in the order in which the kinds first stand there
 * @param deadWeights the indices of the weights that change no output, in order
 */
public record Inventory(
        int qubits,
        int inputs,
        int weights,
        int outputs,
        int depth,
        Map<String, Integer> gates,
        List<Integer> deadWeights) {

    public Inventory {
        gates = Collections.unmodifiableMap(new LinkedHashMap<>(gates));
        deadWeights = List.copyOf(deadWeights);
    }

    public static Inventory of(Circuit circuit) {
        var gates = new LinkedHashMap<String, Integer>();
        for (Gate gate : circuit.gates()) {
            gates.merge(word(gate), 1, Integer::sum);
        }
        return new Inventory(
                circuit.qubits(),
                circuit.inputs(),
                circuit.weights(),
                circuit.outputs(),
                circuit.depth(),
                gates,
                DeadAngles.of(circuit));
    }

    /** How many weights can change an output. */
    public int effectiveWeights() {
        return weights - deadWeights.size();
    }

    /** The symbols of a drawing, read in one: CX for a dot and an X. */
    private static String word(Gate gate) {
        if (gate instanceof Gate.Swap) {
            return "SWAP";
        }
        List<String> symbols = gate.symbols();
        String last = symbols.get(symbols.size() - 1);
        return symbols.get(0).equals("●") ? "C".repeat(symbols.size() - 1) + last : last;
    }
}
