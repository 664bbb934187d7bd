package io.ansatz.api.dataset;

import io.ansatz.api.ImageShape;
import java.io.IOException;
import java.nio.file.Path;

/** Images of one shape, to be read in any order and by several threads at once. Where they lie is their own affair. */
public interface Images {

    /** The shape of every image. */
    ImageShape shape();

    /** How many there are. */
    int size();

    /**
     * Puts an image into an array, from a place on: one unsigned byte per value, {@code [channel][row][column]}.
     *
     * @param image from 0
     */
    void read(int image, byte[] target, int start);

    /** A copy of one image. */
    default byte[] read(int image) {
        var pixels = new byte[shape().size()];
        read(image, pixels, 0);
        return pixels;
    }

    /** A copy of all images behind one another, for those that fit into one array. */
    default byte[] all() {
        var pixels = new byte[Math.multiplyExact(size(), shape().size())];
        for (int image = 0; image < size(); image++) {
            read(image, pixels, image * shape().size());
        }
        return pixels;
    }

    /**
     * Images in memory. The array is shared, not copied: whoever makes images of it gives it away.
     *
     * @param pixels {@code [image][channel][row][column]}
     */
    static Images of(ImageShape shape, byte[] pixels) {
        return new ImagesInMemory(shape, pixels);
    }

    /**
     * Images that lie in a file, one behind the other as they are read; the system keeps in memory what it likes of them. The
     * file must not change.
     *
     * @throws IOException if the file cannot be read, or is not as long as these images
     */
    static Images in(Path file, ImageShape shape, int size) throws IOException {
        return ImagesInFile.open(file, shape, size);
    }

    /** These images alone, in this order. */
    default Images only(int... images) {
        return new ChosenImages(this, images);
    }
}
