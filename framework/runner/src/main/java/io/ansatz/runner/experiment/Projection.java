package io.ansatz.runner.experiment;

/** What stands between the features and the values that the circuit reads. */
public enum Projection {
    /** A dense layer, or at every place of a map a convolution of one pixel. */
    LINEAR,
    /** The same with batch normalisation behind it, which keeps a squashing function from saturating. */
    NORMALISED,
    /** Nothing: there are as many features as the circuit reads. */
    DIRECT
}
