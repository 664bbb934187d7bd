package io.ansatz.runner.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * A pair, compared over its seeds.
 *
 * @param p that of {@code test} after Holm's correction for the family
 * @param equivalenceP that of {@code equivalence} after Holm's correction for the family
 */
public record Comparison(
        Pair pair,
        PairedMeans means,
        SignedRank test,
        Estimate shift,
        double p,
        Equivalence equivalence,
        double equivalenceP,
        Judgement judgement) {

    /**
     * Judges pairs together: the chance that any of them is called better or worse without being so is at most {@code alpha},
     * and so is the chance that any is called equivalent without being so.
     */
    public static List<Comparison> family(List<Pair> pairs, double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("Alpha lies between 0 and 1, unlike %s.".formatted(alpha));
        }
        int size = pairs.size();
        List<Differences> differences = pairs.stream().map(Pair::differences).toList();
        List<SignedRank> tests = differences.stream().map(SignedRank::of).toList();
        var equivalences = new ArrayList<Equivalence>();
        for (int i = 0; i < size; i++) {
            equivalences.add(Equivalence.signedRank(
                    differences.get(i), pairs.get(i).criterion().margin()));
        }
        double[] p = Holm.adjust(tests.stream().mapToDouble(SignedRank::p).toArray());
        double[] equivalenceP =
                Holm.adjust(equivalences.stream().mapToDouble(Equivalence::p).toArray());
        var comparisons = new ArrayList<Comparison>();
        for (int i = 0; i < size; i++) {
            Pair pair = pairs.get(i);
            Estimate shift = HodgesLehmann.of(differences.get(i));
            var evidence = new Evidence(
                    pair,
                    differences.get(i).n(),
                    p[i],
                    shift,
                    equivalenceP[i],
                    equivalences.get(i).interval(),
                    Sample.of(differences.get(i).values()).deviation(),
                    size,
                    alpha);
            comparisons.add(new Comparison(
                    pair,
                    PairedMeans.of(pair.ours().values(), pair.theirs().values()),
                    tests.get(i),
                    shift,
                    p[i],
                    equivalences.get(i),
                    equivalenceP[i],
                    Judgement.of(evidence)));
        }
        return List.copyOf(comparisons);
    }
}
