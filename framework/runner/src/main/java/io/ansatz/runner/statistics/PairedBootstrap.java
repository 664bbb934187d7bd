package io.ansatz.runner.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Draws the same test items again for both sides, thousands of times, to see how far a metric and its difference depend on
 * which items happen to be in the test part.
 *
 * <p>Resamples are drawn by blocks, each with a generator split off from the seed's before any is used, so the result does
 * not depend on how many threads there are.
 */
public record PairedBootstrap(Strata strata, int resamples, long seed) {

    private static final int USUAL = 10_000;
    private static final int BLOCK = 100;

    /** A metric of one side. It is called by several threads at once. */
    @FunctionalInterface
    public interface Statistic {

        /**
         * @param items numbers of test items, some of them several times, others not at all; not to be changed
         * @return NaN where the metric is not defined for them
         */
        double of(int[] items);
    }

    public PairedBootstrap {
        if (resamples < 1) {
            throw new IllegalArgumentException("It takes at least one resample, not %d.".formatted(resamples));
        }
    }

    public PairedBootstrap(Strata strata, long seed) {
        this(strata, USUAL, seed);
    }

    public Resampled compare(Statistic ours, Statistic theirs) {
        int[] all = strata.all();
        int blocks = (resamples + BLOCK - 1) / BLOCK;
        var root = new SplittableRandom(seed);
        List<SplittableRandom> generators =
                IntStream.range(0, blocks).mapToObj(block -> root.split()).toList();
        double[] differences = IntStream.range(0, blocks)
                .parallel()
                .mapToObj(
                        block -> draw(generators.get(block), Math.min(BLOCK, resamples - block * BLOCK), ours, theirs))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        double[] defined = Arrays.stream(differences)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return new Resampled(
                ours.of(all), theirs.of(all), defined, resamples - defined.length, jackknife(ours, theirs));
    }

    private double[] draw(SplittableRandom random, int count, Statistic ours, Statistic theirs) {
        var differences = new double[count];
        for (int i = 0; i < count; i++) {
            int[] items = strata.draw(random);
            differences[i] = ours.of(items) - theirs.of(items);
        }
        return differences;
    }

    /** Leaves out one unit after the other. */
    private Jackknife jackknife(Statistic ours, Statistic theirs) {
        var left = new ArrayList<double[]>();
        for (int s = 0; s < strata.units().size(); s++) {
            int stratum = s;
            int n = strata.units().get(s).size();
            left.add(IntStream.range(0, n == 1 ? 0 : n)
                    .parallel()
                    .mapToDouble(unit -> {
                        int[] items = strata.without(stratum, unit);
                        return ours.of(items) - theirs.of(items);
                    })
                    .toArray());
        }
        return Jackknife.of(left);
    }
}
