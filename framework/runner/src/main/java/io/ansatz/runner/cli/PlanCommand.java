package io.ansatz.runner.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what a run would do. */
@Command(
        name = "plan",
        sortOptions = false,
        description = "Shows the trials of an experiment, which are done, and what each costs; trains nothing.")
final class PlanCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ExperimentOptions options;

    @Mixin
    private RunsOption runs;

    @Mixin
    private Help help;

    PlanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        try (var workshop = Workshop.open(terminal)) {
            new PlanTable(workshop.study(options, runs.folder), workshop.datasets(), workshop.drawings())
                    .lines()
                    .forEach(terminal::line);
            return 0;
        }
    }
}
