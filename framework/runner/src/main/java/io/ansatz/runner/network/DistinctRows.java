package io.ansatz.runner.network;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The rows of a batch that differ: patches of images repeat, so a circuit runs once for all that are equal.
 *
 * @param count how many rows differ
 * @param rows each of them once, in the order of their first appearance
 * @param of which of them each row of the batch is
 */
record DistinctRows(int count, double[] rows, int[] of) {

    /** A row by its content. */
    private record Row(double[] values, int start, int width) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Row row
                    && Arrays.equals(values, start, start + width, row.values, row.start, row.start + row.width);
        }

        @Override
        public int hashCode() {
            long hash = 0;
            for (int i = 0; i < width; i++) {
                // Nearly equal numbers differ in their lowest bits, which a plain sum would leave low.
                hash = (hash + Double.doubleToLongBits(values[start + i])) * 0x9E3779B97F4A7C15L;
                hash ^= hash >>> 32;
            }
            return (int) hash;
        }
    }

    static DistinctRows of(int batch, double[] values) {
        int width = values.length / batch;
        Map<Row, Integer> seen = new HashMap<>(2 * batch);
        var of = new int[batch];
        var rows = new double[values.length];
        for (int row = 0; row < batch; row++) {
            int next = seen.size();
            Integer known = seen.putIfAbsent(new Row(values, row * width, width), next);
            of[row] = known == null ? next : known;
            if (known == null) {
                System.arraycopy(values, row * width, rows, next * width, width);
            }
        }
        return new DistinctRows(seen.size(), Arrays.copyOf(rows, seen.size() * width), of);
    }

    /** Gives every row of the batch what was made of the one it equals. */
    double[] spread(double[] made) {
        int width = made.length / count;
        var spread = new double[of.length * width];
        for (int row = 0; row < of.length; row++) {
            System.arraycopy(made, of[row] * width, spread, row * width, width);
        }
        return spread;
    }

    /** Adds up what belongs to equal rows. */
    double[] gather(double[] values) {
        int width = values.length / of.length;
        var sums = new double[count * width];
        for (int row = 0; row < of.length; row++) {
            for (int column = 0; column < width; column++) {
                sums[of[row] * width + column] += values[row * width + column];
            }
        }
        return sums;
    }
}
