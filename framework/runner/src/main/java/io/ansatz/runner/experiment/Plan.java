package io.ansatz.runner.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All trials of an experiment: every point of the sweep, for every role, with every seed. */
public record Plan(String name, List<Trial> trials) {

    public Plan {
        trials = List.copyOf(trials);
    }

    /** Expands an experiment. Roles of one point and seed stand together, so that a pair is finished early. */
    public static Plan of(Reading reading, Provenance provenance) throws IOException {
        var trials = new ArrayList<Trial>();
        for (Variant variant : reading.variants()) {
            Experiment setup = variant.experiment();
            Map<String, String> settled = settle(variant, provenance);
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
        settled.put("dataset.plugin", provenance.plugin(setup.dataset().part()));
        settled.put("dataset.digest", provenance.dataset(setup.dataset()));
        settled.put(
                "model.backbone.plugin",
                provenance.plugin(setup.model().backbone().use().part()));
        if (setup.model().circuit().isPresent()) {
            settled.put(
                    "model.circuit.plugin",
                    provenance.plugin(setup.model().circuit().get().part()));
        }
        return settled;
    }
}
