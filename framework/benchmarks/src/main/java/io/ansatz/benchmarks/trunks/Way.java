package io.ansatz.benchmarks.trunks;

/** What a step does with a batch. */
enum Way {
    /** Forward, the loss, back, and Adam. */
    TRAIN("train"),
    /** Forward alone, with batch normalisation in evaluation mode. */
    CLASSIFY("classify");

    private final String word;

    Way(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
