package io.ansatz.plugins.imagefolder;

/** What is kept of an image's colour. */
public enum Colour {
    RGB(3),
    GREY(1);

    private final int channels;

    Colour(int channels) {
        this.channels = channels;
    }

    int channels() {
        return channels;
    }
}
