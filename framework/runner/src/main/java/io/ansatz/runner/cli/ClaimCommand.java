package io.ansatz.runner.cli;

import io.ansatz.runner.proof.BinaryClaim.Kind;
import io.ansatz.runner.proof.Figure;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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

    @Option(names = "--n", required = true, paramLabel = "NUMBER", description = "How many images were judged.")
    private long n;

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
        if (n < 1) {
            throw new ToMendException("--n must be at least 1, not %d.".formatted(n));
        }
        if (positives.isPresent() && (positives.get() < 1 || positives.get() >= n)) {
            throw new ToMendException("--positives must lie between 1 and %d, one less than --n, and not be %d."
                    .formatted(n - 1, positives.get()));
        }
        Map<Kind, Figure> figures = figures();
        if (figures.isEmpty()) {
            throw new ToMendException("Give a figure to check, such as --accuracy 99.91.");
        }
        if (positives.isEmpty()) {
            for (Kind kind : figures.keySet()) {
                if (kind != Kind.ACCURACY) {
                    throw new ToMendException(
                            "%s needs --positives: how many of the images are positive.".formatted(option(kind)));
                }
            }
        }
        var sheet = new ClaimSheet(n, positives, figures, figure("--majority", majority));
        sheet.lines().forEach(terminal::line);
        return sheet.possible() ? 0 : IMPOSSIBLE;
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
