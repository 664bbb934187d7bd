package io.ansatz.runner.experiment;

import io.ansatz.api.Meaning;
import io.ansatz.api.dataset.Flip;
import java.util.HashSet;
import java.util.List;

/** How training images are changed anew in each epoch. What becomes of an image follows from the seed, the epoch and the image. */
public record Augmentation(
        @Meaning("mirror images, each of which is taken half of the time: horizontal, vertical or both")
        List<Flip> flips,

        @Meaning("by how many degrees images are turned at most, either way")
        double rotate,

        @Meaning("how much of height and width is cut off at most; what is left fills the image")
        double crop,

        @Meaning("by which share of height and width images are moved at most, either way")
        double shift,

        @Meaning("by which share of the whole range images become brighter or darker at most")
        double brightness,

        @Meaning("by which share contrasts grow or shrink at most")
        double contrast) {

    private static final double MOST_DEGREES = 180;

    public Augmentation {
        flips = List.copyOf(flips);
        if (new HashSet<>(flips).size() < flips.size()) {
            throw new IllegalArgumentException("flips names one mirror image twice.");
        }
        requireBetween("rotate", rotate, MOST_DEGREES);
        requireBelowOne("crop", crop);
        requireBelowOne("shift", shift);
        requireBelowOne("brightness", brightness);
        requireBelowOne("contrast", contrast);
    }

    private static void requireBelowOne(String name, double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("%s must be at least 0 and below 1, not %s.".formatted(name, share));
        }
    }

    private static void requireBetween(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException("%s must be between 0 and %s, not %s.".formatted(name, most, value));
        }
    }
}
