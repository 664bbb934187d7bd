package io.ansatz.runner.statistics;

/** What a comparison comes to. */
public enum Verdict {
    BETTER("better"),
    WORSE("worse"),
    /** Whatever the difference is, it is shown to be smaller than what matters. */
    EQUIVALENT("equivalent within the margin"),
    CANNOT_TELL("cannot tell");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** As it is written: {@code equivalent within the margin}. */
    @Override
    public String toString() {
        return words;
    }
}
