package io.ansatz.api.dataset;

import io.ansatz.api.ImageShape;
import java.util.List;

/**
 * What is known of a data set before it is opened: enough to draw a network for it, and to know what a published figure is of.
 *
 * @param shape the shape of every image
 * @param classes the class names, in label order
 * @param published how many images of each label there should be, as in the passport; nothing where only the data tell
 */
public record Outline(ImageShape shape, List<String> classes, LabelCounts published) {

    public Outline {
        classes = List.copyOf(classes);
        if (classes.size() < 2) {
            throw new IllegalArgumentException(
                    "Classification needs at least two classes, not %d.".formatted(classes.size()));
        }
    }

    /** An outline of which no counts are published. */
    public Outline(ImageShape shape, List<String> classes) {
        this(shape, classes, LabelCounts.UNKNOWN);
    }
}
