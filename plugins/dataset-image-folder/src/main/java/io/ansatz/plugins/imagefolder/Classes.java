package io.ansatz.plugins.imagefolder;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The classes of a data set.
 *
 * @param names in label order
 * @param labels the class of each label of folders or tables; images with others are left out
 */
record Classes(List<String> names, Map<String, Integer> labels) {

    /** A class for each label. */
    static Classes each(Collection<String> labels) {
        return named(labels.stream()
                .map(label -> new NamedClass(label, Optional.empty()))
                .toList());
    }

    static Classes named(List<NamedClass> classes) {
        var names = new ArrayList<String>();
        var labels = new HashMap<String, Integer>();
        for (NamedClass one : classes) {
            one.labels().forEach(label -> labels.put(label, names.size()));
            names.add(one.name());
        }
        return new Classes(List.copyOf(names), Map.copyOf(labels));
    }

    boolean holds(Picture picture) {
        return labels.containsKey(picture.label());
    }

    /** The classes of pictures that are held. */
    int[] labels(List<Picture> pictures) {
        return pictures.stream()
                .mapToInt(picture -> labels.get(picture.label()))
                .toArray();
    }

    /** A sentence about images that belong to no class, if there are some. */
    List<String> leftOut(List<Picture> pictures) {
        var counts = new TreeMap<String, Integer>();
        pictures.stream()
                .filter(picture -> !holds(picture))
                .forEach(picture -> counts.merge(picture.label(), 1, Integer::sum));
        if (counts.isEmpty()) {
            return List.of();
        }
        var words = new ArrayList<String>();
        counts.forEach((label, count) -> words.add("%d of '%s'".formatted(count, label)));
        return List.of("Images of no class were left out: %s.".formatted(String.join(", ", words)));
    }
}
