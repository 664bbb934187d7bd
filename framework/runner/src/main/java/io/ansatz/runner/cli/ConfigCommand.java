package io.ansatz.runner.cli;

import io.ansatz.runner.experiment.ResolvedExperiment;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What an experiment file comes to. */
@Command(name = "config", description = "Shows what an experiment file comes to.")
final class ConfigCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Help help;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to show: ansatz config show FILE.");
    }

    /** Prints the whole experiment. */
    @Command(
            name = "show",
            sortOptions = false,
            description = "Prints the whole experiment with every default filled in, as YAML that reads back the same.")
    static final class Show implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private ExperimentOptions options;

        @Option(names = "--origin", description = "Say behind each value where it comes from.")
        private boolean origin;

        @Mixin
        private Help help;

        Show(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            try (var workshop = Workshop.open(terminal)) {
                ResolvedExperiment resolved = workshop.read(options).resolved();
                terminal.line((origin ? resolved.yamlWithOrigins() : resolved.yaml()).stripTrailing());
                return 0;
            }
        }
    }
}
