package io.ansatz.runner.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A single setting of a complete experiment.
 *
 * @param path the keys that lead to it in an experiment file
 * @param value a list, an empty {@code Optional}, or a single value
 * @param part the part it is a setting of, if it is one
 * @param opens whether it is the word of one of several records whose settings follow, below a key that is this word
 */
record Leaf(List<String> path, Object value, Optional<String> part, boolean opens) {

    /** All settings below a record, in the order of its components. */
    static List<Leaf> of(Record root) {
        var leaves = new ArrayList<Leaf>();
        collect(List.of(), root, Optional.empty(), leaves);
        return leaves;
    }

    private static void collect(List<String> path, Object value, Optional<String> part, List<Leaf> leaves) {
        if (value instanceof Use<?> use) {
            leaves.add(new Leaf(below(path, "use"), use.name(), part, false));
            collect(path, use.settings(), Optional.of(use.name()), leaves);
        } else if (value instanceof Optional<?> optional && optional.isPresent()) {
            collect(path, optional.get(), part, leaves);
        } else if (value instanceof Record settings) {
            Optional<String> word = Cases.wordOf(settings);
            boolean bare = Shape.of(settings.getClass()).components().isEmpty();
            word.ifPresent(one -> leaves.add(new Leaf(path, one, part, !bare)));
            List<String> inner = word.map(one -> below(path, one)).orElse(path);
            for (Shape.Component component : Shape.of(settings.getClass()).components()) {
                List<String> below = component.inPlace() ? inner : below(inner, component.name());
                collect(below, component.of(settings), part, leaves);
            }
        } else {
            leaves.add(new Leaf(path, value, part, false));
        }
    }

    private static List<String> below(List<String> path, String key) {
        var longer = new ArrayList<>(path);
        longer.add(key);
        return List.copyOf(longer);
    }
}
