package io.ansatz.api.dataset;

import io.ansatz.api.ImageShape;
import java.util.List;

/**
 * What is known of a data set before it is opened: enough to draw a network for it.
 *
 * @param shape the shape of every image
 * @param classes the class names, in label order
 */
public record Outline(ImageShape shape, List<String> classes) {

    public Outline {
        classes = List.copyOf(classes);
        if (classes.size() < 2) {
            throw new IllegalArgumentException(
                    "Classification needs at least two classes, not %d.".formatted(classes.size()));
        }
    }
}
