package io.ansatz.api.dataset;

import java.util.List;
import java.util.Objects;

/**
 * What a reader must know to trust a data set.
 *
 * @param source where the images come from, in words
 * @param version the release, or whatever tells two editions apart
 * @param digest a hash of everything that decides the images and labels; it is part of every trial's key
 * @param licence the terms of use
 * @param citation what to cite; empty when there is nothing to cite
 * @param classes the class names, in label order
 * @param knownIssues what is known to be wrong with it, a sentence each
 */
public record Passport(
        String source,
        String version,
        String digest,
        String licence,
        String citation,
        List<String> classes,
        List<String> knownIssues) {

    public Passport {
        Objects.requireNonNull(source);
        Objects.requireNonNull(version);
        Objects.requireNonNull(licence);
        Objects.requireNonNull(citation);
        if (digest.isBlank()) {
            throw new IllegalArgumentException("A data set without a digest cannot be told from another.");
        }
        classes = List.copyOf(classes);
        if (classes.size() < 2) {
            throw new IllegalArgumentException(
                    "Classification needs at least two classes, not %d.".formatted(classes.size()));
        }
        knownIssues = List.copyOf(knownIssues);
    }
}
