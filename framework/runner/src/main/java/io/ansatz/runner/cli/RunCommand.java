package io.ansatz.runner.cli;

import io.ansatz.runner.execution.LocalExecutor;
import io.ansatz.runner.execution.Report;
import io.ansatz.runner.execution.Study;
import java.io.IOException;
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
            var executor = new LocalExecutor(workshop.datasets());
            Report report = run(executor, study);
            if (report.stopped()) {
                return NOT_ALL_DONE;
            }
            new ResultTable(study, report).print(terminal);
            return report.failures().isEmpty() && report.busy().isEmpty() ? 0 : NOT_ALL_DONE;
        }
    }

    private Report run(LocalExecutor executor, Study study) throws IOException {
        var interruption = new Interruption(executor, terminal);
        try {
            Report report = executor.run(study, new Progress(terminal, System::nanoTime));
            terminal.live("");
            return report;
        } finally {
            interruption.close();
        }
    }
}
