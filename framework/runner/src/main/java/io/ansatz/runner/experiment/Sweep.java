package io.ansatz.runner.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A grid over values of an experiment: every combination of the axes, the first of which turns slowest. */
record Sweep(List<Axis> axes) {

    static final int MOST_POINTS = 10_000;

    /** Why these are no axes. */
    private static final Map<String, String> NO_AXES = Map.of(
            "name", "all points of a sweep share one name, so that they can be compared",
            "seeds", "every point is run with every seed anyway",
            "controls", "every control is trained at every point anyway",
            "sweep", "a sweep cannot hold another",
            "extends", "files are joined before the sweep is laid out");

    private static final Set<String> OF_A_SEARCH = Set.of("method", "trials", "axes");

    Sweep {
        axes = List.copyOf(axes);
    }

    /** The values that one path takes. */
    record Axis(List<String> path, Location location, List<Tree> values) {

        Axis {
            path = List.copyOf(path);
            values = List.copyOf(values);
        }

        String name() {
            return String.join(".", path);
        }

        Tree.Mapping leadingTo(Tree value) {
            return Tree.leading(path, value, location);
        }
    }

    /** A value for each axis, in order. */
    record Point(Sweep sweep, List<Tree> values) {

        Point {
            values = List.copyOf(values);
        }

        /**
         * The document at this point. All values are joined before they are laid over it, so that a {@code use:} takes
         * nothing from another axis away.
         */
        Tree.Mapping over(Tree.Mapping document) {
            Tree.Mapping all = sweep.axes.get(0).leadingTo(values.get(0));
            for (int i = 1; i < values.size(); i++) {
                all = all.under(sweep.axes.get(i).leadingTo(values.get(i)));
            }
            return document.under(all);
        }

        /** The place of the first value that is written elsewhere than that of an earlier point. */
        Location locationOfDifference(Point earlier) {
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i) != earlier.values.get(i)) {
                    return values.get(i).location();
                }
            }
            return sweep.axes.get(0).location();
        }

        /** What stands at each axis, as text; references are resolved where a single value stands. */
        Map<String, String> texts(Tree.Mapping resolved) {
            var texts = new LinkedHashMap<String, String>();
            for (int i = 0; i < values.size(); i++) {
                Axis axis = sweep.axes.get(i);
                Tree written = values.get(i);
                Optional<Tree> settled = written instanceof Tree.Scalar ? resolved.at(axis.path) : Optional.of(written);
                String text =
                        settled.orElse(written) instanceof Tree.Scalar scalar ? scalar.text() : Flow.text(written);
                texts.put(axis.name(), text);
            }
            return texts;
        }
    }

    /** What stands behind {@code sweep:}; empty if there is no sweep, or if its problems have been reported. */
    static Optional<Sweep> read(Tree.Mapping document, Problems problems) {
        Tree tree = document.get("sweep").orElse(null);
        if (tree == null || tree instanceof Tree.Broken || tree instanceof Tree.Scalar scalar && scalar.none()) {
            return Optional.empty();
        }
        if (!(tree instanceof Tree.Mapping map) || map.entries().isEmpty()) {
            String what = tree instanceof Tree.Mapping ? "an empty one" : found(tree);
            problems.add(
                    tree.location(),
                    "sweep must be a map from paths to lists of values, such as {train.rate: [0.01, 0.001]}, not %s."
                            .formatted(what));
            return Optional.empty();
        }
        var axes = new ArrayList<Axis>();
        map.entries().forEach((path, entry) -> axis(path, entry, problems).ifPresent(axes::add));
        if (axes.size() < map.entries().size()) {
            return Optional.empty();
        }
        var sweep = new Sweep(axes);
        if (sweep.size() > MOST_POINTS) {
            problems.add(
                    map.location(),
                    "sweep has %,d points, and %,d are the most. Spread them over several files."
                            .formatted(sweep.size(), MOST_POINTS));
            return Optional.empty();
        }
        return Optional.of(sweep);
    }

    private static Optional<Axis> axis(String path, Tree.Entry entry, Problems problems) {
        if (OF_A_SEARCH.contains(path)) {
            problems.add(
                    entry.key(),
                    "sweep knows no '%s': it is always a grid of paths with lists of values, such as {train.rate: [0.01, 0.001]}."
                            .formatted(path));
            return Optional.empty();
        }
        List<String> keys = List.of(path.split("\\.", -1));
        if (keys.stream().anyMatch(String::isBlank)) {
            problems.add(
                    entry.key(), "sweep needs a path such as train.rate here, not %s.".formatted(Problem.quote(path)));
            return Optional.empty();
        }
        String reason = NO_AXES.get(keys.get(0));
        if (reason != null) {
            problems.add(entry.key(), "sweep cannot vary %s: %s.".formatted(path, reason));
            return Optional.empty();
        }
        Tree value = entry.value();
        if (value instanceof Tree.Sequence list) {
            if (list.items().isEmpty()) {
                problems.add(list.location(), "sweep needs at least one value for %s.".formatted(path));
            }
            boolean sound = !list.items().isEmpty() && list.items().stream().noneMatch(Sweep::isBroken);
            return sound ? Optional.of(new Axis(keys, entry.key(), list.items())) : Optional.empty();
        }
        if (!(value instanceof Tree.Broken)) {
            String advice = "";
            if (value instanceof Tree.Mapping) {
                advice = " Write the whole path as one key, such as train.rate.";
            } else if (value instanceof Tree.Scalar scalar && !scalar.nothing()) {
                advice = " Write [%s].".formatted(Flow.text(scalar));
            }
            problems.add(
                    value.location(),
                    "sweep needs a list of values for %s, not %s.%s".formatted(path, found(value), advice));
        }
        return Optional.empty();
    }

    private static String found(Tree tree) {
        return tree instanceof Tree.Scalar scalar && scalar.nothing() ? "nothing" : Tree.describe(tree);
    }

    private static boolean isBroken(Tree tree) {
        if (tree instanceof Tree.Sequence list) {
            return list.items().stream().anyMatch(Sweep::isBroken);
        }
        if (tree instanceof Tree.Mapping map) {
            return map.entries().values().stream().anyMatch(entry -> isBroken(entry.value()));
        }
        return tree instanceof Tree.Broken;
    }

    /** How many points there are, or a number beyond the most. */
    private long size() {
        long size = 1;
        for (Axis axis : axes) {
            size = Math.min(size * axis.values().size(), Integer.MAX_VALUE);
        }
        return size;
    }

    List<Point> points() {
        List<List<Tree>> points = List.of(List.of());
        for (Axis axis : axes) {
            var longer = new ArrayList<List<Tree>>();
            for (List<Tree> point : points) {
                for (Tree value : axis.values()) {
                    var next = new ArrayList<>(point);
                    next.add(value);
                    longer.add(next);
                }
            }
            points = longer;
        }
        return points.stream().map(values -> new Point(this, values)).toList();
    }

    /** Every place in the sweep that a problem may have. */
    Set<Location> locations() {
        var locations = new HashSet<Location>();
        for (Axis axis : axes) {
            locations.add(axis.location());
            axis.values().forEach(value -> collect(value, locations));
        }
        return locations;
    }

    private static void collect(Tree tree, Set<Location> locations) {
        locations.add(tree.location());
        if (tree instanceof Tree.Sequence list) {
            list.items().forEach(item -> collect(item, locations));
        } else if (tree instanceof Tree.Mapping map) {
            map.entries().values().forEach(entry -> {
                locations.add(entry.key());
                collect(entry.value(), locations);
            });
        }
    }
}
