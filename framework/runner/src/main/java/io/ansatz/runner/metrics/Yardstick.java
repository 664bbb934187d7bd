package io.ansatz.runner.metrics;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What every accuracy of some images must be held against.
 *
 * @param majorityRate the accuracy of always answering the most frequent class
 * @param prevalence the share of images of the positive class; empty unless there are two classes
 */
public record Yardstick(int images, double majorityRate, OptionalDouble prevalence) {

    /** In a sentence, of test images. */
    public String sentence() {
        String positive = prevalence.isPresent()
                ? String.format(
                        Locale.ROOT,
                        ", of which %,d are positive (%.3f)",
                        Math.round(images * prevalence.getAsDouble()),
                        prevalence.getAsDouble())
                : "";
        return String.format(
                Locale.ROOT,
                "Judged on %,d test images%s; always answering the commonest class scores an accuracy of %.3f.",
                images,
                positive,
                majorityRate);
    }
}
