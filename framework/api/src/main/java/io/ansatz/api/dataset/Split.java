package io.ansatz.api.dataset;

import io.ansatz.api.ImageShape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One part of a data set. The labels are shared, not copied: whoever opens a split gives them away, and readers leave them as they
 * are.
 *
 * @param labels the class of each image, from 0
 * @param items what each image is called, by which a person can find it; no two of a data set are called alike
 * @param groups what each image belongs to, such as a patient or a lesion, all of whose images must share a part; empty where
 *     that is not known
 */
public record Split(Images images, int[] labels, List<String> items, List<String> groups) {

    public Split {
        if (labels.length != images.size()) {
            throw new IllegalArgumentException(
                    "%d images need %d labels, not %d.".formatted(images.size(), images.size(), labels.length));
        }
        if (items.size() != labels.length) {
            throw new IllegalArgumentException(
                    "%d images need %d names, not %d.".formatted(labels.length, labels.length, items.size()));
        }
        if (!groups.isEmpty() && groups.size() != labels.length) {
            throw new IllegalArgumentException(
                    "%d images need %d groups or none, not %d.".formatted(labels.length, labels.length, groups.size()));
        }
        items = List.copyOf(items);
        groups = List.copyOf(groups);
    }

    /** Images of which no groups are known, and which are called by a word and their places: {@code test/0}, {@code test/1}, … */
    public Split(Images images, int[] labels, String word) {
        this(images, labels, numbered(word, labels.length), List.of());
    }

    private static List<String> numbered(String word, int size) {
        return IntStream.range(0, size).mapToObj(i -> word + "/" + i).toList();
    }

    public ImageShape shape() {
        return images.shape();
    }

    /** The number of images. */
    public int size() {
        return labels.length;
    }

    /** These images alone, in this order. */
    public Split only(int... some) {
        var someLabels = new int[some.length];
        var someItems = new ArrayList<String>(some.length);
        var someGroups = new ArrayList<String>(groups.isEmpty() ? 0 : some.length);
        for (int i = 0; i < some.length; i++) {
            someLabels[i] = labels[some[i]];
            someItems.add(items.get(some[i]));
            if (!groups.isEmpty()) {
                someGroups.add(groups.get(some[i]));
            }
        }
        return new Split(images.only(some), someLabels, someItems, someGroups);
    }

    /** How many images carry each label. */
    public int[] counts(int classes) {
        var counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        return counts;
    }
}
