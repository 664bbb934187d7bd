package io.ansatz.plugins.imagefolder;

import io.ansatz.api.dataset.Flip;
import io.ansatz.api.dataset.NamedClass;
import io.ansatz.api.imaging.Broken;
import io.ansatz.api.imaging.Colour;
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
    private Optional<List<Flip>> flips = Optional.empty();
    private Broken broken = Broken.FATAL;

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

    Recipe flips(Flip... harmless) {
        flips = Optional.of(List.of(harmless));
        return this;
    }

    Recipe skipBroken() {
        broken = Broken.SKIP;
        return this;
    }

    Settings settings() {
        return new Settings(name, folder, size, colour, classes, labels, flips, broken, "not stated", "", List.of());
    }
}
