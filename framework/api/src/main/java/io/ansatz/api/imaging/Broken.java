package io.ansatz.api.imaging;

/** What becomes of images that are broken. Data sets call the setting {@code broken}; messages name it so. */
public enum Broken {
    /** Everything stops, for results without them would be others. */
    FATAL,
    /** They are left out, and the passport says which. */
    SKIP
}
