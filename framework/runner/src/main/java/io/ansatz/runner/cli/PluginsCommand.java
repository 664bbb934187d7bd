package io.ansatz.runner.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can stand behind {@code use:}. */
@Command(name = "plugins", description = "Shows what can stand behind use: in an experiment file.")
final class PluginsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Help help;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: list, or describe KIND:NAME.");
    }

    /** Lists all parts. */
    @Command(name = "list", description = "Lists every part with the plugin that offers it.")
    static final class ListAll implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private Help help;

        ListAll(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            try (var workshop = Workshop.open(terminal)) {
                new PartSheet(workshop.catalog()).list().forEach(terminal::line);
                return 0;
            }
        }
    }

    /** Describes one part. */
    @Command(
            name = "describe",
            description =
                    "Shows the settings of a part: their type, default and meaning; for a circuit also its drawing.")
    static final class Describe implements Callable<Integer> {

        private final Terminal terminal;

        @Parameters(paramLabel = "KIND:NAME", description = "The part, such as circuit:angle-embedding.")
        private String part;

        @Mixin
        private Help help;

        Describe(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            try (var workshop = Workshop.open(terminal)) {
                new PartSheet(workshop.catalog()).describe(part).forEach(terminal::line);
                return 0;
            }
        }
    }
}
