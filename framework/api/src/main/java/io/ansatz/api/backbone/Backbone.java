package io.ansatz.api.backbone;

import io.ansatz.api.ImageShape;
import io.ansatz.api.Part;

/** Draws the trunk that turns images into features. */
public interface Backbone<S extends Record> extends Part<S> {

    /**
     * Draws the trunk for images of this shape.
     *
     * @throws IllegalArgumentException if the architecture does not fit the image; the message says which size would do
     */
    Trunk draw(S settings, ImageShape input);
}
