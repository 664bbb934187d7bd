package io.ansatz.runner.data;

import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Images;
import io.ansatz.api.dataset.Outline;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.dataset.Split;
import java.util.List;
import java.util.SplittableRandom;

/** Noise in the shape of a data set that is not here: enough to see that a network runs, and nothing to learn. */
public final class StandIn {

    private static final long SEED = 1;

    private StandIn() {}

    /** A data set of these images and classes; each part has the same images, and every class is among them. */
    public static Dataset of(Outline outline, int atLeast) {
        int classes = outline.classes().size();
        var labels = new int[Math.max(atLeast, classes)];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % classes;
        }
        var pixels = new byte[labels.length * outline.shape().size()];
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(256);
        }
        Images images = Images.of(outline.shape(), pixels);
        var passport = new Passport(
                "generated in the place of images that are not here",
                "1",
                "none",
                "none",
                "",
                outline.classes(),
                List.of("There is nothing to learn from noise."));
        return new Dataset(
                passport,
                new Split(images, labels, "train"),
                new Split(images, labels, "val"),
                new Split(images, labels, "test"));
    }
}
