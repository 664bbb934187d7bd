package io.ansatz.runner.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a YAML text says, before anyone knows what it should mean: text, lists and maps, each with its place. */
sealed interface Tree {

    Location location();

    /**
     * A single value, as text: what it means depends on what is asked for there.
     *
     * @param quoted whether quotes, or a block of lines, make it a text beyond doubt
     */
    record Scalar(Location location, String text, boolean quoted) implements Tree {

        /** Whether there is no value here: {@code key:} with nothing behind it, or YAML's words for that. */
        boolean nothing() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
        }

        /** Whether this is the word by which an optional setting is left out. */
        boolean none() {
            return text.equals("none");
        }
    }

    record Sequence(Location location, List<Tree> items) implements Tree {

        public Sequence {
            items = List.copyOf(items);
        }
    }

    /**
     * A map.
     *
     * @param written whether a file writes this map; false for one that only leads to a value laid over the file
     * @param uppermost the keys that were laid over the others last; all of them where nothing was laid over anything
     */
    record Mapping(Location location, Map<String, Entry> entries, boolean written, Set<String> uppermost)
            implements Tree {

        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
            uppermost = Set.copyOf(uppermost);
        }

        Mapping(Location location, Map<String, Entry> entries, boolean written) {
            this(location, entries, written, entries.keySet());
        }

        Optional<Tree> get(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::value);
        }

        /** What stands at the end of these keys. */
        Optional<Tree> at(List<String> path) {
            Optional<Tree> found = get(path.get(0));
            if (path.size() == 1) {
                return found;
            }
            return found.filter(Mapping.class::isInstance)
                    .flatMap(map -> ((Mapping) map).at(path.subList(1, path.size())));
        }

        Mapping with(String key, Entry entry) {
            var changed = new LinkedHashMap<>(entries);
            changed.put(key, entry);
            return new Mapping(location, changed, written, uppermost);
        }

        Mapping without(String... keys) {
            var changed = new LinkedHashMap<>(entries);
            changed.keySet().removeAll(List.of(keys));
            return new Mapping(location, changed, written, uppermost);
        }

        /** The paths of all single values. */
        List<String> paths() {
            var paths = new ArrayList<String>();
            entries.forEach((key, entry) -> {
                if (entry.value() instanceof Mapping map) {
                    map.paths().forEach(path -> paths.add(key + "." + path));
                } else if (entry.value() instanceof Scalar) {
                    paths.add(key);
                }
            });
            return paths;
        }

        /**
         * This map with another laid over it: maps merge, everything else is replaced. A {@code use:} that names another
         * part replaces the whole map, so that no setting of the old part is taken for one of the new.
         */
        Mapping under(Mapping upper) {
            var merged = new LinkedHashMap<>(entries);
            upper.entries.forEach((key, entry) -> {
                Entry lower = merged.get(key);
                if (lower != null
                        && lower.value() instanceof Mapping below
                        && entry.value() instanceof Mapping above
                        && !below.namesAnotherPartThan(above)) {
                    merged.put(key, new Entry(entry.key(), below.under(above)));
                } else {
                    merged.put(key, entry);
                }
            });
            return new Mapping(
                    upper.written ? upper.location : location, merged, written || upper.written, upper.uppermost);
        }

        private boolean namesAnotherPartThan(Mapping other) {
            return get("use").orElse(null) instanceof Scalar here
                    && other.get("use").orElse(null) instanceof Scalar there
                    && !here.text().equals(there.text());
        }
    }

    /** Something whose problem has been reported already. */
    record Broken(Location location) implements Tree {}

    /** A value behind its key. */
    record Entry(Location key, Tree value) {}

    /** A map that leads to a single value. */
    static Mapping leading(List<String> path, Tree value, Location location) {
        Tree inner = path.size() == 1 ? value : leading(path.subList(1, path.size()), value, location);
        return new Mapping(location, Map.of(path.get(0), new Entry(location, inner)), false);
    }

    /** What was found, in words: the text in quotes, or the kind of thing. */
    static String describe(Tree tree) {
        if (tree instanceof Scalar scalar) {
            return Problem.quote(scalar.text());
        }
        return tree instanceof Sequence ? "a list" : "a map";
    }
}
