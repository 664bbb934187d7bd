package io.ansatz.runner.cli;

import io.ansatz.runner.execution.Report;
import io.ansatz.runner.execution.Study;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.metrics.Confusion;
import io.ansatz.runner.tracking.TrialMetrics;
import java.util.Locale;
import java.util.stream.Collectors;

/** What came out of a study, a row per trial. */
final class ResultTable {

    private final Study study;
    private final Report report;

    ResultTable(Study study, Report report) {
        this.study = study;
        this.report = report;
    }

    void print(Terminal terminal) {
        boolean swept =
                study.plan().trials().stream().anyMatch(trial -> !trial.point().isEmpty());
        var table = swept
                ? new Table("role", "seed", "point", "accuracy", "AUC", "parameters", "seconds")
                : new Table("role", "seed", "accuracy", "AUC", "parameters", "seconds");
        for (Report.Finished finished : report.finished()) {
            TrialMetrics metrics = finished.metrics();
            String role = finished.trial().role();
            String seed = Long.toString(finished.trial().seed());
            String accuracy = String.format(Locale.ROOT, "%.3f", metrics.test().accuracy());
            String auc = metrics.test().auc().isPresent()
                    ? String.format(Locale.ROOT, "%.3f", metrics.test().auc().getAsDouble())
                    : "-";
            String parameters = String.format(Locale.ROOT, "%,d", metrics.parameters());
            String seconds = String.format(Locale.ROOT, "%.1f", finished.seconds());
            if (swept) {
                table.row(role, seed, finished.trial().pointTitle(), accuracy, auc, parameters, seconds);
            } else {
                table.row(role, seed, accuracy, auc, parameters, seconds);
            }
        }
        terminal.line("");
        if (!report.finished().isEmpty()) {
            table.lines().forEach(terminal::line);
            terminal.line("");
        }
        report.finished().stream()
                .map(finished -> new Confusion(finished.metrics().test().confusion())
                        .yardstick()
                        .sentence())
                .distinct()
                .forEach(terminal::line);
        long before = report.finished().stream()
                .filter(finished -> !finished.trainedNow())
                .count();
        if (before > 0) {
            terminal.line(
                    "%s %s done before and not trained again.".formatted(trials(before), before == 1 ? "was" : "were"));
        }
        if (!report.failures().isEmpty()) {
            terminal.line("%d of %s failed:"
                    .formatted(
                            report.failures().size(),
                            trials(study.plan().trials().size())));
            for (Report.Failure failure : report.failures()) {
                terminal.line("  " + failure.trial().title());
                terminal.line(failure.reason().indent(4).stripTrailing());
            }
        }
        if (!report.busy().isEmpty()) {
            terminal.line("Another process is training %s."
                    .formatted(report.busy().stream().map(Trial::title).collect(Collectors.joining(", "))));
        }
    }

    private static String trials(long count) {
        return count == 1 ? "1 trial" : count + " trials";
    }
}
