package io.ansatz.runner.cli;

import io.ansatz.runner.authoring.Verification.Verdict;
import io.ansatz.runner.catalog.Catalog;
import java.util.Optional;
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
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Say what to do: list, describe KIND:NAME, or verify.");
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

    /** Holds installed parts to their contracts. */
    @Command(
            name = "verify",
            description =
                    "Holds parts to the contracts of their kinds, says what was looked at, and ends with exit code 1 if one"
                            + " is broken.")
    static final class Verify implements Callable<Integer> {

        private static final int BROKEN = 1;

        private final Terminal terminal;

        @Parameters(
                paramLabel = "PART",
                arity = "0..1",
                description =
                        "A part, such as circuit:angle-embedding, or a plugin, such as circuit-angle-embedding, for all its"
                                + " parts. Left out, everything that is installed; then data sets that are not at hand are"
                                + " passed over.")
        private Optional<String> reference = Optional.empty();

        @Mixin
        private Help help;

        Verify(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            try (var workshop = Workshop.open(terminal)) {
                Catalog catalog = workshop.catalog();
                var report = new VerificationReport(terminal);
                if (reference.isPresent()) {
                    report.verify(new PartReference(reference.get()).parts(catalog));
                    return report.count(Verdict.BROKEN) + report.count(Verdict.WITHOUT_DATA) == 0 ? 0 : BROKEN;
                }
                report.verify(catalog.parts());
                return report.count(Verdict.BROKEN) == 0 && catalog.problems().isEmpty() ? 0 : BROKEN;
            }
        }
    }
}
