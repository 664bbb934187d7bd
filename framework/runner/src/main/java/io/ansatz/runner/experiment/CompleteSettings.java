package io.ansatz.runner.experiment;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that decides what a network is and how it learns, one text per path, defaults included. Equal experiments
 * give equal texts however they were written, so the lines can be hashed. Where a file lies is not among them: the same
 * data elsewhere are the same data, and other data have another digest.
 */
final class CompleteSettings {

    /** What names an experiment, multiplies it into trials and shows them is no part of what a single trial is. */
    private static final Set<String> NOT_OF_A_TRIAL = Set.of("name", "controls", "seeds", "tracking");

    private CompleteSettings() {}

    /** From {@code dataset.use} to {@code train.select}, in the order of the records; what is left out is not there. */
    static Map<String, String> of(Experiment experiment) {
        var settings = new LinkedHashMap<String, String>();
        for (Leaf leaf : Leaf.of(experiment)) {
            boolean leftOut = leaf.value() instanceof Optional<?> || leaf.value() instanceof Path;
            if (!leftOut && !NOT_OF_A_TRIAL.contains(leaf.path().get(0))) {
                settings.put(String.join(".", leaf.path()), Flow.text(leaf.value()));
            }
        }
        return Collections.unmodifiableMap(settings);
    }
}
