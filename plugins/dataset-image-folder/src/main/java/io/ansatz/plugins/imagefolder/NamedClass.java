package io.ansatz.plugins.imagefolder;

import io.ansatz.api.Meaning;
import java.util.List;
import java.util.Optional;

/** A class and the labels it is made of, in the words of an experiment file. */
public record NamedClass(
        @Meaning("what the class is called") String name,

        @Meaning("the folders or labels whose images are of this class; left out, the one of its name")
        Optional<List<String>> from) {

    public NamedClass {
        from = from.map(List::copyOf);
        if (from.isPresent() && from.get().isEmpty()) {
            throw new IllegalArgumentException("from must name a folder or label at least.");
        }
    }

    List<String> labels() {
        return from.orElse(List.of(name));
    }
}
