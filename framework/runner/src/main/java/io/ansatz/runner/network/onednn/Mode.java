package io.ansatz.runner.network.onednn;

/** What a pass is for. */
public enum Mode {

    /** Batch normalisation uses the batch and moves the running statistics; the way back gives slopes of parameters. */
    LEARN,

    /** Batch normalisation uses the running statistics, folded into the convolutions; there is a way back to the images only. */
    FROZEN,

    /** The same without a way back. */
    CLASSIFY
}
