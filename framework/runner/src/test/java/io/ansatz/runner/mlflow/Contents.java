package io.ansatz.runner.mlflow;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a place holds of an experiment, whichever way it was read: two places that were told the same are equal.
 *
 * @param tags the tags of the experiment
 * @param runs identity to run, those in the bin apart
 * @param bin the identities of the runs in the bin
 */
record Contents(Map<String, String> tags, Map<String, Kept> runs, Set<String> bin) {

    private static final String PARENT = "mlflow.parentRunId";
    private static final String NAME = "mlflow.runName";

    /**
     * A run as a place keeps it.
     *
     * @param parent the identity of the run it is shown under
     * @param tags those that do not stand in another component
     * @param latest the value of each metric that the table of runs shows
     * @param artifacts path to SHA-256
     */
    record Kept(
            String name,
            RunStatus status,
            Instant begun,
            Optional<Instant> ended,
            Optional<String> parent,
            Map<String, String> params,
            Map<String, String> tags,
            Set<Point> points,
            Map<String, Double> latest,
            Set<DatasetInput> inputs,
            Map<String, String> artifacts) {

        private Kept with(Optional<String> newParent, Map<String, String> newTags) {
            return new Kept(name, status, begun, ended, newParent, params, newTags, points, latest, inputs, artifacts);
        }
    }

    /**
     * A run as a reader finds it.
     *
     * @param id the place's own name for it
     * @param run with every tag it has, and without a parent
     */
    record Found(String id, boolean deleted, Kept run) {

        private String identity() {
            return run.tags().getOrDefault(Run.IDENTITY, "");
        }
    }

    /** Puts together what a reader found; runs without an identity are not ours. */
    static Contents of(Map<String, String> tags, List<Found> found) {
        var identities = new HashMap<String, String>();
        found.forEach(run -> identities.put(run.id(), run.identity()));
        var runs = new HashMap<String, Kept>();
        var bin = new HashSet<String>();
        for (Found each : found) {
            if (each.identity().isEmpty()) {
                continue;
            }
            if (each.deleted()) {
                bin.add(each.identity());
                continue;
            }
            var others = new HashMap<>(each.run().tags());
            others.remove(Run.IDENTITY);
            String name = others.remove(NAME);
            if (!each.run().name().equals(name)) {
                throw new IllegalStateException("A run is called %s, and %s in its tag %s."
                        .formatted(each.run().name(), name, NAME));
            }
            Optional<String> parent = Optional.ofNullable(others.remove(PARENT)).map(identities::get);
            if (runs.put(each.identity(), each.run().with(parent, others)) != null) {
                throw new IllegalStateException("There are two runs %s.".formatted(each.identity()));
            }
        }
        return new Contents(Map.copyOf(tags), runs, bin);
    }
}
