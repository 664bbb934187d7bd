package io.ansatz.plugins.imagefolder;

import io.ansatz.api.Meaning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** How images are divided where nobody has divided them yet, in the words of an experiment file. */
public record Ratios(
        @Meaning("the share to learn from, such as 0.7") double train,
        @Meaning("the share to choose by, such as 0.1") double val,
        @Meaning("the share to be judged on, such as 0.2") double test,

        @Meaning("another seed divides otherwise; left out, 1")
        Optional<Long> seed) {

    private static final long DEFAULT_SEED = 1;

    public Ratios {
        requireShare("train", train);
        requireShare("val", val);
        requireShare("test", test);
        if (Math.abs(train + val + test - 1) > 1e-6) {
            throw new IllegalArgumentException(
                    "split must add up to 1: %s, %s and %s make %s.".formatted(train, val, test, train + val + test));
        }
    }

    private static void requireShare(String name, double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("%s must be between 0 and 1, not %s.".formatted(name, share));
        }
    }

    /**
     * Divides the pictures, each label for itself, so that all of a group stay together. A group belongs to the label of its
     * first picture. Groups come in random order and go where their label is furthest behind its share; alone, pictures
     * are divided as exactly as whole numbers allow.
     */
    List<Picture> divide(List<Picture> pictures) {
        var groups = new LinkedHashMap<String, List<Picture>>();
        pictures.forEach(picture -> groups.computeIfAbsent(picture.group(), group -> new ArrayList<>())
                .add(picture));
        var byLabel = new TreeMap<String, List<List<Picture>>>();
        groups.values()
                .forEach(group -> byLabel.computeIfAbsent(group.get(0).label(), label -> new ArrayList<>())
                        .add(group));
        var random = new SplittableRandom(seed.orElse(DEFAULT_SEED));
        var divided = new ArrayList<Picture>();
        for (Map.Entry<String, List<List<Picture>>> label : byLabel.entrySet()) {
            divide(shuffled(label.getValue(), random.split()), divided);
        }
        return divided;
    }

    private void divide(List<List<Picture>> groups, List<Picture> divided) {
        double[] shares = {train, val, test};
        var counts = new int[shares.length];
        for (List<Picture> group : groups) {
            int least = 0;
            for (int i = 1; i < shares.length; i++) {
                // Webster's rule: as in rounding to the nearest number, half a group counts.
                double half = group.size() / 2.0;
                if ((counts[i] + half) / shares[i] < (counts[least] + half) / shares[least]) {
                    least = i;
                }
            }
            counts[least] += group.size();
            Portion portion = Portion.values()[least];
            group.forEach(picture -> divided.add(picture.in(portion)));
        }
    }

    private static <T> List<T> shuffled(List<T> items, SplittableRandom random) {
        var order = new ArrayList<T>(items);
        for (int i = order.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            T moved = order.get(i);
            order.set(i, order.get(j));
            order.set(j, moved);
        }
        return order;
    }

    /** In words, for a passport. */
    String words() {
        return "split %s / %s / %s with seed %d".formatted(train, val, test, seed.orElse(DEFAULT_SEED));
    }
}
