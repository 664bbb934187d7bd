package io.ansatz.api.backbone;

import io.ansatz.api.ImageShape;
import io.ansatz.api.Part;

/**
 * Draws the trunk that turns images into features. In an experiment file {@code freeze} and {@code cut}, which name stages of
 * the trunk, stand beside the settings of every backbone, so no setting can be called so.
 */
public interface Backbone<S extends Record> extends Part<S> {

    /**
     * Draws the trunk for images of this shape.
     *
     * @throws IllegalArgumentException if the architecture does not fit the image; the message says which size would do
     */
    Trunk draw(S settings, ImageShape input);
}
