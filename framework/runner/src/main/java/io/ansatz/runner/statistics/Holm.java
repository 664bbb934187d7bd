package io.ansatz.runner.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's step-down procedure (1979): with it, the chance that any of a family of tests finds something where there is nothing
 * is at most alpha, however the tests depend on each other.
 */
public final class Holm {

    private Holm() {}

    /** The p of each test as if it were the only one: the k-th smallest of m times m - k + 1, and never below the one before. */
    public static double[] adjust(double... p) {
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        var adjusted = new double[p.length];
        double before = 0;
        for (int k = 0; k < order.length; k++) {
            double one = p[order[k]];
            if (!(one >= 0 && one <= 1)) {
                throw new IllegalArgumentException("A p lies between 0 and 1, unlike %s.".formatted(one));
            }
            before = Math.max(before, Math.min(1, one * (p.length - k)));
            adjusted[order[k]] = before;
        }
        return adjusted;
    }
}
