package io.ansatz.runner.material;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Dataset;
import java.util.List;

/**
 * All that a network learns from, is chosen by and is judged on.
 *
 * @param classes the class names, in label order
 */
public record Material(List<String> classes, Supply train, Supply validation, Supply test) {

    public Material {
        classes = List.copyOf(classes);
    }

    /** The images of a data set. */
    public static Material of(Dataset dataset) {
        return new Material(
                dataset.passport().classes(),
                new Pixels(dataset.train()),
                new Pixels(dataset.validation()),
                new Pixels(dataset.test()));
    }

    /** The shape of an image. */
    public ImageShape shape() {
        return train.shape();
    }
}
