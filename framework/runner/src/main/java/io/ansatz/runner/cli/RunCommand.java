package io.ansatz.runner.cli;

import io.ansatz.runner.comparison.StudyComparison;
import io.ansatz.runner.data.OpenDatasets;
import io.ansatz.runner.execution.LocalExecutor;
import io.ansatz.runner.execution.Report;
import io.ansatz.runner.execution.Study;
import io.ansatz.runner.experiment.DatasetChoice;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.guard.Finding;
import io.ansatz.runner.report.StudyReport;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Trains what is missing, and shows the results. */
@Command(
        name = "run",
        sortOptions = false,
        description = "Trains every trial of an experiment that is not done yet, and shows the results.")
final class RunCommand implements Callable<Integer> {

    private static final int NOT_ALL_DONE = 1;

    /** Nobody reads more of them than these. */
    private static final int MOST_SENTENCES = 12;

    private final Terminal terminal;

    @Mixin
    private ExperimentOptions options;

    @Mixin
    private RunsOption runs;

    @Mixin
    private Help help;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        try (var workshop = Workshop.open(terminal)) {
            var study = workshop.study(options, runs.folder);
            study.keep();
            tellViolations(study, workshop.datasets());
            closeAbandoned(study);
            var following = Following.of(study, runs.folder, workshop.environment(), terminal);
            var executor = new LocalExecutor(workshop.datasets(), workshop.weights(), workshop.features());
            Report report = run(executor, study, following);
            if (report.stopped()) {
                return NOT_ALL_DONE;
            }
            new ResultTable(study, report).print(terminal);
            tellReport(study, writeReport(study));
            following.finish();
            return report.failures().isEmpty() && report.busy().isEmpty() ? 0 : NOT_ALL_DONE;
        }
    }

    /** What spoils a judgement is said before anything is trained. */
    private void tellViolations(Study study, OpenDatasets datasets) throws IOException {
        var told = new LinkedHashSet<String>();
        for (Trial trial : study.plan().trials()) {
            DatasetChoice choice = trial.setup().dataset();
            for (Finding violation : datasets.inspect(choice).violations()) {
                told.add("Mind %s: %s".formatted(choice.name(), violation.sentence()));
            }
        }
        told.forEach(terminal::line);
    }

    private void closeAbandoned(Study study) throws IOException {
        int closed = study.onDisk().closeAbandoned().size();
        if (closed > 0) {
            terminal.line(
                    closed == 1
                            ? "Closed 1 trial that had lost its process."
                            : "Closed %d trials that had lost their process.".formatted(closed));
        }
    }

    private Optional<StudyReport> writeReport(Study study) {
        try {
            StudyReport report = StudyReport.of(study.onDisk());
            study.onDisk().write(StudyReport.FILE, report.html());
            return Optional.of(report);
        } catch (IOException e) {
            terminal.warn(e.getMessage());
            return Optional.empty();
        }
    }

    /** Verdicts by the first metric; the report and {@code ansatz compare} have the rest. */
    private void tellReport(Study study, Optional<StudyReport> report) {
        report.ifPresent(
                page -> page.integrity().violations().forEach(violation -> terminal.warn(violation.toString())));
        List<String> verdicts = report.flatMap(StudyReport::comparison)
                .map(StudyComparison::headlines)
                .orElse(List.of());
        if (verdicts.size() <= MOST_SENTENCES) {
            verdicts.forEach(terminal::line);
        }
        String together = report.isPresent() ? "; report.html shows it together" : "";
        terminal.line("Everything lies in %s%s.".formatted(study.folder(), together));
    }

    private Report run(LocalExecutor executor, Study study, Following following) throws IOException {
        var interruption = new Interruption(executor, following, terminal);
        try {
            Report report = executor.run(study, following.beside(new Progress(terminal, System::nanoTime)));
            terminal.live("");
            return report;
        } finally {
            interruption.close();
        }
    }
}
