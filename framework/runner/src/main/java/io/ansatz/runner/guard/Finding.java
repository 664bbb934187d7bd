package io.ansatz.runner.guard;

import java.util.List;

/**
 * What came of one promise.
 *
 * @param promise what was looked at, in one word, such as {@code groups} or {@code near-duplicates}
 * @param count how many times it was broken
 * @param sentence what was found, with an example where there is one
 * @param pairs what was found, image by image, the gravest first; at most {@link #MOST_PAIRS}
 */
public record Finding(String promise, Verdict verdict, int count, String sentence, List<Pair> pairs) {

    /** So many pairs are named; all are counted. */
    public static final int MOST_PAIRS = 1_000;

    /** Two images that should not both be there. */
    public record Pair(Place one, Place other) {}

    /**
     * An image.
     *
     * @param part {@code train}, {@code val} or {@code test}
     * @param index its place there
     */
    public record Place(String part, int index, String item) {

        /** The item, and the part where it stands. */
        @Override
        public String toString() {
            return "%s (%s)".formatted(item, part);
        }
    }

    public Finding {
        pairs = List.copyOf(pairs);
    }

    /** One that names no images. */
    Finding(String promise, Verdict verdict, int count, String sentence) {
        this(promise, verdict, count, sentence, List.of());
    }
}
