package io.ansatz.plugins.medmnist;

import java.util.Locale;

/** What becomes of a volume, of which a network here reads flat slices. */
public enum Slices {
    /** An image of the slice in the middle; of several axes, one channel each. */
    CENTRE,
    /** An image of all slices, one channel each. */
    CHANNELS,
    /** An image of each slice. */
    IMAGES;

    /** The word in an experiment file. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
