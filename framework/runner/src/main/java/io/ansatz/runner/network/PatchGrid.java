package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import java.util.Optional;

/**
 * Square patches of an image, row by row. What does not fill a patch at the right and at the bottom is dropped. The values of a
 * patch are its pixels row by row, the channels of a pixel side by side.
 *
 * @param size the width and height of a patch
 * @param stride pixels from one patch to the next
 */
record PatchGrid(ImageShape images, int size, int stride) {

    PatchGrid {
        if (images.height() < size || images.width() < size) {
            throw new IllegalArgumentException("A patch of %d x %d pixels does not fit into an image of %d x %d."
                    .formatted(size, size, images.height(), images.width()));
        }
    }

    /**
     * The grid whose patches hold as many values as a circuit reads.
     *
     * @throws IllegalArgumentException if no square patch does; the message is for the user
     */
    static PatchGrid reading(int values, ImageShape images, Optional<Integer> stride) {
        int pixels = values / images.channels();
        int size = (int) Math.round(Math.sqrt(pixels));
        if (size * size * images.channels() != values) {
            throw new IllegalArgumentException(
                    "The circuit reads %d values, but a square patch of an image with %d %s holds %s."
                            .formatted(
                                    values,
                                    images.channels(),
                                    images.channels() == 1 ? "channel" : "channels",
                                    "%d, %d, %d, ..."
                                            .formatted(
                                                    images.channels(), 4 * images.channels(), 9 * images.channels())));
        }
        return new PatchGrid(images, size, stride.orElse(size));
    }

    int rows() {
        return (images.height() - size) / stride + 1;
    }

    int columns() {
        return (images.width() - size) / stride + 1;
    }

    /** How many patches an image has. */
    int count() {
        return rows() * columns();
    }

    /** How many values a patch holds. */
    int values() {
        return size * size * images.channels();
    }

    /** Where the value of a patch lies in its image, {@code [channel][row][column]}. */
    int place(int patch, int value) {
        int channel = value % images.channels();
        int pixel = value / images.channels();
        int row = patch / columns() * stride + pixel / size;
        int column = patch % columns() * stride + pixel % size;
        return (channel * images.height() + row) * images.width() + column;
    }
}
