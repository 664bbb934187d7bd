package io.ansatz.api.dataset;

import io.ansatz.api.ImageShape;

/** Images in an array of bytes. */
record ImagesInMemory(ImageShape shape, byte[] pixels) implements Images {

    ImagesInMemory {
        if (pixels.length % shape.size() != 0) {
            throw new IllegalArgumentException(
                    "%d values are no whole number of images of %s.".formatted(pixels.length, shape));
        }
    }

    @Override
    public int size() {
        return pixels.length / shape.size();
    }

    @Override
    public void read(int image, byte[] target, int start) {
        System.arraycopy(pixels, image * shape.size(), target, start, shape.size());
    }
}
