package io.ansatz.runner.proof;

import io.ansatz.runner.experiment.Plan;
import io.ansatz.runner.experiment.Reading;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.experiment.Variant;
import io.ansatz.runner.proof.Comparison.Group;
import io.ansatz.runner.tracking.TrialRecord;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A trained trial that is to be trained again, and what answers to it in the present installation. */
public record Original(TrialRecord run) {

    /** The file in a run's folder that holds the whole experiment, with every default written out. */
    public static final String EXPERIMENT = "experiment.yaml";

    /** What a variant does not have. */
    private static final Set<String> APART = Set.of("role", "seed");

    /** The experiment at those points of its sweep whose settings are the recorded ones, or come nearest. */
    public Reading narrowed(Reading experiment) {
        int nearest =
                experiment.variants().stream().mapToInt(this::distance).min().orElseThrow();
        List<Variant> variants = experiment.variants().stream()
                .filter(variant -> distance(variant) == nearest)
                .toList();
        return new Reading(experiment.name(), variants, experiment.resolved());
    }

    /** How many settings are not as they were. */
    private int distance(Variant variant) {
        var settings = new HashMap<>(run.identity());
        settings.keySet().removeIf(path -> Group.of(path) != Group.SETTINGS || APART.contains(path));
        return distance(settings, variant.settings());
    }

    /** The trial with the same role and seed; of several, which only what lies behind names tells apart, the nearest. */
    public Optional<Trial> among(Plan plan) {
        return plan.trials().stream()
                .filter(trial -> trial.role().equals(run.role())
                        && Long.toString(trial.seed()).equals(run.seed()))
                .min(Comparator.comparingInt(trial -> distance(run.identity(), trial.identity())));
    }

    private static int distance(Map<String, String> a, Map<String, String> b) {
        var paths = new HashSet<>(a.keySet());
        paths.addAll(b.keySet());
        return (int) paths.stream()
                .filter(path -> !Objects.equals(a.get(path), b.get(path)))
                .count();
    }

    /** In what a trial is not the one that was trained. */
    public Comparison against(Trial trial) {
        return Comparison.ofIdentities(run.identity(), trial.identity());
    }
}
