package io.ansatz.api.dataset;

/** A mirror image. */
public enum Flip {
    /** Left and right change places. */
    HORIZONTAL,
    /** Top and bottom change places. */
    VERTICAL
}
