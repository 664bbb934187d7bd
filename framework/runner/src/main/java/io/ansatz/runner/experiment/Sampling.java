package io.ansatz.runner.experiment;

/** Which training images an epoch sees. */
public enum Sampling {
    /** Each once, in random order. */
    SHUFFLED,
    /** As many as there are, equally many of each class: those of rare ones several times, of frequent ones not all. */
    BALANCED
}
