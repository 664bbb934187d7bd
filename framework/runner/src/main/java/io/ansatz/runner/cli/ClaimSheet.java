package io.ansatz.runner.cli;

import io.ansatz.runner.proof.BinaryClaim;
import io.ansatz.runner.proof.BinaryClaim.Contradiction;
import io.ansatz.runner.proof.BinaryClaim.Kind;
import io.ansatz.runner.proof.BinaryClaim.Ways;
import io.ansatz.runner.proof.Binomial;
import io.ansatz.runner.proof.Counts;
import io.ansatz.runner.proof.Figure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is to be said of published figures, in lines. */
final class ClaimSheet {

    private static final double SMALL = 0.001;
    private static final String INDENT = "  ";

    private final long n;
    private final Optional<Long> positives;
    private final Optional<Long> commonest;
    private final Map<Kind, Figure> figures;
    private final Optional<Figure> majority;
    private final List<String> lines = new ArrayList<>();
    private boolean possible = true;

    ClaimSheet(TestImages images, Map<Kind, Figure> figures, Optional<Figure> majority) {
        n = images.count();
        positives = images.positives();
        commonest = images.commonest();
        this.figures = figures;
        this.majority = majority;
        if (figures.containsKey(Kind.ACCURACY)) {
            Figure accuracy = figures.get(Kind.ACCURACY);
            judge(Kind.ACCURACY.word(), accuracy, n, "right");
            if (!accuracy.of(n).none()) {
                holdAgainstTheMajority(accuracy.of(n));
            }
        }
        majority.ifPresent(this::judgeMajority);
        positives.ifPresent(this::judgeClasses);
        lines.add(possible ? "Possible." : "Impossible.");
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    boolean possible() {
        return possible;
    }

    /** @param counted what the images are that are counted */
    private void judge(String what, Figure figure, long of, String counted) {
        Counts counts = figure.of(of);
        if (counts.none()) {
            possible = false;
            tell("%s %s of %,d images is impossible: no count of them gives it.", what, figure, of);
            tell(INDENT + "%s", nearest(figure, of));
            Counts cutOff = figure.cutOff(of);
            if (!cutOff.none()) {
                tell(
                        INDENT + "%s would read so if its decimals were cut off instead of rounded.",
                        share(figure, cutOff.from(), of));
            }
            tell(INDENT + "The fewest images of which it is possible are %,d.", figure.smallest());
            if (figure.below(of) >= 0) {
                interval(figure, figure.below(of), of);
            }
            if (figure.above(of) <= of) {
                interval(figure, figure.above(of), of);
            }
            return;
        }
        tell("%s %s of %,d images is possible: %s %s.", what, figure, of, among(figure, counts, of), counted);
        interval(figure, counts.from(), of);
        if (!counts.single()) {
            interval(figure, counts.to(), of);
        }
    }

    private static String among(Figure figure, Counts counts, long of) {
        return counts.single()
                ? "%s %s".formatted(share(figure, counts.from(), of), counts.from() == 1 ? "is" : "are")
                : "from %s to %s are".formatted(share(figure, counts.from(), of), share(figure, counts.to(), of));
    }

    private static String nearest(Figure figure, long of) {
        long below = figure.below(of);
        long above = figure.above(of);
        if (below < 0) {
            return "The nearest is %s.".formatted(share(figure, above, of));
        }
        if (above > of) {
            return "The nearest is %s.".formatted(share(figure, below, of));
        }
        return "The nearest are %s and %s.".formatted(share(figure, below, of), share(figure, above, of));
    }

    private static String share(Figure figure, long count, long of) {
        return String.format(Locale.ROOT, "%,d (%s)", count, figure.like(count, of));
    }

    private void interval(Figure figure, long count, long of) {
        var binomial = new Binomial(count, of);
        tell(
                INDENT + "95 %% interval of %,d: %s (Clopper and Pearson), %s (Wilson).",
                count,
                range(figure, binomial.exact()),
                range(figure, binomial.wilson()));
    }

    private static String range(Figure figure, Binomial.Range range) {
        return "%s to %s".formatted(like(figure, range.low()), like(figure, range.high()));
    }

    private static String like(Figure figure, double share) {
        return figure.like(BigDecimal.valueOf(share));
    }

    private void holdAgainstTheMajority(Counts right) {
        if (commonest.isPresent()) {
            Figure accuracy = figures.get(Kind.ACCURACY);
            holdAgainst(right, (double) commonest.get() / n, accuracy.like(commonest.get(), n));
        } else {
            majority.ifPresent(figure -> holdAgainst(right, figure.share(), figure.toString()));
        }
    }

    private void holdAgainst(Counts right, double rate, String words) {
        long least = right.from();
        double chance = new Binomial(least, n).asGoodByChance(rate);
        tell(
                INDENT
                        + "Always answering the commonest class is right for %s. %,d right answers are %s: if each were right with"
                        + " that probability, as many or more would come with p %s (exact, one-sided).",
                words,
                least,
                (double) least / n > rate ? "more" : "not more",
                probability(chance));
    }

    private static String probability(double p) {
        if (p < 1e-300) {
            return "< 1e-300";
        }
        return p < SMALL ? String.format(Locale.ROOT, "= %.1e", p) : String.format(Locale.ROOT, "= %.3f", p);
    }

    private void judgeMajority(Figure figure) {
        if (commonest.isPresent()) {
            if (!figure.of(n).holds(commonest.get())) {
                possible = false;
                tell(
                        "majority %s is impossible: the commonest class has %s.",
                        figure, share(figure, commonest.get(), n));
            }
        } else if (figure.of(n).none()) {
            judge("majority", figure, n, "of that class");
        }
    }

    private void judgeClasses(long positive) {
        long negative = n - positive;
        boolean each = !figures.containsKey(Kind.ACCURACY)
                || !figures.get(Kind.ACCURACY).of(n).none();
        if (figures.containsKey(Kind.SENSITIVITY)) {
            Figure figure = figures.get(Kind.SENSITIVITY);
            judge(Kind.SENSITIVITY.word(), figure, positive, "recognised");
            each &= !figure.of(positive).none();
        }
        if (figures.containsKey(Kind.SPECIFICITY)) {
            Figure figure = figures.get(Kind.SPECIFICITY);
            judge(Kind.SPECIFICITY.word(), figure, negative, "recognised");
            each &= !figure.of(negative).none();
        }
        boolean several = figures.size() > 1 || !figures.containsKey(Kind.ACCURACY);
        if (each && several) {
            var claim = new BinaryClaim(positive, negative, figures);
            claim.ways().ifPresentOrElse(ways -> tell("%s", together(ways, positive, negative)), () -> {
                possible = false;
                tell("%s", apart(claim.contradiction().orElseThrow()));
            });
        }
    }

    private String together(Ways ways, long positive, long negative) {
        String all = figures.size() == 1 ? "It is" : "Together they are";
        String first = String.format(
                Locale.ROOT,
                "%,d true and %,d false positives, %,d true and %,d false negatives",
                ways.first().truePositives(),
                negative - ways.first().trueNegatives(),
                ways.first().trueNegatives(),
                positive - ways.first().truePositives());
        return ways.count() == 1
                ? "%s possible in one way: %s.".formatted(all, first)
                : String.format(Locale.ROOT, "%s possible in %,d ways, such as %s.", all, ways.count(), first);
    }

    private String apart(Contradiction contradiction) {
        Figure figure = figures.get(contradiction.kind());
        String what = contradiction.kind().word();
        String span = "%s to %s"
                .formatted(
                        figure.like(contradiction.span().low()),
                        figure.like(contradiction.span().high()));
        if (contradiction.beside().isEmpty()) {
            return "%s %s is impossible with so many positives and negatives.".formatted(what, figure);
        }
        String beside = contradiction.beside().stream()
                .map(kind -> kind.word() + " " + figures.get(kind))
                .collect(Collectors.joining(", "));
        return "Together they are impossible: %s %s cannot stand beside %s, which %s it %s."
                .formatted(what, figure, beside, contradiction.beside().size() == 1 ? "leaves" : "leave", span);
    }

    private void tell(String sentence, Object... words) {
        lines.add(String.format(Locale.ROOT, sentence, words));
    }
}
