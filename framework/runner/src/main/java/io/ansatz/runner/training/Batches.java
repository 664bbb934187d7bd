package io.ansatz.runner.training;

import io.ansatz.runner.experiment.Sampling;
import io.ansatz.runner.material.Supply;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Serves one part of the material batch by batch through one pair of arrays; the last batch may be shorter. */
final class Batches {

    private final int batch;
    private final int[] order;
    private final float[] images;
    private final int[] labels;
    private Supply supply;
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

    /**
     * Begins an epoch: puts images in a new order, which depends on the generator alone.
     *
     * @param classes how many there are
     */
    void turn(int epoch, Sampling sampling, int classes, SplittableRandom random) {
        supply = supply.inEpoch(epoch);
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        if (sampling == Sampling.BALANCED) {
            balance(classes, random);
        }
        shuffle(order, random);
    }

    /** Takes equally many of each class that is there: all of them over and over, and some of them once more. */
    private void balance(int classes, SplittableRandom random) {
        int[] labels = supply.labels();
        var members = new int[classes][];
        int there = 0;
        for (int label = 0; label < classes; label++) {
            int wanted = label;
            members[label] = IntStream.range(0, labels.length)
                    .filter(i -> labels[i] == wanted)
                    .toArray();
            there += members[label].length > 0 ? 1 : 0;
        }
        int next = 0;
        int turn = 0;
        for (int[] some : members) {
            if (some.length == 0) {
                continue;
            }
            turn++;
            int end = (int) ((long) order.length * turn / there);
            for (int taken = 0; next < end; taken++) {
                if (taken % some.length == 0) {
                    shuffle(some, random);
                }
                order[next++] = some[taken % some.length];
            }
        }
    }

    private static void shuffle(int[] order, SplittableRandom random) {
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
