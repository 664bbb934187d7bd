package io.ansatz.runner.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * How test items are drawn again: whole units, from each stratum as many as it has. A unit is an item, or all items of a
 * group, such as the images of one patient, which are not independent of each other.
 *
 * @param units by stratum and unit, the items of the unit
 */
public record Strata(List<List<int[]>> units) {

    public Strata {
        units = units.stream().map(List::copyOf).toList();
        if (units.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to draw from without items.");
        }
    }

    /** Every item for itself, so that each resample has as many of each label as there are. */
    public static Strata byLabel(int[] labels) {
        var strata = new TreeMap<Integer, List<int[]>>();
        for (int i = 0; i < labels.length; i++) {
            strata.computeIfAbsent(labels[i], label -> new ArrayList<>()).add(new int[] {i});
        }
        return new Strata(List.copyOf(strata.values()));
    }

    /**
     * Whole groups. A group with several labels is of the one that fewest items have, so that a resample seldom lacks it; a
     * patient with one melanoma among many moles is a patient with melanoma.
     *
     * @param groups the number of each item's group
     */
    public static Strata byGroup(int[] labels, int[] groups) {
        if (labels.length != groups.length) {
            throw new IllegalArgumentException(
                    "Each item has a label and a group, not %d and %d.".formatted(labels.length, groups.length));
        }
        var frequency = new HashMap<Integer, Integer>();
        var members = new LinkedHashMap<Integer, List<Integer>>();
        for (int i = 0; i < labels.length; i++) {
            frequency.merge(labels[i], 1, Integer::sum);
            members.computeIfAbsent(groups[i], group -> new ArrayList<>()).add(i);
        }
        var strata = new TreeMap<Integer, List<int[]>>();
        for (List<Integer> group : members.values()) {
            strata.computeIfAbsent(rarest(group, labels, frequency), label -> new ArrayList<>())
                    .add(group.stream().mapToInt(Integer::intValue).toArray());
        }
        return new Strata(List.copyOf(strata.values()));
    }

    private static int rarest(List<Integer> group, int[] labels, Map<Integer, Integer> frequency) {
        return group.stream()
                .map(item -> labels[item])
                .min(Comparator.<Integer>comparingInt(frequency::get).thenComparing(label -> label))
                .orElseThrow();
    }

    /** All items once. */
    int[] all() {
        return units.stream()
                .flatMap(List::stream)
                .flatMapToInt(Arrays::stream)
                .sorted()
                .toArray();
    }

    /** All but one unit's. */
    int[] without(int stratum, int unit) {
        var items = new Items(size());
        for (int s = 0; s < units.size(); s++) {
            for (int u = 0; u < units.get(s).size(); u++) {
                if (s != stratum || u != unit) {
                    items.add(units.get(s).get(u));
                }
            }
        }
        return items.all();
    }

    /** As many units as there are, each drawn from all of its stratum. */
    int[] draw(SplittableRandom random) {
        var items = new Items(size());
        for (List<int[]> stratum : units) {
            for (int u = 0; u < stratum.size(); u++) {
                items.add(stratum.get(random.nextInt(stratum.size())));
            }
        }
        return items.all();
    }

    private int size() {
        int size = 0;
        for (List<int[]> stratum : units) {
            for (int[] unit : stratum) {
                size += unit.length;
            }
        }
        return size;
    }

    /** A growing list. */
    private static final class Items {
        private int[] items;
        private int count;

        Items(int expected) {
            items = new int[expected];
        }

        void add(int[] unit) {
            if (count + unit.length > items.length) {
                items = Arrays.copyOf(items, 2 * items.length + unit.length);
            }
            for (int item : unit) {
                items[count++] = item;
            }
        }

        int[] all() {
            return count == items.length ? items : Arrays.copyOf(items, count);
        }
    }
}
