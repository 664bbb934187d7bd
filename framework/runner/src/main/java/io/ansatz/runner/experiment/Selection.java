package io.ansatz.runner.experiment;

/** A metric of the validation images, by which epochs are compared. The test images never choose. */
public enum Selection {
    ACCURACY("val.accuracy"),
    BALANCED_ACCURACY("val.balanced-accuracy"),
    AUC("val.auc"),
    LOSS("val.loss");

    private final String word;

    Selection(String word) {
        this.word = word;
    }

    /** Whether a value is better than another. */
    public boolean better(double value, double than) {
        return this == LOSS ? value < than : value > than;
    }

    /** The metric alone, such as {@code auc}. */
    public String metric() {
        return word.substring(word.indexOf('.') + 1);
    }

    /** The word in the experiment file. */
    @Override
    public String toString() {
        return word;
    }
}
