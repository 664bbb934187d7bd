package io.ansatz.api.imaging;

import java.util.Arrays;

/**
 * Resizes rows bilinearly with anti-aliasing: a triangle as wide as two pixels of the coarser side, centres of pixels at
 * halves, as in PIL's BILINEAR and torchvision's {@code antialias=True}. Values are rounded once, at the end.
 */
final class Resizing {

    private final int to;
    private final int[] first;
    private final float[][] weights;

    Resizing(int from, int to) {
        this.to = to;
        first = new int[to];
        weights = new float[to][];
        double scale = (double) from / to;
        double reach = Math.max(1, scale);
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale;
            first[i] = Math.max(0, (int) Math.ceil(centre - reach - 0.5));
            int last = Math.min(from - 1, (int) Math.floor(centre + reach - 0.5));
            var triangle = new double[last - first[i] + 1];
            double sum = 0;
            for (int j = 0; j < triangle.length; j++) {
                triangle[j] = Math.max(0, 1 - Math.abs(first[i] + j + 0.5 - centre) / reach);
                sum += triangle[j];
            }
            weights[i] = new float[triangle.length];
            for (int j = 0; j < triangle.length; j++) {
                weights[i][j] = (float) (triangle[j] / sum);
            }
        }
    }

    /** Resizes one row of samples. */
    void row(int[] samples, float[] target, int start) {
        for (int i = 0; i < to; i++) {
            float sum = 0;
            for (int j = 0; j < weights[i].length; j++) {
                sum += weights[i][j] * samples[first[i] + j];
            }
            target[start + i] = sum;
        }
    }

    /** Resizes columns of rows that are as long as the target, and rounds to unsigned bytes. */
    void columns(float[] rows, byte[] target, int start) {
        var sums = new float[to];
        for (int i = 0; i < to; i++) {
            Arrays.fill(sums, 0);
            for (int j = 0; j < weights[i].length; j++) {
                int row = (first[i] + j) * to;
                for (int x = 0; x < to; x++) {
                    sums[x] += weights[i][j] * rows[row + x];
                }
            }
            for (int x = 0; x < to; x++) {
                target[start + i * to + x] = (byte) Math.max(0, Math.min(255, Math.round(sums[x])));
            }
        }
    }
}
