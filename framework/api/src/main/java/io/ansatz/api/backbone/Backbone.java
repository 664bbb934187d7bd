package io.ansatz.api.backbone;

import io.ansatz.api.ImageShape;
import io.ansatz.api.Part;
import java.util.List;

/**
 * Draws the trunk that turns images into features. In an experiment file {@code weights}, {@code freeze} and {@code cut}
 * stand beside the settings of every backbone, so no setting can be called so.
 */
public interface Backbone<S extends Record> extends Part<S> {

    /**
     * Draws the trunk for images of this shape.
     *
     * @throws IllegalArgumentException if the architecture does not fit the image; the message says which size would do
     */
    Trunk draw(S settings, ImageShape input);

    /**
     * The arrays of published weight files that stand behind the trunk: those of the classifier it was trained with. Any
     * other array of a file that the trunk does not have is refused.
     */
    default List<String> classifier() {
        return List.of();
    }
}
