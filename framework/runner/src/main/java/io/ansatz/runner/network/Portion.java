package io.ansatz.runner.network;

/** How much of a blueprint a graph holds. */
enum Portion {
    /** From the images to the classes. */
    WHOLE,
    /** What never changes while the rest learns: from the images to the features that the rest reads. */
    FIXED,
    /** From those features to the classes. */
    REST
}
