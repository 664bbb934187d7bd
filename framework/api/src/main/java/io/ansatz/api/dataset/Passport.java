package io.ansatz.api.dataset;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

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
 * @param groupedBy what the images of a group have in common, such as lesion or patient; empty where groups are not known
 * @param flips the mirror images that show the same class as before; empty where nobody has said, and an empty set where none do,
 *     as left is not right in an abdomen
 * @param published how many images of each label there should be
 */
public record Passport(
        String source,
        String version,
        String digest,
        String licence,
        String citation,
        List<String> classes,
        List<String> knownIssues,
        Optional<String> groupedBy,
        Optional<Set<Flip>> flips,
        LabelCounts published) {

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
        flips = flips.map(Passport::inOrder);
    }

    /** A copy that reads the same every time. */
    private static Set<Flip> inOrder(Set<Flip> some) {
        var flips = EnumSet.noneOf(Flip.class);
        flips.addAll(some);
        return Collections.unmodifiableSet(flips);
    }

    /** A passport that says nothing of groups, mirror images and published counts. */
    public Passport(
            String source,
            String version,
            String digest,
            String licence,
            String citation,
            List<String> classes,
            List<String> knownIssues) {
        this(
                source,
                version,
                digest,
                licence,
                citation,
                classes,
                knownIssues,
                Optional.empty(),
                Optional.empty(),
                LabelCounts.UNKNOWN);
    }

    /** The same passport, which says what the images of a group have in common. */
    public Passport groupedBy(String key) {
        return new Passport(
                source, version, digest, licence, citation, classes, knownIssues, Optional.of(key), flips, published);
    }

    /** The same passport, which says which mirror images show the same class. */
    public Passport withFlips(Set<Flip> harmless) {
        return new Passport(
                source,
                version,
                digest,
                licence,
                citation,
                classes,
                knownIssues,
                groupedBy,
                Optional.of(harmless),
                published);
    }

    /** The same passport, which says how many images of each label there should be. */
    public Passport withPublished(LabelCounts counts) {
        return new Passport(source, version, digest, licence, citation, classes, knownIssues, groupedBy, flips, counts);
    }

    /** The passport of another edition: images of the same source, chosen or divided anew, of which no counts are published. */
    public Passport edition(String words, String newDigest) {
        return new Passport(
                source,
                version + ", " + words,
                newDigest,
                licence,
                citation,
                classes,
                knownIssues,
                groupedBy,
                flips,
                LabelCounts.UNKNOWN);
    }
}
