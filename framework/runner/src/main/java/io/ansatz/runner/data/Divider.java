package io.ansatz.runner.data;

import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Images;
import io.ansatz.api.dataset.Split;
import io.ansatz.runner.experiment.Division;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Divides all images of a data set anew, each class for itself, so that all of a group stay together. A group belongs to the
 * class of its first image. Groups come in random order and go where their class is furthest behind its share; alone, images are
 * divided as exactly as whole numbers allow.
 */
final class Divider {

    private final double[] shares;
    private final long seed;

    private Divider(double[] shares, long seed) {
        this.shares = shares;
        this.seed = seed;
    }

    /** The same images, divided otherwise. */
    static Dataset divide(Dataset dataset, Division division) {
        if (division instanceof Division.Shares shares) {
            Split all = all(dataset);
            int[] parts =
                    new Divider(new double[] {shares.train(), shares.val(), shares.test()}, shares.seed()).parts(all);
            return new Dataset(
                    dataset.passport(), all.only(of(parts, 0)), all.only(of(parts, 1)), all.only(of(parts, 2)));
        }
        if (division instanceof Division.Folds folds) {
            Split all = all(dataset);
            var equal = new double[folds.count()];
            Arrays.fill(equal, 1.0 / folds.count());
            int[] parts = new Divider(equal, folds.seed()).parts(all);
            int test = folds.test() - 1;
            int validation = folds.test() % folds.count();
            int[] train = IntStream.range(0, parts.length)
                    .filter(i -> parts[i] != test && parts[i] != validation)
                    .toArray();
            return new Dataset(
                    dataset.passport(), all.only(train), all.only(of(parts, validation)), all.only(of(parts, test)));
        }
        return dataset;
    }

    /** In words, for a passport; empty for a division that changes nothing. */
    static String words(Division division) {
        if (division instanceof Division.Shares shares) {
            return "split %s / %s / %s with seed %d"
                    .formatted(shares.train(), shares.val(), shares.test(), shares.seed());
        }
        if (division instanceof Division.Folds folds) {
            return "fold %d of %d with seed %d".formatted(folds.test(), folds.count(), folds.seed());
        }
        return "";
    }

    /** All parts behind one another. */
    private static Split all(Dataset dataset) {
        List<Split> parts = Stream.of(dataset.train(), dataset.validation(), dataset.test())
                .filter(split -> split.size() > 0)
                .toList();
        if (parts.size() == 1) {
            return parts.get(0);
        }
        var items = new ArrayList<String>();
        var groups = new ArrayList<String>();
        parts.forEach(part -> {
            items.addAll(part.items());
            groups.addAll(part.groups());
        });
        int[] labels = parts.stream()
                .flatMapToInt(part -> Arrays.stream(part.labels()))
                .toArray();
        Images images = new JoinedImages(parts.stream().map(Split::images).toList());
        return new Split(images, labels, items, groups.size() == labels.length ? groups : List.of());
    }

    private static int[] of(int[] parts, int part) {
        return IntStream.range(0, parts.length).filter(i -> parts[i] == part).toArray();
    }

    /** For each image the number of its part. */
    private int[] parts(Split all) {
        var groups = new LinkedHashMap<String, List<Integer>>();
        for (int i = 0; i < all.size(); i++) {
            String group =
                    all.groups().isEmpty() ? Integer.toString(i) : all.groups().get(i);
            groups.computeIfAbsent(group, one -> new ArrayList<>()).add(i);
        }
        var byLabel = new TreeMap<Integer, List<List<Integer>>>();
        groups.values()
                .forEach(group -> byLabel.computeIfAbsent(all.labels()[group.get(0)], label -> new ArrayList<>())
                        .add(group));
        var random = new SplittableRandom(seed);
        var parts = new int[all.size()];
        byLabel.values().forEach(ofLabel -> deal(ofLabel, random.split(), parts));
        return parts;
    }

    private void deal(List<List<Integer>> groups, SplittableRandom random, int[] parts) {
        var counts = new int[shares.length];
        for (int index : Shuffling.of(IntStream.range(0, groups.size()).toArray(), random)) {
            List<Integer> group = groups.get(index);
            int least = 0;
            for (int i = 1; i < shares.length; i++) {
                // Webster's rule: as in rounding to the nearest number, half a group counts.
                double half = group.size() / 2.0;
                if ((counts[i] + half) / shares[i] < (counts[least] + half) / shares[least]) {
                    least = i;
                }
            }
            counts[least] += group.size();
            for (int image : group) {
                parts[image] = least;
            }
        }
    }
}
