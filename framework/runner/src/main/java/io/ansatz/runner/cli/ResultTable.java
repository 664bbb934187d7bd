package io.ansatz.runner.cli;

import io.ansatz.runner.execution.Report;
import io.ansatz.runner.execution.Study;
import io.ansatz.runner.tracking.TrialMetrics;
import java.util.Locale;

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
                table.row(role, seed, point(finished), accuracy, auc, parameters, seconds);
            } else {
                table.row(role, seed, accuracy, auc, parameters, seconds);
            }
        }
        terminal.line("");
        if (!report.finished().isEmpty()) {
            table.lines().forEach(terminal::line);
            terminal.line("");
            TrialMetrics any = report.finished().get(0).metrics();
            terminal.line(String.format(
                    Locale.ROOT,
                    "Judged on %,d test images; always answering the commonest class scores %.3f.",
                    any.test().images(),
                    any.test().majorityRate()));
        }
        long before = report.finished().stream()
                .filter(finished -> !finished.trainedNow())
                .count();
        if (before > 0) {
            terminal.line("%s done before and not trained again."
                    .formatted(before == 1 ? "1 trial was" : before + " trials were"));
        }
        if (!report.failures().isEmpty()) {
            terminal.line("%d of %d trials failed:"
                    .formatted(report.failures().size(), study.plan().trials().size()));
            for (Report.Failure failure : report.failures()) {
                terminal.line("  %s: %s".formatted(failure.trial().title(), failure.reason()));
            }
        }
        terminal.line("Everything lies in %s: a folder per trial with its journal, metrics and predictions."
                .formatted(study.folder()));
    }

    private static String point(Report.Finished finished) {
        String title = finished.trial().title();
        return title.substring(title.indexOf(" seed ") + 6).replaceFirst("^\\d+ ?", "");
    }
}
