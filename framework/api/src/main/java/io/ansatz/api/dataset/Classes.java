package io.ansatz.api.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The classes of a data set whose images carry labels of their own.
 *
 * @param names in label order
 * @param labels the class of each label; images with others are left out
 */
public record Classes(List<String> names, Map<String, Integer> labels) {

    public Classes {
        names = List.copyOf(names);
        labels = Map.copyOf(labels);
    }

    /**
     * The classes that an experiment file names, or where it names none, one for each label in alphabetical order.
     *
     * @param found the labels that images have, however often; one at least
     * @param place where the images lie, for a sentence
     * @throws IOException if there are not two classes, or one is made of a label that no image has
     */
    public static Classes of(List<NamedClass> named, Collection<String> found, String place) throws IOException {
        var all = new TreeSet<>(found);
        if (named.isEmpty()) {
            if (all.size() < 2) {
                throw new IOException("%s has images of '%s' only, and classification needs two classes."
                        .formatted(place, String.join("', '", all)));
            }
            return of(all.stream()
                    .map(label -> new NamedClass(label, Optional.empty()))
                    .toList());
        }
        for (NamedClass one : named) {
            for (String label : one.labels()) {
                if (!all.contains(label)) {
                    throw new IOException(
                            "classes takes images of '%s' from '%s', but nothing in %s is labelled so. There are %s."
                                    .formatted(one.name(), label, place, String.join(", ", all)));
                }
            }
        }
        return of(named);
    }

    private static Classes of(List<NamedClass> named) {
        var names = new ArrayList<String>();
        var labels = new HashMap<String, Integer>();
        for (NamedClass one : named) {
            one.labels().forEach(label -> labels.put(label, names.size()));
            names.add(one.name());
        }
        return new Classes(names, labels);
    }

    /**
     * For the constructor of settings with a component {@code classes}.
     *
     * @param named none, to take every label, or two at least
     * @throws IllegalArgumentException if they do not go together
     */
    public static void requireDistinct(List<NamedClass> named) {
        if (named.size() == 1) {
            throw new IllegalArgumentException("classes must name two at least, or none to take every label.");
        }
        var names = new HashSet<String>();
        var labels = new HashSet<String>();
        for (NamedClass one : named) {
            if (!names.add(one.name())) {
                throw new IllegalArgumentException("classes names '%s' twice.".formatted(one.name()));
            }
            for (String label : one.labels()) {
                if (!labels.add(label)) {
                    throw new IllegalArgumentException("classes takes images from '%s' twice.".formatted(label));
                }
            }
        }
    }

    /** Whether images with this label are of a class. */
    public boolean hold(String label) {
        return labels.containsKey(label);
    }

    /** The class of images with this label, which is held. */
    public int of(String label) {
        return labels.get(label);
    }

    /**
     * What a passport must say of images that are of no class; empty if there are none.
     *
     * @param all the label of every image
     */
    public Optional<String> leftOut(Collection<String> all) {
        var counts = new TreeMap<String, Integer>();
        all.stream().filter(label -> !hold(label)).forEach(label -> counts.merge(label, 1, Integer::sum));
        if (counts.isEmpty()) {
            return Optional.empty();
        }
        var words = new ArrayList<String>();
        counts.forEach((label, count) -> words.add("%d of '%s'".formatted(count, label)));
        return Optional.of("Images of no class were left out: %s.".formatted(String.join(", ", words)));
    }
}
