package io.ansatz.runner.experiment;

import io.ansatz.api.Meaning;
import java.util.HashSet;
import java.util.List;

/** One point of a sweep: an experiment in which every value is settled. Role and seed are still open. */
public record Experiment(
        @Meaning("the name under which runs are kept and compared")
        String name,

        @Meaning("the images") DatasetChoice dataset,
        @Meaning("the network, from pixels to classes") Model model,
        @Meaning("how it learns") Training train,

        @Meaning("the twins that are trained beside the hybrid")
        List<Control> controls,

        @Meaning("a number of seeds, or a list of them") List<Long> seeds,

        @Meaning("how the hybrid is held against its controls")
        Comparing compare,

        @Meaning("where the runs can be compared") Tracking tracking) {

    public Experiment {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new IllegalArgumentException(
                    "name must be made of letters, digits, '.', '_' and '-', not '%s': runs are kept in a folder of that name."
                            .formatted(name));
        }
        controls = List.copyOf(controls);
        if (new HashSet<>(controls).size() < controls.size()) {
            throw new IllegalArgumentException("controls names one control twice.");
        }
        if (model.circuit().isEmpty() && !controls.isEmpty()) {
            throw new IllegalArgumentException("controls stand in the place of a circuit, but model.circuit is none.");
        }
        seeds = List.copyOf(seeds);
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("seeds must name at least one seed.");
        }
        for (long seed : seeds) {
            if (seed < 0) {
                throw new IllegalArgumentException("seeds must be 0 or greater, not %d.".formatted(seed));
            }
        }
        if (new HashSet<>(seeds).size() < seeds.size()) {
            throw new IllegalArgumentException("seeds names one seed twice.");
        }
    }
}
