package io.ansatz.runner.cli;

import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.DatasetSource;
import io.ansatz.api.dataset.Offer;
import io.ansatz.runner.catalog.Catalog;
import io.ansatz.runner.experiment.DatasetChoice;
import io.ansatz.runner.guard.Finding;
import io.ansatz.runner.guard.Inspection;
import io.ansatz.runner.report.ContactSheet;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at data, without training on it. */
@Command(name = "data", description = "Lists, describes, fetches or checks data sets.")
final class DataCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Help help;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Say what to do: list, or describe, fetch or check DATA.");
    }

    /** Lists what there is. */
    @Command(name = "list", description = "Lists the data sets that the plugins know, with their sizes and licences.")
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
                var table = new Table("use", "settings", "images", "classes", "licence", "what they show");
                for (Catalog.Entry entry : workshop.catalog().parts()) {
                    if (entry.part() instanceof DatasetSource<?> source) {
                        for (Offer offer : source.offers()) {
                            table.row(
                                    source.name(),
                                    offer.words(),
                                    offer.images(),
                                    offer.classes().isPresent()
                                            ? Integer.toString(offer.classes().getAsInt())
                                            : "",
                                    offer.licence(),
                                    offer.about());
                        }
                        if (source.offers().isEmpty()) {
                            table.row(source.name(), "", "", "", "", own(workshop.catalog(), entry));
                        }
                    }
                }
                table.lines().forEach(terminal::line);
                return 0;
            }
        }

        private static String own(Catalog catalog, Catalog.Entry entry) {
            return catalog.describe(entry.kind(), entry.name()).orElseThrow().meaning();
        }
    }

    /** Shows the passport of a data set. */
    @Command(
            name = "describe",
            sortOptions = false,
            description = "Opens a data set and shows what is known of it; with --pictures also its images.")
    static final class Describe implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private DataOptions options;

        @Option(
                names = "--pictures",
                paramLabel = "FOLDER",
                description = "Writes a sheet of images of each class into this folder, as PNG.")
        private Optional<Path> pictures = Optional.empty();

        @Mixin
        private Help help;

        Describe(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            try (var workshop = Workshop.open(terminal)) {
                DatasetChoice choice = workshop.dataset(options);
                Dataset dataset = workshop.datasets().look(choice);
                new PassportSheet(choice.name(), dataset).lines().forEach(terminal::line);
                if (pictures.isPresent()) {
                    for (Path sheet : ContactSheet.ofClasses(dataset, pictures.get())) {
                        terminal.line("Wrote %s.".formatted(sheet));
                    }
                }
                return 0;
            }
        }
    }

    /** Brings a data set here. */
    @Command(
            name = "fetch",
            sortOptions = false,
            description = "Brings the data of a data set into the cache, where it has an address, and opens it once.")
    static final class Fetch implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private DataOptions options;

        @Mixin
        private Help help;

        Fetch(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            try (var workshop = Workshop.open(terminal)) {
                DatasetChoice choice = workshop.dataset(options);
                Dataset dataset = workshop.datasets().look(choice);
                terminal.line(String.format(
                        Locale.ROOT,
                        "%s is here: %,d images of %s. Licence: %s.",
                        choice.name(),
                        dataset.train().size()
                                + dataset.validation().size()
                                + dataset.test().size(),
                        dataset.shape(),
                        dataset.passport().licence()));
                return 0;
            }
        }
    }

    /** Looks for what spoils a judgement. */
    @Command(
            name = "check",
            sortOptions = false,
            description =
                    "Looks for the same images, lesions or patients in several parts, and for labels that are not as published;"
                            + " ends with 1 if a promise is broken.")
    static final class Check implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private DataOptions options;

        @Option(
                names = "--pictures",
                paramLabel = "FOLDER",
                description = "Writes what breaks a promise into this folder, as a table of pairs and as PNG.")
        private Optional<Path> pictures = Optional.empty();

        @Mixin
        private Help help;

        Check(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            try (var workshop = Workshop.open(terminal)) {
                DatasetChoice choice = workshop.dataset(options);
                Inspection inspection = workshop.datasets().inspect(choice);
                var table = new Table("promise", "verdict", "what was found");
                for (Finding finding : inspection.findings()) {
                    table.row(finding.promise(), finding.verdict().toString(), finding.sentence());
                }
                table.lines().forEach(terminal::line);
                if (pictures.isPresent()) {
                    Dataset dataset = workshop.datasets().look(choice);
                    for (Path file : ContactSheet.ofPairs(dataset, inspection, pictures.get())) {
                        terminal.line("Wrote %s.".formatted(file));
                    }
                }
                return inspection.violations().isEmpty() ? 0 : 1;
            }
        }
    }
}
