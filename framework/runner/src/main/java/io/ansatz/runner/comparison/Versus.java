package io.ansatz.runner.comparison;

import io.ansatz.runner.metrics.Metric;
import io.ansatz.runner.metrics.Yardstick;
import io.ansatz.runner.statistics.DeLong;
import io.ansatz.runner.statistics.McNemar;
import java.util.List;
import java.util.Optional;

/**
 * All that is said of a hybrid beside one of its controls.
 *
 * @param setting at which point of a sweep, in words; empty where nothing varies
 * @param ours what the hybrid is called, and {@code theirs} the control
 * @param seeds how many seeds both have
 * @param yardstick what their accuracies must be held against
 * @param oursConverged whether our side had, and {@code theirsConverged} the other; empty where nobody knows
 * @param contrasts by metric, in the order that was asked for; a metric that does not exist on these images is missing
 * @param answers where images do not come in groups, whether the two are right on equally many of the test images, with the
 *     probabilities of all seeds averaged
 * @param ranks whether they rank them equally well, for two classes
 */
public record Versus(
        String setting,
        String ours,
        String theirs,
        int seeds,
        Yardstick yardstick,
        Optional<Convergence> oursConverged,
        Optional<Convergence> theirsConverged,
        List<Contrast> contrasts,
        Optional<McNemar> answers,
        Optional<DeLong> ranks) {

    public Versus {
        contrasts = List.copyOf(contrasts);
    }

    /** What is said by a metric; empty where that does not exist on these images. */
    public Optional<Contrast> contrast(Metric metric) {
        return contrasts.stream()
                .filter(contrast -> contrast.metric() == metric)
                .findFirst();
    }
}
