package io.ansatz.runner.cli;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.simulator.diagnosis.Inventory;
import io.ansatz.simulator.statevector.StatevectorSimulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        Inventory inventory = Inventory.of(circuit);
        var lines = new ArrayList<String>();
        lines.add("%s: %s, %s, %s, %s, depth %d"
                .formatted(
                        named.name(),
                        count(inventory.qubits(), "qubit"),
                        count(inventory.inputs(), "input"),
                        count(inventory.weights(), "weight"),
                        count(inventory.outputs(), "output"),
                        inventory.depth()));
        lines.add("gates: " + gates(inventory));
        lines.add("dead weights: " + deadWeights(inventory));
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

    private static String gates(Inventory inventory) {
        return inventory.gates().isEmpty()
                ? "none"
                : inventory.gates().entrySet().stream()
                        .map(entry -> "%d %s".formatted(entry.getValue(), entry.getKey()))
                        .collect(Collectors.joining(", "));
    }

    private static String deadWeights(Inventory inventory) {
        List<Integer> dead = inventory.deadWeights();
        return dead.isEmpty()
                ? "none"
                : "%d of %d change no output: %s"
                        .formatted(
                                dead.size(),
                                inventory.weights(),
                                dead.stream().map(index -> "w" + index).collect(Collectors.joining(", ")));
    }
}
