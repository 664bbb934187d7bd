package io.ansatz.runner.experiment;

/** Where the circuit stands in the network. */
public enum Placement {
    /** On the feature vector behind the backbone, after a dense projection to as many values as the circuit reads. */
    FEATURES
}
