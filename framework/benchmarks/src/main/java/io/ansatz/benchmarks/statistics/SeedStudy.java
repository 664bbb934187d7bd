package io.ansatz.benchmarks.statistics;

import io.ansatz.runner.statistics.Comparison;
import io.ansatz.runner.statistics.Criterion;
import io.ansatz.runner.statistics.Equivalence;
import io.ansatz.runner.statistics.Pair;
import io.ansatz.runner.statistics.Side;
import io.ansatz.runner.statistics.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A hybrid and its controls over seeds. What a seed does to every side is drawn once, as the same seed means the same start
 * and the same batches; the controls share the hybrid, as they do in a study.
 *
 * @param family how many controls there are
 * @param advantage by how much the hybrid is better than each, in truth
 * @param deviation the standard deviation of a difference, before it is rounded
 */
record SeedStudy(Noise noise, int seeds, int family, double advantage, double deviation, double margin) {

    static final double ALPHA = 0.05;

    /**
     * What became of one study, or of many.
     *
     * @param claimed studies in which a control was said to be better or worse than the hybrid
     * @param better pairs called better
     * @param equivalent pairs called equivalent
     * @param equivalentByStudent pairs that Student's two one-sided tests would call so, each for itself
     * @param equivalentByRanks pairs that those by signed ranks would call so, each for itself
     * @param means intervals of the mean that hold the advantage
     * @param shifts intervals of the shift that hold the advantage
     */
    record Tally(
            Share claimed,
            Share better,
            Share equivalent,
            Share equivalentByStudent,
            Share equivalentByRanks,
            Share means,
            Share shifts) {

        static Tally none() {
            Share none = Share.none();
            return new Tally(none, none, none, none, none, none, none);
        }

        Tally and(Tally other) {
            return new Tally(
                    claimed.and(other.claimed),
                    better.and(other.better),
                    equivalent.and(other.equivalent),
                    equivalentByStudent.and(other.equivalentByStudent),
                    equivalentByRanks.and(other.equivalentByRanks),
                    means.and(other.means),
                    shifts.and(other.shifts));
        }
    }

    Tally run(SplittableRandom random) {
        List<Comparison> comparisons = Comparison.family(pairs(random), ALPHA);
        Tally tally = Tally.none();
        boolean claim = false;
        for (Comparison comparison : comparisons) {
            Verdict verdict = comparison.judgement().verdict();
            claim |= verdict == Verdict.BETTER || verdict == Verdict.WORSE;
            Equivalence student = Equivalence.student(comparison.pair().differences(), margin);
            tally = tally.and(new Tally(
                    Share.none(),
                    Share.none().and(verdict == Verdict.BETTER),
                    Share.none().and(verdict == Verdict.EQUIVALENT),
                    Share.none().and(student.p() <= ALPHA),
                    Share.none().and(comparison.equivalence().p() <= ALPHA),
                    Share.none().and(comparison.means().difference().holds(advantage)),
                    Share.none().and(comparison.shift().holds(advantage))));
        }
        Share none = Share.none();
        return tally.and(new Tally(none.and(claim), none, none, none, none, none, none));
    }

    private List<Pair> pairs(SplittableRandom random) {
        double own = deviation / Math.sqrt(2);
        var common = new double[seeds];
        for (int s = 0; s < seeds; s++) {
            common[s] = own * Noise.normal(random);
        }
        var metric = new Criterion("accuracy", margin);
        var hybrid = new Side("hybrid", side(common, own, advantage, random));
        var pairs = new ArrayList<Pair>();
        for (int k = 0; k < family; k++) {
            pairs.add(new Pair(metric, hybrid, new Side("control " + k, side(common, own, 0, random))));
        }
        return pairs;
    }

    private double[] side(double[] common, double own, double ahead, SplittableRandom random) {
        var values = new double[seeds];
        for (int s = 0; s < seeds; s++) {
            values[s] = noise.metric(common[s], own * noise.draw(random)) + ahead;
        }
        return values;
    }
}
