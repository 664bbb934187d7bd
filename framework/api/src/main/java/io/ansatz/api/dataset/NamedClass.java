package io.ansatz.api.dataset;

import io.ansatz.api.Meaning;
import java.util.List;
import java.util.Optional;

/**
 * A class and the labels it is made of, in the words of an experiment file: {@code {name: benign, from: [nv, bkl]}}. Settings hold a
 * list of them, in label order, and ask {@link Classes#requireDistinct} whether they go together.
 */
public record NamedClass(
        @Meaning("what the class is called") String name,

        @Meaning(
                "the labels whose images are of this class, or folders where those are labels; left out, the one of its name")
        Optional<List<String>> from) {

    public NamedClass {
        from = from.map(List::copyOf);
        if (from.isPresent() && from.get().isEmpty()) {
            throw new IllegalArgumentException("from must name a label at least.");
        }
    }

    public List<String> labels() {
        return from.orElse(List.of(name));
    }
}
