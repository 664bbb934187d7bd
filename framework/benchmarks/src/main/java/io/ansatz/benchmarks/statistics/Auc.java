package io.ansatz.benchmarks.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The area under the ROC curve of some items, whose order is found only once. */
final class Auc {

    private final boolean[] positive;
    private final int[] order;

    /** Scores are all different. */
    Auc(boolean[] positive, double[] scores) {
        this.positive = positive;
        order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    double of(int[] items) {
        var times = new int[order.length];
        for (int item : items) {
            times[item]++;
        }
        long below = 0;
        long positives = 0;
        long ahead = 0;
        for (int item : order) {
            if (positive[item]) {
                positives += times[item];
                ahead += times[item] * below;
            } else {
                below += times[item];
            }
        }
        return (double) ahead / positives / below;
    }
}
