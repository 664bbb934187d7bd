package io.ansatz.runner.catalog;

import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.api.dataset.DatasetSource;
import io.ansatz.api.network.Neck;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a part can be. */
public enum Kind {
    CIRCUIT("circuit", CircuitTemplate.class),
    BACKBONE("backbone", Backbone.class),
    NECK("neck", Neck.class),
    DATASET("dataset", DatasetSource.class);

    private final String word;
    private final Class<?> type;

    Kind(String word, Class<?> type) {
        this.word = word;
        this.type = type;
    }

    /** The word in experiment files and on the command line. */
    public String word() {
        return word;
    }

    /** The interface that parts of this kind implement. */
    public Class<?> type() {
        return type;
    }

    @Override
    public String toString() {
        return word;
    }

    /** The kind whose parts implement this interface. */
    static Kind of(Class<?> type) {
        for (Kind kind : values()) {
            if (kind.type == type) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "%s is not a kind of part; there are %s.".formatted(type.getSimpleName(), interfaces()));
    }

    /** The kinds of part that this class is; empty when it is no part. */
    static List<Kind> all(Class<?> part) {
        return Arrays.stream(values())
                .filter(kind -> kind.type.isAssignableFrom(part))
                .toList();
    }

    /** All interfaces that make a class a part, as a list for a sentence. */
    static String interfaces() {
        return Arrays.stream(values()).map(kind -> kind.type.getSimpleName()).collect(Collectors.joining(", "));
    }
}
