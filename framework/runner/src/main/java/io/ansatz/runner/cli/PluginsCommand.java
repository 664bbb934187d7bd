package io.ansatz.runner.cli;

import io.ansatz.runner.authoring.NewPlugin;
import io.ansatz.runner.authoring.PartName;
import io.ansatz.runner.authoring.Verification.Verdict;
import io.ansatz.runner.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can stand behind {@code use:}. */
@Command(name = "plugins", description = "Shows, proves and begins what can stand behind use: in an experiment file.")
final class PluginsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Help help;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Say what to do: list, describe KIND:NAME, verify, or new KIND NAME.");
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

    /** Writes a module for a plugin of one's own. */
    @Command(
            name = "new",
            sortOptions = false,
            description =
                    "Writes a Maven module with a small part that works, its test, and what it is built against: a plugin to"
                            + " begin with.")
    static final class New implements Callable<Integer> {

        private final Terminal terminal;

        @Parameters(index = "0", paramLabel = "KIND", description = "What the part is: circuit, backbone or dataset.")
        private String kind;

        @Parameters(index = "1", paramLabel = "NAME", description = "What stands behind use:, such as small-ring.")
        private String name;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FOLDER",
                description = "Where the module is written (default: KIND-NAME, here).")
        private Optional<Path> folder = Optional.empty();

        @Option(
                names = "--group",
                paramLabel = "GROUP",
                defaultValue = "org.example",
                description = "The Maven group, and the package around the part's own (default: ${DEFAULT-VALUE}).")
        private String group;

        @Mixin
        private Help help;

        New(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            try {
                var plugin = new NewPlugin(PartReference.kind(kind), new PartName(name), group);
                requireNewName(plugin);
                Path place = folder.orElse(Path.of(plugin.artifact()));
                plugin.write(place);
                terminal.line("Wrote %s. Its part is %s. Next:".formatted(place, plugin.source()));
                terminal.line("  mvn -f %s verify".formatted(place));
                terminal.line("  export ANSATZ_PLUGINS=%s"
                        .formatted(place.toAbsolutePath().normalize()));
                terminal.line("  ansatz plugins verify %s:%s"
                        .formatted(plugin.kind(), plugin.name().word()));
                return 0;
            } catch (IllegalArgumentException e) {
                throw new ToMendException(e.getMessage());
            }
        }

        /** Of two parts of one kind and name neither would be offered. */
        private void requireNewName(NewPlugin plugin) throws ToMendException, IOException {
            try (var workshop = Workshop.open(terminal)) {
                String word = plugin.name().word();
                for (Catalog.Entry entry : workshop.catalog().parts()) {
                    if (entry.kind() == plugin.kind() && entry.name().equals(word)) {
                        throw new ToMendException("There is a %s '%s' already, from the plugin %s. Choose another name."
                                .formatted(plugin.kind(), word, entry.plugin()));
                    }
                }
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
