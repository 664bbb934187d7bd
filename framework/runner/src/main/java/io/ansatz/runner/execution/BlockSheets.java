package io.ansatz.runner.execution;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.network.Architect;
import io.ansatz.runner.network.Block;
import io.ansatz.runner.network.BlockSize;
import io.ansatz.runner.network.Seed;
import io.ansatz.runner.tracking.BlockSheet;
import io.ansatz.simulator.diagnosis.Diagnosis;
import io.ansatz.simulator.diagnosis.Inventory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Describes the blocks of trials, and looks at each circuit once, however many trials have it. */
final class BlockSheets {

    /** That of {@code ansatz circuit inspect} unless it is told another, so that both say the same. */
    private static final Seed SEED = new Seed(1);

    private record Look(Inventory inventory, Diagnosis diagnosis) {}

    private final Map<Circuit, Look> seen = new HashMap<>();

    BlockSheet of(Trial trial, Block block) {
        Optional<BlockSheet.Drawn> circuit = circuit(block);
        boolean quantum = circuit.isPresent() && block.parameters() > 0;
        int target = trial.setup()
                .model()
                .circuit()
                .map(use -> Architect.circuits(use).get(0).weights())
                .orElse(0);
        return new BlockSheet(
                block.inputs(),
                block.outputs(),
                block.parameters(),
                quantum ? circuit.get().inventory().effectiveWeights() : block.parameters(),
                target,
                new BlockSize(block, target).mismatch(trial.role()).orElse(""),
                circuit.stream().toList());
    }

    private Optional<BlockSheet.Drawn> circuit(Block block) {
        List<Circuit> circuits = block.circuits();
        return circuits.stream()
                .findFirst()
                .map(first -> seen.computeIfAbsent(first, BlockSheets::look))
                .map(look -> new BlockSheet.Drawn(circuits.size(), look.inventory(), look.diagnosis()));
    }

    private static Look look(Circuit circuit) {
        return new Look(
                Inventory.of(circuit),
                Diagnosis.of(circuit, Architect.someInputs(circuit, SEED), OptionalInt.empty(), SEED.value()));
    }
}
