package io.ansatz.runner.material;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.runner.experiment.Augmentation;
import io.ansatz.runner.network.Seed;
import java.util.List;
import java.util.Optional;

/**
 * All that a network learns from, is chosen by and is judged on.
 *
 * @param classes the class names, in label order
 */
public record Material(List<String> classes, Supply train, Supply validation, Supply test) {

    public Material {
        classes = List.copyOf(classes);
    }

    /**
     * The images of a data set.
     *
     * @param augment how those to learn from are changed, if they are
     * @param seed by which they are changed
     */
    public static Material of(Dataset dataset, PixelScale scale, Optional<Augmentation> augment, long seed) {
        var train = new Pixels(dataset.train(), scale);
        return new Material(
                dataset.passport().classes(),
                augment.<Supply>map(how -> new Augmented(train, how, new Seed(seed), 1))
                        .orElse(train),
                new Pixels(dataset.validation(), scale),
                new Pixels(dataset.test(), scale));
    }

    /** The images of a data set as they are, from -1 to 1. */
    public static Material of(Dataset dataset) {
        return of(dataset, PixelScale.half(dataset.shape()), Optional.empty(), 0);
    }

    /** The shape of an image. */
    public ImageShape shape() {
        return train.shape();
    }
}
