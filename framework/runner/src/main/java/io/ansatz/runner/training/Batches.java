package io.ansatz.runner.training;

import io.ansatz.runner.material.Supply;
import java.util.SplittableRandom;

/** Serves one part of the material batch by batch through one pair of arrays; the last batch may be shorter. */
final class Batches {

    private final Supply supply;
    private final int batch;
    private final int[] order;
    private final float[] images;
    private final int[] labels;
    private long nanos;

    Batches(Supply supply, int batch) {
        this.supply = supply;
        this.batch = Math.min(batch, supply.size());
        this.order = new int[supply.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        this.images = new float[this.batch * supply.shape().size()];
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
        long begun = System.nanoTime();
        int start = index * batch;
        int size = Math.min(batch, order.length - start);
        int length = supply.shape().size();
        int[] all = supply.labels();
        for (int i = 0; i < size; i++) {
            int image = order[start + i];
            labels[i] = all[image];
            supply.read(image, images, i * length);
        }
        nanos += System.nanoTime() - begun;
        return size;
    }

    /** How long loading has taken so far. */
    long nanos() {
        return nanos;
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
