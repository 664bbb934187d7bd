package io.ansatz.runner.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks an experiment file without opening its data. */
@Command(
        name = "validate",
        sortOptions = false,
        description = "Checks an experiment file and reports all its problems; opens no data and trains nothing.")
final class ValidateCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ExperimentOptions options;

    @Mixin
    private Help help;

    ValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        try (var workshop = Workshop.open(terminal)) {
            var reading = workshop.read(options);
            int trials = 0;
            for (var variant : reading.variants()) {
                var experiment = variant.experiment();
                trials += experiment.seeds().size() * (1 + experiment.controls().size());
            }
            terminal.line("%s is valid: %s.".formatted(options.file, trials == 1 ? "1 trial" : trials + " trials"));
            return 0;
        }
    }
}
