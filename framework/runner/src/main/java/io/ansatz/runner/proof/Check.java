package io.ansatz.runner.proof;

/** What the results of trials are held to, one after the other. */
public enum Check {
    FILES("files", true, "Every result has the SHA-256 that was recorded when it was published."),
    PREDICTIONS(
            "predictions",
            true,
            "Every validation and test image is there once, with probabilities from 0 to 1 that sum to 1."),
    CONFUSION(
            "confusion matrix",
            true,
            "Every confusion matrix is the one that the predictions give when counted again."),
    ACCURACY("accuracy", true, "Every accuracy is the diagonal of the confusion matrix over the number of images."),
    DERIVED("derived figures", true, "Every figure that a confusion matrix decides follows from the recorded one."),
    SCORES(
            "scores",
            true,
            "Every figure that probabilities decide is the one that the predictions give when measured again."),
    THRESHOLD(
            "threshold",
            true,
            "Every threshold follows from the validation images alone, and the figures at it from the test images."),
    /** Hybrids and controls that judged the same images can be compared, whoever else published other counts. */
    SUPPORTS(
            "supports",
            false,
            "As many images of each class were judged as published, in every part of which that is known."),
    SAME_IMAGES("same images", true, "All trials on the same data judged the same images, with the same labels."),
    PAIRS("pairs", true, "Trials that differ in their role alone saw the same data, divided in the same way.");

    private final String word;
    private final boolean decisive;
    private final String promise;

    Check(String word, boolean decisive, String promise) {
        this.word = word;
        this.decisive = decisive;
        this.promise = promise;
    }

    /** What a person calls it. */
    public String word() {
        return word;
    }

    /** What is true where it holds, in a sentence. */
    public String promise() {
        return promise;
    }

    /** Whether a trial that breaks it cannot be compared with another. */
    public boolean decisive() {
        return decisive;
    }
}
