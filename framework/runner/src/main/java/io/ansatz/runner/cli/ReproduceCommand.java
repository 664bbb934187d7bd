package io.ansatz.runner.cli;

import io.ansatz.runner.execution.LocalExecutor;
import io.ansatz.runner.execution.Study;
import io.ansatz.runner.experiment.Plan;
import io.ansatz.runner.experiment.ProblemsException;
import io.ansatz.runner.experiment.Reading;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.material.FeatureStore;
import io.ansatz.runner.proof.Comparison;
import io.ansatz.runner.proof.Original;
import io.ansatz.runner.proof.Reproduction;
import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.runner.tracking.TrialRecord;
import io.ansatz.runner.tracking.TrialRecord.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains a trial again, from its folder, and holds the results against those in it. */
@Command(
        name = "reproduce",
        sortOptions = false,
        description = {
            "Trains a finished trial again from its folder, and compares the results byte by byte.",
            "",
            "Framework, plugins, data and weights must be those that are recorded. Nothing is written into the folder, nothing is"
                    + " sent to MLflow, and features that earlier runs kept are computed anew. Ends with 0 if the results are the"
                    + " same, and with 1 if not.",
            ""
        })
final class ReproduceCommand implements Callable<Integer> {

    private static final int OTHERWISE = 1;

    private final Terminal terminal;

    @Parameters(
            paramLabel = "RUN",
            description = "Its folder, the beginning of the folder's name, or what tables call it.")
    private String name;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description =
                    "Says where something lies here, such as --set model.backbone.weights.file=resnet18.safetensors.")
    private List<String> sets = new ArrayList<>();

    @Option(names = "--anyway", description = "Trains although something is not what is recorded.")
    private boolean anyway;

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            description =
                    "Keeps the new run in this folder, which must be empty; without it, only a run that differs is kept.")
    private Optional<Path> to = Optional.empty();

    @Mixin
    private RunsOption runs;

    @Mixin
    private Help help;

    ReproduceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        var original = new Original(new RunsByName(runs.folder).find(name));
        requireResults(original.run());
        if (to.isPresent()) {
            requireEmpty(to.get());
        }
        Path recipe = original.run().folder().path().resolve(Original.EXPERIMENT);
        if (!Files.isRegularFile(recipe)) {
            throw new ToMendException("There is no %s, from which the trial could be trained again.".formatted(recipe));
        }
        try (var workshop = Workshop.open(terminal)) {
            Study study = study(workshop, original, recipe);
            Trial trial = original.among(study.plan())
                    .orElseThrow(() -> new ToMendException("%s has no trial with role %s and seed %s."
                            .formatted(
                                    recipe,
                                    original.run().role(),
                                    original.run().seed())));
            Comparison deviations = original.against(trial);
            if (!deviations.sameTrial()) {
                terminal.line("recorded -> here");
                new ComparisonSheet(deviations, false).print(terminal);
                if (!anyway) {
                    throw new ToMendException("Nothing was trained: this would be another trial. --anyway trains it.");
                }
            }
            return train(workshop, original.run(), study, trial);
        }
    }

    private static void requireResults(TrialRecord run) throws IOException, ToMendException {
        if (run.folder().damaged()) {
            throw new ToMendException("""
                    The results in %s are not what was published there.
                    Maybe a file was edited since, or the disk is damaged.""".formatted(run.folder().path()));
        }
        if (run.state() != State.FINISHED) {
            throw new ToMendException("There is nothing to reproduce: %s is %s."
                    .formatted(run.folder().path(), Comparison.word(run.state())));
        }
    }

    private static void requireEmpty(Path folder) throws IOException, ToMendException {
        if (!Files.exists(folder)) {
            return;
        }
        if (Files.isDirectory(folder)) {
            try (Stream<Path> inside = Files.list(folder)) {
                if (inside.findAny().isEmpty()) {
                    return;
                }
            }
        }
        throw new ToMendException("--to needs a new or an empty folder, and %s is not one.".formatted(folder));
    }

    private Study study(Workshop workshop, Original original, Path recipe) throws ProblemsException, IOException {
        var options = new ExperimentOptions();
        options.file = recipe;
        options.sets = sets;
        try {
            Reading experiment = original.narrowed(workshop.read(options));
            return workshop.study(experiment, recipe, runs.folder);
        } catch (ProblemsException e) {
            original.run().identity().forEach((path, value) -> {
                if (path.equals("framework") || path.endsWith(".plugin")) {
                    terminal.warn("It was trained with %s: %s".formatted(path, value));
                }
            });
            terminal.warn("""
                    What lies elsewhere here is told with --set, such as --set model.backbone.weights.file=PATH.
                    A path in a sweep counts from the folder of the run: --set sweep=none leaves the sweep out.""");
            throw e;
        }
    }

    private int train(Workshop workshop, TrialRecord original, Study study, Trial trial) throws IOException {
        Path folder = to.isPresent() ? to.get() : Files.createTempDirectory("ansatz-reproduce-");
        Path features = Files.createTempDirectory("ansatz-features-");
        boolean same = false;
        try {
            var plan = new Plan(study.plan().name(), List.of(trial));
            var alone = new Study(plan, study.file(), folder, study.resolved(), study.plugins());
            var executor = new LocalExecutor(workshop.datasets(), workshop.weights(), new FeatureStore(features));
            executor.run(alone, new Progress(terminal, System::nanoTime));
            terminal.live("");
            terminal.line("");
            same = judge(original, alone.folderOf(trial));
            if (!same || to.isPresent()) {
                terminal.line("The new run lies in %s."
                        .formatted(alone.folderOf(trial).path()));
            }
            return same ? 0 : OTHERWISE;
        } finally {
            delete(features);
            if (same && to.isEmpty()) {
                delete(folder);
            }
        }
    }

    /** Says whether the same came out. */
    private boolean judge(TrialRecord original, RunFolder folder) throws IOException {
        Optional<TrialRecord> again = TrialRecord.read(folder).filter(run -> run.state() == State.FINISHED);
        if (again.isEmpty()) {
            terminal.line("Not reproduced: this time the trial did not come to its end.");
            return false;
        }
        Comparison comparison = Comparison.of(original, again.get());
        Reproduction reproduction = Reproduction.of(original.folder(), folder);
        if (!reproduction.succeeded()) {
            terminal.line("recorded -> now");
            new ComparisonSheet(comparison, false).print(terminal);
        }
        terminal.line(reproduction.toString());
        if (!comparison.sameTrial()) {
            terminal.line("Mind what is not as recorded: %s.".formatted(String.join("; ", comparison.others())));
        } else if (!reproduction.succeeded()) {
            List<String> explanations = comparison.explanations();
            terminal.line(
                    explanations.isEmpty()
                            ? "Nothing that is recorded explains it."
                            : "What may explain it: other %s.".formatted(String.join(", ", explanations)));
        }
        return reproduction.succeeded();
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> below = Files.walk(folder)) {
            all = below.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.delete(one);
        }
    }
}
