package io.ansatz.plugins.imagefolder;

import io.ansatz.plugins.imagefolder.ImageFolder.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Settings in the making: images of 6 x 6 pixels, unless something else is said. */
final class Recipe {

    private final String name;
    private Optional<Path> folder = Optional.empty();
    private int size = 6;
    private Colour colour = Colour.RGB;
    private List<NamedClass> classes = List.of();
    private Optional<Labels> labels = Optional.empty();
    private Optional<Ratios> split = Optional.empty();
    private Optional<Integer> perClass = Optional.empty();

    Recipe(String name) {
        this.name = name;
    }

    Recipe folder(Path place) {
        folder = Optional.of(place);
        return this;
    }

    Recipe size(int pixels) {
        size = pixels;
        return this;
    }

    Recipe colour(Colour kept) {
        colour = kept;
        return this;
    }

    Recipe classes(List<NamedClass> named) {
        classes = named;
        return this;
    }

    /** A table with the columns image and dx, and these two, if they are there. */
    Recipe labels(Optional<String> group, Optional<String> part) {
        return labels(new Labels("labels.csv", "image", "dx", group, part));
    }

    Recipe labels(Labels table) {
        labels = Optional.of(table);
        return this;
    }

    Recipe split(Ratios ratios) {
        split = Optional.of(ratios);
        return this;
    }

    Recipe perClass(int images) {
        perClass = Optional.of(images);
        return this;
    }

    Settings settings() {
        return new Settings(
                name, folder, size, colour, classes, labels, split, perClass, 1, "not stated", "", List.of());
    }
}
