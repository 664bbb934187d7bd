package io.ansatz.runner.material;

import io.ansatz.api.ImageShape;

/** One part of a data set as numbers that a network reads: images, or features in their place. */
public interface Supply {

    /** The shape of an image. */
    ImageShape shape();

    /** The class of each image; not to be changed. */
    int[] labels();

    /** Puts the values of an image into an array, from a place on, {@code [channel][row][column]}. */
    void read(int image, float[] target, int start);

    /** The same images as they are learned from in an epoch. */
    default Supply inEpoch(int epoch) {
        return this;
    }

    /** The number of images. */
    default int size() {
        return labels().length;
    }
}
