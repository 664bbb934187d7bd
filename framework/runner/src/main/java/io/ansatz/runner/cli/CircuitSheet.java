package io.ansatz.runner.cli;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Gate;
import io.ansatz.simulator.diagnosis.DeadAngles;
import io.ansatz.simulator.statevector.StatevectorSimulator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a circuit is made of and what it costs, for reading. */
final class CircuitSheet {

    private static final double THOUSAND = 1_000;
    private static final int MEGA = 1_000_000;

    private final NamedCircuit named;
    private final Circuit circuit;

    CircuitSheet(NamedCircuit named) {
        this.named = named;
        this.circuit = named.circuit();
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("%s: %s, %s, %s, %s, depth %d"
                .formatted(
                        named.name(),
                        count(circuit.qubits(), "qubit"),
                        count(circuit.inputs(), "input"),
                        count(circuit.weights(), "weight"),
                        count(circuit.outputs(), "output"),
                        circuit.depth()));
        lines.add("gates: " + gates());
        lines.add("dead weights: " + deadWeights());
        lines.addAll(plan());
        return lines;
    }

    /** What statevector makes of it. */
    private List<String> plan() {
        StatevectorSimulator simulator;
        try {
            simulator = new StatevectorSimulator(circuit);
        } catch (IllegalArgumentException tooLarge) {
            return tooLarge.getMessage().lines().toList();
        }
        return List.of(
                "plan: " + simulator.plan(),
                String.format(
                        Locale.ROOT,
                        "work: %,.1f thousand operations per sample, %,.1f with its gradient",
                        simulator.work(false) / THOUSAND,
                        simulator.work(true) / THOUSAND),
                String.format(
                        Locale.ROOT,
                        "memory: %,.1f MB for states in float, gradient included",
                        (double) simulator.workingBytes() / MEGA));
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private String gates() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Gate gate : circuit.gates()) {
            counts.merge(word(gate), 1, Integer::sum);
        }
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(entry -> "%d %s".formatted(entry.getValue(), entry.getKey()))
                        .collect(Collectors.joining(", "));
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

    private String deadWeights() {
        List<Integer> dead = DeadAngles.of(circuit);
        return dead.isEmpty()
                ? "none"
                : "%d of %d change no output: %s"
                        .formatted(
                                dead.size(),
                                circuit.weights(),
                                dead.stream().map(index -> "w" + index).collect(Collectors.joining(", ")));
    }
}
