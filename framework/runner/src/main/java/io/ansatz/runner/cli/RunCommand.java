package io.ansatz.runner.cli;

import io.ansatz.runner.execution.LocalExecutor;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains what is missing, and shows the results. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains every trial of an experiment that is not done yet, and shows the results.")
final class RunCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ExperimentOptions options;

    @Option(
            names = "--runs",
            paramLabel = "FOLDER",
            defaultValue = "runs",
            description = "Where runs are kept (default: ${DEFAULT-VALUE}).")
    private Path runs;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        try (var workshop = Workshop.open(terminal)) {
            var study = workshop.study(options, runs);
            var watcher = new Progress(terminal);
            var report = new LocalExecutor(workshop.datasets()).run(study, watcher);
            terminal.live("");
            new ResultTable(study, report).print(terminal);
            return report.failures().isEmpty() ? 0 : 1;
        }
    }
}
