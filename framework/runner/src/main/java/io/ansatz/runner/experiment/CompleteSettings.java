package io.ansatz.runner.experiment;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Everything that decides what a network is and how it learns, one text per path, defaults included. Equal experiments
 * give equal texts however they were written, so the lines can be hashed. Where data and weights lie is not among them: the
 * same elsewhere are the same, and others have another digest.
 */
final class CompleteSettings {

    /** What names an experiment, multiplies it into trials and shows them is no part of what a single trial is. */
    private static final Set<String> NOT_OF_A_TRIAL = Set.of("name", "controls", "seeds", "compare", "tracking");

    /** Whether trials take place at all decides nothing in them. */
    private static final List<String> STRICT = List.of("dataset", "strict");

    /** A path or an address, and the digest that is asked for: their own is that of what lies there. */
    private static final List<String> WEIGHTS = List.of("model", "backbone", "weights");

    private CompleteSettings() {}

    /** From {@code dataset.use} to {@code train.select}, in the order of the records; what is left out is not there. */
    static Map<String, String> of(Experiment experiment) {
        return texts(experiment, leaf -> !isPlace(leaf));
    }

    /** The same, and where things lie: what tells experiments apart before anybody looked there. */
    static Map<String, String> withPlaces(Experiment experiment) {
        return texts(experiment, leaf -> true);
    }

    private static boolean isPlace(Leaf leaf) {
        List<String> path = leaf.path();
        return leaf.value() instanceof Path
                || path.size() > 3 && path.subList(0, 3).equals(WEIGHTS);
    }

    private static Map<String, String> texts(Experiment experiment, Predicate<Leaf> wanted) {
        var settings = new LinkedHashMap<String, String>();
        for (Leaf leaf : Leaf.of(experiment)) {
            boolean leftOut = leaf.value() instanceof Optional<?> || leaf.path().equals(STRICT) || !wanted.test(leaf);
            if (!leftOut && !NOT_OF_A_TRIAL.contains(leaf.path().get(0))) {
                settings.put(String.join(".", leaf.path()), Flow.text(leaf.value()));
            }
        }
        return Collections.unmodifiableMap(settings);
    }
}
