package io.ansatz.runner.proof;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Figures of one test on images of which so many are positive. They can all be true only if there is a number of true positives
 * and one of true negatives from which every one of them follows.
 */
public record BinaryClaim(long positives, long negatives, Map<Kind, Figure> figures) {

    /** What a figure is of. */
    public enum Kind {
        SENSITIVITY,
        SPECIFICITY,
        ACCURACY,
        BALANCED_ACCURACY,
        /**
         * A curve that passes a point with sensitivity s and specificity t has at least the area s t below it, and at least
         * (1 - s)(1 - t) above it.
         */
        AUC;

        /** As the command line has it. */
        public String word() {
            return this == AUC ? "AUC" : name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    public BinaryClaim {
        if (positives < 1 || negatives < 1) {
            throw new IllegalArgumentException("A test needs positive and negative images.");
        }
        var ordered = new LinkedHashMap<Kind, Figure>();
        for (Kind kind : Kind.values()) {
            if (figures.containsKey(kind)) {
                ordered.put(kind, figures.get(kind));
            }
        }
        figures = Collections.unmodifiableMap(ordered);
    }

    /** Right answers, by class. */
    public record Answers(long truePositives, long trueNegatives) {}

    /** Between what a figure must lie. */
    public record Span(BigDecimal low, BigDecimal high) {}

    /**
     * All pairs from which the figures follow.
     *
     * @param count how many pairs there are
     */
    public record Ways(long count, Answers first, Answers last) {}

    /**
     * A figure that cannot stand beside others.
     *
     * @param beside the others
     * @param span between what they leave it
     */
    public record Contradiction(Kind kind, List<Kind> beside, Span span) {}

    /** The pairs from which all figures follow; empty if there is none. */
    public Optional<Ways> ways() {
        Ways ways = null;
        for (Row row : rows()) {
            long count = row.trueNegatives().to() - row.trueNegatives().from() + 1;
            var last = new Answers(row.truePositives(), row.trueNegatives().to());
            ways = ways == null
                    ? new Ways(
                            count,
                            new Answers(row.truePositives(), row.trueNegatives().from()),
                            last)
                    : new Ways(ways.count() + count, ways.first(), last);
        }
        return Optional.ofNullable(ways);
    }

    /** The first figure that does not go with those before it; empty if all of them go together. */
    public Optional<Contradiction> contradiction() {
        var before = new LinkedHashMap<Kind, Figure>();
        for (var figure : figures.entrySet()) {
            var without = new BinaryClaim(positives, negatives, before);
            before.put(figure.getKey(), figure.getValue());
            if (new BinaryClaim(positives, negatives, before).rows().isEmpty()) {
                return Optional.of(new Contradiction(
                        figure.getKey(), List.copyOf(without.figures().keySet()), without.span(figure.getKey())));
            }
        }
        return Optional.empty();
    }

    /** The true negatives that go with so many true positives. */
    private record Row(long truePositives, Counts trueNegatives) {}

    private List<Row> rows() {
        Counts truePositives = figures.containsKey(Kind.SENSITIVITY)
                ? figures.get(Kind.SENSITIVITY).of(positives)
                : new Counts(0, positives);
        var rows = new ArrayList<Row>();
        for (long right = truePositives.from(); right <= truePositives.to(); right++) {
            var trueNegatives = new Counts(0, negatives);
            for (var figure : figures.entrySet()) {
                trueNegatives = trueNegatives.with(trueNegatives(figure.getKey(), figure.getValue(), right));
            }
            if (!trueNegatives.none()) {
                rows.add(new Row(right, trueNegatives));
            }
        }
        return rows;
    }

    private Counts trueNegatives(Kind kind, Figure figure, long truePositives) {
        return switch (kind) {
            case SENSITIVITY -> new Counts(0, negatives);
            case SPECIFICITY -> figure.of(negatives);
            case ACCURACY -> {
                Counts right = figure.of(positives + negatives);
                yield new Counts(right.from() - truePositives, right.to() - truePositives);
            }
            case BALANCED_ACCURACY -> balanced(figure, truePositives);
            case AUC -> area(figure, truePositives);
        };
    }

    /** low <= (tp/P + tn/N) / 2 < high, solved for tn. */
    private Counts balanced(Figure figure, long truePositives) {
        return new Counts(
                trueNegativesFrom(figure.low(), truePositives), trueNegativesFrom(figure.high(), truePositives) - 1);
    }

    /** The smallest tn with N (2 P share - tp) / P <= tn. */
    private long trueNegativesFrom(BigDecimal share, long truePositives) {
        BigDecimal ofPositives =
                TWO.multiply(share).multiply(decimal(positives)).subtract(decimal(truePositives));
        return decimal(negatives)
                .multiply(ofPositives)
                .divide(decimal(positives), 0, RoundingMode.CEILING)
                .longValueExact();
    }

    /** tp tn / PN < high and (P - tp)(N - tn) / PN <= 1 - low, solved for tn. */
    private Counts area(Figure figure, long truePositives) {
        BigDecimal pairs = decimal(positives).multiply(decimal(negatives));
        long to = truePositives == 0
                ? negatives
                : figure.high()
                                .multiply(pairs)
                                .divide(decimal(truePositives), 0, RoundingMode.CEILING)
                                .longValueExact()
                        - 1;
        long wrong = positives - truePositives;
        long from = wrong == 0
                ? 0
                : negatives
                        - BigDecimal.ONE
                                .subtract(figure.low())
                                .multiply(pairs)
                                .divide(decimal(wrong), 0, RoundingMode.FLOOR)
                                .longValueExact();
        return new Counts(from, to);
    }

    /** Between what a figure lies in all of the ways. */
    private Span span(Kind kind) {
        BigDecimal low = BigDecimal.ONE;
        BigDecimal high = BigDecimal.ZERO;
        for (Row row : rows()) {
            low = low.min(of(kind, row.truePositives(), row.trueNegatives().from(), false));
            high = high.max(of(kind, row.truePositives(), row.trueNegatives().to(), true));
        }
        return new Span(low, high);
    }

    /** @param most whether the largest value is asked for, where there are several */
    private BigDecimal of(Kind kind, long truePositives, long trueNegatives, boolean most) {
        BigDecimal sensitivity = share(truePositives, positives);
        BigDecimal specificity = share(trueNegatives, negatives);
        return switch (kind) {
            case SENSITIVITY -> sensitivity;
            case SPECIFICITY -> specificity;
            case ACCURACY -> share(truePositives + trueNegatives, positives + negatives);
            case BALANCED_ACCURACY -> sensitivity.add(specificity).divide(TWO);
            case AUC ->
                most
                        ? BigDecimal.ONE.subtract(
                                BigDecimal.ONE.subtract(sensitivity).multiply(BigDecimal.ONE.subtract(specificity)))
                        : sensitivity.multiply(specificity);
        };
    }

    private static BigDecimal share(long count, long n) {
        return decimal(count).divide(decimal(n), MathContext.DECIMAL64);
    }

    private static BigDecimal decimal(long number) {
        return BigDecimal.valueOf(number);
    }
}
