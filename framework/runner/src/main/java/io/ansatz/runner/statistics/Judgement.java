package io.ansatz.runner.statistics;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * The verdict on a pair, and a sentence that says what it rests on.
 *
 * @param seeds about how many seeds it would take; only where nothing can be told, and more seeds would help
 */
public record Judgement(Verdict verdict, String sentence, OptionalInt seeds) {

    /**
     * In this order: nothing is told of a side that did not converge; a difference that is shown to be smaller than the margin
     * does not matter, even if it is not 0; a test that cannot reach alpha shows nothing; a difference is shown by the p of the
     * family.
     */
    static Judgement of(Evidence evidence) {
        Pair pair = evidence.pair();
        if (!pair.ours().converged() || !pair.theirs().converged()) {
            return untold(evidence, convergence(pair), OptionalInt.empty());
        }
        if (evidence.equivalenceP() <= evidence.alpha()) {
            return equivalent(evidence);
        }
        if (!evidence.reaches()) {
            return beyondReach(evidence);
        }
        double shift = evidence.shift().value();
        if (evidence.p() <= evidence.alpha() && shift != 0) {
            return different(evidence, pair.criterion().lowerIsBetter() ? shift < 0 : shift > 0);
        }
        return open(evidence);
    }

    private static Judgement different(Evidence evidence, boolean better) {
        Pair pair = evidence.pair();
        Estimate shift = evidence.shift();
        boolean higher = shift.value() > 0;
        String sentence = "%s is %s than %s: its %s is %s by %s (%s interval %s to %s; %s%s; %d seeds)."
                .formatted(
                        pair.ours().name(),
                        better ? Verdict.BETTER : Verdict.WORSE,
                        pair.theirs().name(),
                        pair.criterion().name(),
                        higher ? "higher" : "lower",
                        fixed(Math.abs(shift.value())),
                        shift.percent(),
                        fixed(higher ? shift.low() : -shift.high()),
                        fixed(higher ? shift.high() : -shift.low()),
                        p(evidence.p()),
                        family(evidence),
                        evidence.n());
        return new Judgement(better ? Verdict.BETTER : Verdict.WORSE, sentence, OptionalInt.empty());
    }

    private static Judgement equivalent(Evidence evidence) {
        Pair pair = evidence.pair();
        Estimate interval = evidence.equivalence();
        String sentence =
                "%s and %s are equivalent in %s within %s: the difference is %s (%s interval %s to %s; %s%s; %d seeds)."
                        .formatted(
                                pair.ours().name(),
                                pair.theirs().name(),
                                pair.criterion().name(),
                                plain(pair.criterion().margin()),
                                signed(interval.value()),
                                interval.percent(),
                                signed(interval.low()),
                                signed(interval.high()),
                                p(evidence.equivalenceP()),
                                family(evidence),
                                evidence.n());
        return new Judgement(Verdict.EQUIVALENT, sentence, OptionalInt.empty());
    }

    private static Judgement beyondReach(Evidence evidence) {
        int fewest = evidence.fewest();
        OptionalInt seeds = evidence.seeds();
        String reason = "with %s the smallest p%s is %s, above %s. It takes at least %d seeds%s."
                .formatted(
                        counted(evidence.n()),
                        family(evidence),
                        plain(evidence.smallestP()),
                        plain(evidence.alpha()),
                        fewest,
                        seeds.isPresent() && seeds.getAsInt() > fewest
                                ? "; about %d would do".formatted(seeds.getAsInt())
                                : "");
        return untold(evidence, reason, seeds.isPresent() ? seeds : OptionalInt.of(fewest));
    }

    private static Judgement open(Evidence evidence) {
        Estimate shift = evidence.shift();
        OptionalInt seeds = evidence.seeds();
        String reason =
                "the difference is %s (%s interval %s to %s; %s%s; %s), and it is not shown to be within %s either.%s"
                        .formatted(
                                signed(shift.value()),
                                shift.percent(),
                                signed(shift.low()),
                                signed(shift.high()),
                                p(evidence.p()),
                                family(evidence),
                                counted(evidence.n()),
                                plain(evidence.pair().criterion().margin()),
                                seeds.isPresent() ? " About %d seeds would do.".formatted(seeds.getAsInt()) : "");
        return untold(evidence, reason, seeds);
    }

    private static Judgement untold(Evidence evidence, String reason, OptionalInt seeds) {
        Pair pair = evidence.pair();
        String sentence = "It cannot be told whether %s or %s is better in %s: %s"
                .formatted(
                        pair.ours().name(),
                        pair.theirs().name(),
                        pair.criterion().name(),
                        reason);
        return new Judgement(Verdict.CANNOT_TELL, sentence, seeds);
    }

    private static String convergence(Pair pair) {
        Side ours = pair.ours();
        Side theirs = pair.theirs();
        if (ours.converged()) {
            return "%s did not converge.".formatted(unconverged(theirs));
        }
        if (theirs.converged()) {
            return "%s did not converge.".formatted(unconverged(ours));
        }
        return "%s and %s did not converge.".formatted(unconverged(ours), unconverged(theirs));
    }

    private static String unconverged(Side side) {
        int seeds = side.values().length;
        return seeds == 1
                ? "the one seed of " + side.name()
                : "%d of %s of %s".formatted(side.unconverged(), counted(seeds), side.name());
    }

    private static String counted(int seeds) {
        return seeds == 1 ? "1 seed" : "%d seeds".formatted(seeds);
    }

    private static String family(Evidence evidence) {
        return evidence.family() == 1 ? "" : " in a family of %d".formatted(evidence.family());
    }

    private static String p(double p) {
        String words = PValue.words(p);
        return words.startsWith("<") ? "p " + words : "p = " + words;
    }

    private static String fixed(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.4f", value);
    }

    /** As short as it can be said: 0.05, 0.4375. */
    private static String plain(double value) {
        return Double.toString(Math.rint(value * 1e6) / 1e6).replaceFirst("\\.0$", "");
    }
}
