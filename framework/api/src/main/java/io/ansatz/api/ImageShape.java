package io.ansatz.api;

/** The shape of one image or feature map; arrays of it are laid out {@code [channel][row][column]}. */
public record ImageShape(int channels, int height, int width) {

    public ImageShape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("An image of %d x %d pixels with %d channels has nothing in it."
                    .formatted(height, width, channels));
        }
    }

    /** How many numbers one image holds. */
    public int size() {
        return channels * height * width;
    }

    @Override
    public String toString() {
        return "%d x %d x %d".formatted(channels, height, width);
    }
}
