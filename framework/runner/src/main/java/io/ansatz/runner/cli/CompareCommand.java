package io.ansatz.runner.cli;

import io.ansatz.runner.comparison.Configuration;
import io.ansatz.runner.comparison.ForeignPredictions;
import io.ansatz.runner.comparison.StudyComparison;
import io.ansatz.runner.comparison.Varying;
import io.ansatz.runner.experiment.Comparing;
import io.ansatz.runner.experiment.Reading;
import io.ansatz.runner.metrics.Metric;
import io.ansatz.runner.proof.Integrity;
import io.ansatz.runner.tracking.StudyFolder;
import io.ansatz.runner.tracking.StudyPlan;
import io.ansatz.runner.tracking.TrialRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what may be said about a hybrid and its controls. */
@Command(
        name = "compare",
        sortOptions = false,
        description =
                "Says of every hybrid and control which is better, how sure that is, and how many seeds it would take.")
final class CompareCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "EXPERIMENT",
            description = "An experiment file whose trials are trained, or the name under which its runs are kept.")
    private Optional<String> experiment = Optional.empty();

    @Option(
            names = "--predictions",
            arity = "2",
            paramLabel = "FILE",
            description =
                    "Two tables of predictions instead, with the columns item, label, score, and if there are seed and group.")
    private List<Path> predictions = new ArrayList<>();

    @Option(
            names = "--metrics",
            split = ",",
            paramLabel = "METRIC",
            description = "Other metrics than the experiment says, such as auc,mcc,brier.")
    private List<String> metrics = new ArrayList<>();

    @Option(names = "--md", description = "Writes Markdown tables.")
    private boolean markdown;

    @Option(names = "--csv", description = "Writes one table with all figures, comma-separated.")
    private boolean csv;

    @Option(
            names = "--latex",
            description = "Writes LaTeX tables; what is shown to be better is bold, and nothing else.")
    private boolean latex;

    @Mixin
    private RunsOption runs;

    @Mixin
    private OutputOption output;

    @Mixin
    private Help help;

    CompareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        var tables = new VerdictSheet(predictions.isEmpty() ? ofStudy() : ofFiles());
        if (csv) {
            output.write(tables.csv(), terminal);
        } else if (markdown) {
            output.write(tables.markdown(), terminal);
        } else if (latex) {
            output.write(tables.latex(), terminal);
        } else {
            output.write(tables.text(), terminal);
        }
        return 0;
    }

    private StudyComparison ofFiles() throws IOException, ToMendException {
        if (experiment.isPresent()) {
            throw new ToMendException("--predictions compares two files; an experiment is not needed then.");
        }
        Path ours = predictions.get(0);
        Path theirs = predictions.get(1);
        return StudyComparison.of(
                name(ours),
                ForeignPredictions.read(ours),
                name(theirs),
                ForeignPredictions.read(theirs),
                rules(Comparing.usual()));
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }

    private StudyComparison ofStudy() throws Exception {
        if (experiment.isEmpty()) {
            throw new ToMendException("Say which experiment, or name two files with --predictions.");
        }
        Asked asked = asked(experiment.get());
        var folder = new StudyFolder(runs.folder.resolve(asked.name()));
        if (!Files.isDirectory(folder.path())) {
            throw new ToMendException(
                    "There are no runs in %s.\nMaybe they are kept elsewhere: --runs says where, `ansatz run` makes them."
                            .formatted(folder.path()));
        }
        List<TrialRecord> trials = folder.records();
        Optional<StudyPlan> plan = folder.plan();
        List<Configuration> configurations = Configuration.of(trials, Varying.paths(trials, plan));
        Comparing kept = plan.map(StudyPlan::compare).orElse(Comparing.usual());
        Comparing rules = asked.rules().orElse(kept);
        StudyComparison comparison = StudyComparison.of(configurations, Integrity.of(trials), rules(rules), true);
        if (comparison.versus().isEmpty()) {
            var lines = new ArrayList<String>();
            lines.add("%s has no hybrid and control with the same seed that can be compared.".formatted(folder.path()));
            lines.addAll(comparison.remarks());
            throw new ToMendException(String.join("\n", lines));
        }
        return rules.equals(kept)
                ? comparison
                : comparison.with("The rules of comparison are not those of the last run: %s was changed since."
                        .formatted(experiment.get()));
    }

    /** @param rules those of the file, if it is one */
    private record Asked(String name, Optional<Comparing> rules) {}

    private Asked asked(String word) throws Exception {
        if (!word.matches(".*[/\\\\].*|.*\\.ya?ml")) {
            return new Asked(word, Optional.empty());
        }
        try (var workshop = Workshop.open(terminal)) {
            var options = new ExperimentOptions();
            options.file = Path.of(word);
            Reading read = workshop.read(options);
            return new Asked(
                    read.name(), Optional.of(read.variants().get(0).experiment().compare()));
        }
    }

    private Comparing rules(Comparing asked) throws ToMendException {
        if (metrics.isEmpty()) {
            return asked;
        }
        var chosen = new ArrayList<Metric>();
        for (String word : metrics) {
            chosen.add(Metric.of(word.strip())
                    .orElseThrow(() -> new ToMendException("There is no metric '%s'. There are %s."
                            .formatted(
                                    word,
                                    Arrays.stream(Metric.values())
                                            .map(Metric::word)
                                            .collect(Collectors.joining(", "))))));
        }
        return new Comparing(chosen, asked.margins(), asked.alpha(), asked.family(), asked.resamples());
    }
}
