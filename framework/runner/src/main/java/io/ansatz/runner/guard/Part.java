package io.ansatz.runner.guard;

import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Split;
import java.util.List;
import java.util.stream.Stream;

/** A part of a data set under its word. */
public record Part(String word, Split split) {

    /** The three of them, in their order. */
    public static List<Part> of(Dataset dataset) {
        return Stream.of(
                        new Part("train", dataset.train()),
                        new Part("val", dataset.validation()),
                        new Part("test", dataset.test()))
                .toList();
    }

    /** How many images it has. */
    public int size() {
        return split.size();
    }

    Finding.Place place(int image) {
        return new Finding.Place(word, image, split.items().get(image));
    }
}
