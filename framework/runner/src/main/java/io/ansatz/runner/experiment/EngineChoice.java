package io.ansatz.runner.experiment;

/** What computes the backbone, and LSTMs of a neck. */
public enum EngineChoice {
    /** oneDNN where there is a fast build of it, Deeplearning4j elsewhere. */
    AUTO,
    /** oneDNN, called directly. */
    ONEDNN,
    /** Deeplearning4j's own layers: several times slower, and what the other one is held against. */
    DEEPLEARNING4J
}
