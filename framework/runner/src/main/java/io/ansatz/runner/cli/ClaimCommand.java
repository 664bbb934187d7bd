package io.ansatz.runner.cli;

import io.ansatz.api.dataset.Outline;
import io.ansatz.runner.experiment.DatasetChoice;
import io.ansatz.runner.experiment.Division;
import io.ansatz.runner.proof.BinaryClaim.Kind;
import io.ansatz.runner.proof.Figure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks published figures against the number of images they are said to be of. */
@Command(
        name = "check-claim",
        sortOptions = false,
        description = {
            "Says whether published figures are possible, of so many images.",
            "",
            "They are if some count of right answers gives each of them, and one confusion matrix all. Ends with 0 if so and"
                    + " with 1 if not.",
            "",
            "A figure with a percent sign or above 1 is a percentage, any other a share of 1. Its decimals count: 99.91 is"
                    + " everything that rounds to it, from 99.905 on and below 99.915 %%. Of a mean over several runs, --n is the"
                    + " images of all runs together.",
            ""
        })
final class ClaimCommand implements Callable<Integer> {

    private static final int IMPOSSIBLE = 1;

    private final Terminal terminal;

    @Option(names = "--n", paramLabel = "NUMBER", description = "How many images were judged.")
    private Optional<Long> n = Optional.empty();

    @Option(
            names = "--dataset",
            paramLabel = "DATA",
            description =
                    "Instead of --n and --positives a data set, such as medmnist, whose published test images were judged.")
    private Optional<String> dataset = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Replaces a setting of the data set, such as --set variant=pathmnist. May be repeated.")
    private List<String> sets = new ArrayList<>();

    @Option(names = "--accuracy", paramLabel = "FIGURE", description = "The share of right answers.")
    private Optional<String> accuracy = Optional.empty();

    @Option(
            names = "--majority",
            paramLabel = "FIGURE",
            description = "The share of the commonest class; --positives tells it, too.")
    private Optional<String> majority = Optional.empty();

    @Option(
            names = "--positives",
            paramLabel = "NUMBER",
            description = "How many of the images are positive, where there are two classes.")
    private Optional<Long> positives = Optional.empty();

    @Option(
            names = "--sensitivity",
            paramLabel = "FIGURE",
            description = "The share of positive images that are recognised.")
    private Optional<String> sensitivity = Optional.empty();

    @Option(
            names = "--specificity",
            paramLabel = "FIGURE",
            description = "The share of the other images that are recognised.")
    private Optional<String> specificity = Optional.empty();

    @Option(names = "--balanced-accuracy", paramLabel = "FIGURE", description = "The mean of these two.")
    private Optional<String> balancedAccuracy = Optional.empty();

    @Option(
            names = "--auc",
            paramLabel = "FIGURE",
            description = "The area under the ROC curve of the scores that were cut into those answers.")
    private Optional<String> auc = Optional.empty();

    @Mixin
    private Help help;

    ClaimCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Map<Kind, Figure> figures = figures();
        if (figures.isEmpty()) {
            throw new ToMendException("Give a figure to check, such as --accuracy 99.91.");
        }
        TestImages images = images();
        if (images.positives().isEmpty()) {
            for (Kind kind : figures.keySet()) {
                if (kind != Kind.ACCURACY) {
                    throw new ToMendException(
                            "%s needs --positives: how many of the images are positive.".formatted(option(kind)));
                }
            }
        }
        var sheet = new ClaimSheet(images, figures, figure("--majority", majority));
        sheet.lines().forEach(terminal::line);
        return sheet.possible() ? 0 : IMPOSSIBLE;
    }

    private TestImages images() throws Exception {
        if (dataset.isPresent()) {
            if (n.isPresent() || positives.isPresent() || majority.isPresent()) {
                throw new ToMendException(
                        "--dataset says how many images there are, and of which classes. Leave out --n,"
                                + " --positives and --majority.");
            }
            return published(dataset.get());
        }
        if (n.isEmpty()) {
            throw new ToMendException(
                    "Say how many images were judged, with --n, or the test images of which data set, with --dataset.");
        }
        if (!sets.isEmpty()) {
            throw new ToMendException("--set goes with --dataset.");
        }
        long count = n.get();
        if (count < 1) {
            throw new ToMendException("--n must be at least 1, not %d.".formatted(count));
        }
        if (positives.isPresent() && (positives.get() < 1 || positives.get() >= count)) {
            throw new ToMendException("--positives must lie between 1 and %d, one less than --n, and not be %d."
                    .formatted(count - 1, positives.get()));
        }
        return TestImages.of(count, positives);
    }

    /** The test images that a data set should have, without opening any. */
    private TestImages published(String name) throws Exception {
        try (var workshop = Workshop.open(terminal)) {
            var options = new DataOptions();
            options.data = name;
            options.sets = sets;
            DatasetChoice choice = workshop.dataset(options);
            if (!(choice.split() instanceof Division.Given)) {
                throw new ToMendException("Of images that were divided anew no counts are published. Say --n instead.");
            }
            Outline outline = workshop.datasets()
                    .outline(choice)
                    .filter(known -> !known.published().test().isEmpty())
                    .orElseThrow(() -> new ToMendException("""
                            How many test images of each class %s should have is not known without its files, or was not published.
                            Say --n instead, and --positives or --majority if you know them.""".formatted(choice.name())));
            List<Integer> counts = outline.published().test();
            long count = counts.stream().mapToLong(Integer::longValue).sum();
            long commonest = Collections.max(counts);
            terminal.line(String.format(
                    Locale.ROOT,
                    "%s was published with %,d test images. Always answering the commonest class, '%s', is right for %,d (%.2f %%).",
                    Stream.concat(Stream.of(choice.name()), sets.stream()).collect(Collectors.joining(" ")),
                    count,
                    outline.classes().get(counts.indexOf((int) commonest)),
                    commonest,
                    100.0 * commonest / count));
            if (counts.size() > 2) {
                return new TestImages(count, Optional.empty(), Optional.of(commonest));
            }
            terminal.line(String.format(
                    Locale.ROOT,
                    "Positive is label 1, '%s', with %,d of them.",
                    outline.classes().get(1),
                    counts.get(1)));
            return TestImages.of(count, Optional.of(counts.get(1).longValue()));
        }
    }

    private Map<Kind, Figure> figures() throws ToMendException {
        var figures = new EnumMap<Kind, Figure>(Kind.class);
        for (Kind kind : Kind.values()) {
            figure(option(kind), text(kind)).ifPresent(figure -> figures.put(kind, figure));
        }
        return figures;
    }

    private Optional<String> text(Kind kind) {
        return switch (kind) {
            case SENSITIVITY -> sensitivity;
            case SPECIFICITY -> specificity;
            case ACCURACY -> accuracy;
            case BALANCED_ACCURACY -> balancedAccuracy;
            case AUC -> auc;
        };
    }

    private static String option(Kind kind) {
        return kind == Kind.AUC ? "--auc" : "--" + kind.word();
    }

    private static Optional<Figure> figure(String option, Optional<String> text) throws ToMendException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Figure.read(text.get()));
        } catch (IllegalArgumentException e) {
            throw new ToMendException("%s %s".formatted(option, e.getMessage()));
        }
    }
}
