package io.ansatz.api.imaging;

/** What is kept of an image's colour. */
public enum Colour {
    RGB(3),
    /** Brightness by ITU-R BT.601. */
    GREY(1);

    private final int channels;

    Colour(int channels) {
        this.channels = channels;
    }

    /** How many numbers a pixel has. */
    public int channels() {
        return channels;
    }
}
