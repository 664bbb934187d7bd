package io.ansatz.plugins.imagefolder;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an image is for. */
enum Portion {
    TRAIN("train", "training"),
    VALIDATION("val", "validation", "valid"),
    TEST("test", "testing");

    private final List<String> words;

    Portion(String... words) {
        this.words = List.of(words);
    }

    /** The portion that folders and tables call so, in capitals or not. */
    static Optional<Portion> called(String word) {
        for (Portion portion : values()) {
            if (portion.words.contains(word.toLowerCase(Locale.ROOT))) {
                return Optional.of(portion);
            }
        }
        return Optional.empty();
    }

    /** What it is called here. */
    String word() {
        return words.get(0);
    }
}
