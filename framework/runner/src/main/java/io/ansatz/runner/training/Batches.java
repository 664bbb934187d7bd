package io.ansatz.runner.training;

import io.ansatz.api.dataset.Split;
import java.util.SplittableRandom;

/**
 * Serves a split batch by batch through one pair of arrays. Pixels become {@code (x / 255 - 0.5) / 0.5}, from -1 to 1; the
 * last batch may be shorter.
 */
final class Batches {

    private static final float[] BRIGHTNESS = new float[256];

    static {
        for (int x = 0; x < BRIGHTNESS.length; x++) {
            BRIGHTNESS[x] = (x / 255f - 0.5f) / 0.5f;
        }
    }

    private final Split split;
    private final int batch;
    private final int[] order;
    private final float[] images;
    private final int[] labels;

    Batches(Split split, int batch) {
        this.split = split;
        this.batch = Math.min(batch, split.size());
        this.order = new int[split.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        this.images = new float[this.batch * split.shape().size()];
        this.labels = new int[this.batch];
    }

    int count() {
        return (order.length + batch - 1) / batch;
    }

    /** Puts the images in a new order, which depends on the generator alone. */
    void shuffle(SplittableRandom random) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[j];
            order[j] = moved;
        }
    }

    /** Fills {@link #images()} and {@link #labels()} with this batch; returns how many images it has. */
    int load(int index) {
        int start = index * batch;
        int size = Math.min(batch, order.length - start);
        int length = split.shape().size();
        byte[] pixels = split.pixels();
        for (int i = 0; i < size; i++) {
            int image = order[start + i];
            labels[i] = split.labels()[image];
            for (int p = 0; p < length; p++) {
                images[i * length + p] = BRIGHTNESS[pixels[image * length + p] & 0xff];
            }
        }
        return size;
    }

    /** The images of the batch last loaded, {@code [batch][channel][row][column]}. */
    float[] images() {
        return images;
    }

    /** The labels of the batch last loaded. */
    int[] labels() {
        return labels;
    }
}
