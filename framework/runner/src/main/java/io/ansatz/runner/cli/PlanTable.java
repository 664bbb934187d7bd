package io.ansatz.runner.cli;

import io.ansatz.api.backbone.Stage;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.runner.data.OpenDatasets;
import io.ansatz.runner.execution.Study;
import io.ansatz.runner.experiment.Plan;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.guard.Finding;
import io.ansatz.runner.network.Block;
import io.ansatz.runner.network.BlockSize;
import io.ansatz.runner.network.Blueprint;
import io.ansatz.runner.network.Engine;
import io.ansatz.simulator.diagnosis.DeadAngles;
import io.ansatz.simulator.noise.NoisySimulator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a study would do: a row per trial, and what each costs. */
final class PlanTable {

    /** So much of a digest tells files apart. */
    private static final int SHORT = 12;

    private final Study study;
    private final OpenDatasets datasets;
    private final Drawings drawings;
    private final Map<Circuit, Integer> effective = new HashMap<>();

    PlanTable(Study study, OpenDatasets datasets, Drawings drawings) {
        this.study = study;
        this.datasets = datasets;
        this.drawings = drawings;
    }

    List<String> lines() throws IOException {
        var table = new Table("trial", "state", "classical", "block", "effective", "circuits/epoch", "memory");
        var remarks = new LinkedHashSet<String>();
        int done = 0;
        for (Trial trial : study.plan().trials()) {
            boolean isDone = study.folderOf(trial).published().isPresent();
            done += isDone ? 1 : 0;
            Dataset dataset = datasets.open(trial.setup().dataset());
            remarks.add(describe(trial.setup().dataset().name(), dataset));
            datasets.inspect(trial.setup().dataset()).findings().forEach(finding -> remarks.add(describe(finding)));
            remarks.add(Engine.planned(trial.setup().model().engine()));
            Blueprint blueprint = drawings.blueprint(trial.setup(), trial.control(), dataset);
            published(trial).or(() -> frozenAtRandom(blueprint)).ifPresent(remarks::add);
            Block block = blueprint.block();
            table.row(
                    trial.title(),
                    isDone ? "done" : "to do",
                    count(blueprint.classicalParameters()),
                    count(block.parameters()),
                    count(effective(block)),
                    circuits(blueprint, dataset),
                    megabytes(blueprint.estimatedBytes(
                            trial.setup().train().batch(), trial.setup().model().engine())));
            if (block instanceof Block.Quantum quantum && quantum.simulator() instanceof NoisySimulator noisy) {
                remarks.add("simulator: " + noisy.method());
            }
            match(trial, block, remarks);
        }
        var lines = new ArrayList<String>();
        int trials = study.plan().trials().size();
        lines.add("%s: %s, %d done, %d to do"
                .formatted(study.plan().name(), trials == 1 ? "1 trial" : trials + " trials", done, trials - done));
        lines.addAll(remarks);
        lines.add("");
        lines.addAll(table.lines());
        lines.add("");
        lines.add("classical       trainable parameters outside the block");
        lines.add("block           those of the circuit, or of what a control puts in its place");
        lines.add("effective       those of them that can change an output");
        lines.add(
                "circuits/epoch  circuit runs, one per place and pass: forward and backward to learn, forward to validate");
        lines.add("memory          an estimate of what training takes beside the Java heap");
        return lines;
    }

    private static String describe(String name, Dataset dataset) {
        return "%s: %,d training, %,d validation and %,d test images of %s, %d classes"
                .formatted(
                        name,
                        dataset.train().size(),
                        dataset.validation().size(),
                        dataset.test().size(),
                        dataset.shape(),
                        dataset.classes());
    }

    private static String describe(Finding finding) {
        return "  %s %s: %s".formatted(finding.promise(), finding.verdict(), finding.sentence());
    }

    private static Optional<String> published(Trial trial) {
        return trial.setup().model().backbone().weights().map(weights -> {
            String digest = trial.identity().get(Plan.BACKBONE_WEIGHTS);
            return "the backbone begins with %s, SHA-256 %s…".formatted(weights.source(), digest.substring(0, SHORT));
        });
    }

    /** Stages without parameters have nothing that could be frozen. */
    private static Optional<String> frozenAtRandom(Blueprint blueprint) {
        List<String> all = blueprint.trunk().stages().stream()
                .map(Stage::name)
                .filter(stage -> blueprint.trunk().parameterCount(Set.of(stage)) > 0)
                .toList();
        List<String> frozen = all.stream().filter(blueprint.frozen()::contains).toList();
        if (frozen.isEmpty()) {
            return Optional.empty();
        }
        String what = frozen.size() == 1
                ? frozen.get(0) + " is frozen as it is"
                : String.join(", ", frozen) + " are frozen as they are";
        return Optional.of(
                (frozen.size() == all.size() ? "the whole backbone is frozen as it is" : what) + " drawn at random");
    }

    private int effective(Block block) {
        if (block instanceof Block.Quantum quantum && !quantum.frozen()) {
            return effective.computeIfAbsent(quantum.simulator().circuit(), DeadAngles::effectiveWeights);
        }
        return block.parameters();
    }

    private void match(Trial trial, Block block, Set<String> remarks) {
        int target = trial.setup()
                .model()
                .circuit()
                .map(use -> drawings.circuit(use).weights())
                .orElse(0);
        new BlockSize(block, target).mismatch(trial.role()).ifPresent(remarks::add);
    }

    /** One run per place and pass: forward and backward to learn, forward to validate. */
    private static String circuits(Blueprint blueprint, Dataset dataset) {
        Block block = blueprint.block();
        if (!(block instanceof Block.Quantum || block instanceof Block.Bank)) {
            return "-";
        }
        if (blueprint.fixesBlock()) {
            return "once";
        }
        return count(blueprint.places()
                * (2L * dataset.train().size() + dataset.validation().size()));
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MB", Math.max(1, Math.round(bytes / 1e6)));
    }
}
