package io.ansatz.runner.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All trials of an experiment: every point of the sweep, for every role, with every seed. */
public record Plan(String name, List<Trial> trials) {

    /** The line of a trial that holds the digest of the weights its backbone starts with; missing if they are random. */
    public static final String BACKBONE_WEIGHTS = "model.backbone.weights.digest";

    public Plan {
        trials = List.copyOf(trials);
    }

    /**
     * Expands an experiment. Roles of one point and seed stand together, so that a pair is finished early.
     *
     * @throws IOException if what stands behind a name cannot be read, or is the same behind two; the message is for the user
     */
    public static Plan of(Reading reading, Provenance provenance) throws IOException {
        var trials = new ArrayList<Trial>();
        var taken = new HashMap<Map<String, String>, Variant>();
        for (Variant variant : reading.variants()) {
            Experiment setup = variant.experiment();
            Map<String, String> settled = settle(variant, provenance);
            Variant twin = taken.putIfAbsent(settled, variant);
            if (twin != null) {
                throw new IOException(
                        "sweep comes to the same trials twice, at %s and at %s: the files hold the same. Leave one out."
                                .formatted(twin.words(), variant.words()));
            }
            var roles = new ArrayList<Optional<Control>>();
            roles.add(Optional.empty());
            setup.controls().forEach(control -> roles.add(Optional.of(control)));
            for (long seed : setup.seeds()) {
                for (Optional<Control> control : roles) {
                    var identity = new LinkedHashMap<String, String>();
                    identity.put("role", Trial.role(setup, control));
                    identity.put("seed", Long.toString(seed));
                    identity.putAll(settled);
                    trials.add(new Trial(variant.point(), setup, control, seed, identity));
                }
            }
        }
        return new Plan(reading.name(), trials);
    }

    private static Map<String, String> settle(Variant variant, Provenance provenance) throws IOException {
        Experiment setup = variant.experiment();
        var settled = new LinkedHashMap<>(variant.settings());
        settled.put("framework", provenance.framework());
        settled.put("dataset.plugin", provenance.plugin(setup.dataset().use().part()));
        settled.put("dataset.digest", provenance.dataset(setup.dataset()));
        settled.put(
                "model.backbone.plugin",
                provenance.plugin(setup.model().backbone().use().part()));
        if (setup.model().neck().isPresent()) {
            settled.put(
                    "model.neck.plugin",
                    provenance.plugin(setup.model().neck().get().part()));
        }
        if (setup.model().circuit().isPresent()) {
            settled.put(
                    "model.circuit.plugin",
                    provenance.plugin(setup.model().circuit().get().part()));
        }
        Optional<Weights> weights = setup.model().backbone().weights();
        if (weights.isPresent()) {
            settled.put(BACKBONE_WEIGHTS, provenance.weights(weights.get()));
        }
        return settled;
    }
}
