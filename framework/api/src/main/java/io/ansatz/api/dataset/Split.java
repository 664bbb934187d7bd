package io.ansatz.api.dataset;

import io.ansatz.api.ImageShape;

/**
 * One part of a data set. The arrays are shared, not copied: whoever opens a split gives them away, and readers leave
 * them as they are.
 *
 * @param pixels one unsigned byte per value, {@code [image][channel][row][column]}
 * @param labels the class of each image, from 0
 */
public record Split(ImageShape shape, byte[] pixels, int[] labels) {

    public Split {
        if ((long) labels.length * shape.size() != pixels.length) {
            throw new IllegalArgumentException("%d images of %s need %d values, not %d."
                    .formatted(labels.length, shape, (long) labels.length * shape.size(), pixels.length));
        }
    }

    /** The number of images. */
    public int size() {
        return labels.length;
    }

    /** These images alone, in this order. */
    public Split only(int... images) {
        int length = shape.size();
        var chosenPixels = new byte[images.length * length];
        var chosenLabels = new int[images.length];
        for (int i = 0; i < images.length; i++) {
            System.arraycopy(pixels, images[i] * length, chosenPixels, i * length, length);
            chosenLabels[i] = labels[images[i]];
        }
        return new Split(shape, chosenPixels, chosenLabels);
    }

    /** How many images carry each label. */
    public int[] counts(int classes) {
        var counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        return counts;
    }
}
