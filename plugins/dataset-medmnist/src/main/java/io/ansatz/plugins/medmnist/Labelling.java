package io.ansatz.plugins.medmnist;

import io.ansatz.api.dataset.LabelCounts;
import io.ansatz.api.dataset.Split;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What becomes of the labels of an official file.
 *
 * @param classes the class names, in the order of the new labels
 * @param labels the new label of each old one; below 0 for images that are left out
 * @param words what was chosen, in the words of an experiment file; empty where labels stay as they are
 * @param note what a reader must know of it, if anything
 */
record Labelling(List<String> classes, int[] labels, Optional<String> words, Optional<String> note) {

    private static final int LEFT_OUT = -1;

    /** All images, with the labels of the file. */
    static Labelling official(List<String> classes) {
        return new Labelling(classes, IntStream.range(0, classes.size()).toArray(), Optional.empty(), Optional.empty());
    }

    /** The images of two classes alone, the first of which becomes label 0. */
    static Labelling oneVsOne(List<String> classes, List<Integer> pair) {
        var labels = new int[classes.size()];
        for (int label = 0; label < labels.length; label++) {
            labels[label] = pair.indexOf(label);
        }
        return new Labelling(
                names(classes, pair), labels, Optional.of("one-vs-one %s".formatted(pair)), Optional.empty());
    }

    /** All images: label 1 for some classes, 0 for all the others. */
    static Labelling someVsRest(List<String> classes, List<Integer> some) {
        var labels = new int[classes.size()];
        for (int label = 0; label < labels.length; label++) {
            labels[label] = some.contains(label) ? 1 : 0;
        }
        String name = String.join(" or ", names(classes, some));
        return new Labelling(
                List.of("rest", name), labels, Optional.of("some-vs-rest %s".formatted(some)), Optional.empty());
    }

    /** The same, but this label of the file becomes 1 where it is 0. */
    Labelling withPositive(int positive) {
        if (labels[positive] == 1) {
            return this;
        }
        var turned = new int[labels.length];
        for (int label = 0; label < labels.length; label++) {
            turned[label] = labels[label] == LEFT_OUT ? LEFT_OUT : 1 - labels[label];
        }
        List<String> names = List.of(classes.get(1), classes.get(0));
        String said = "Label 1 is '%s', which is %d in the official file.".formatted(names.get(1), positive);
        String chosen = words.map("%s, "::formatted).orElse("") + "positive " + positive;
        return new Labelling(names, turned, Optional.of(chosen), Optional.of(said));
    }

    /** A part of the file with the new labels. */
    Split of(Split split) {
        int[] old = split.labels();
        int[] kept =
                IntStream.range(0, old.length).filter(i -> labels[old[i]] >= 0).toArray();
        Split images = kept.length < old.length ? split.only(kept) : split;
        int[] renamed =
                IntStream.of(images.labels()).map(label -> labels[label]).toArray();
        return new Split(images.images(), renamed, images.items(), images.groups());
    }

    /**
     * What becomes of known counts.
     *
     * @param images how many images each of what was counted became
     */
    LabelCounts of(LabelCounts official, int images) {
        return new LabelCounts(
                of(official.train(), images), of(official.validation(), images), of(official.test(), images));
    }

    private List<Integer> of(List<Integer> official, int images) {
        if (official.isEmpty()) {
            return List.of();
        }
        var counts = new Integer[classes.size()];
        Arrays.fill(counts, 0);
        for (int label = 0; label < labels.length; label++) {
            if (labels[label] != LEFT_OUT) {
                counts[labels[label]] += images * official.get(label);
            }
        }
        return List.of(counts);
    }

    private static List<String> names(List<String> classes, List<Integer> labels) {
        return labels.stream().map(classes::get).toList();
    }
}
