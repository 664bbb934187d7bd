package io.ansatz.runner.execution;

import io.ansatz.api.Part;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Outline;
import io.ansatz.runner.data.OpenDatasets;
import io.ansatz.runner.data.StandIn;
import io.ansatz.runner.experiment.DatasetChoice;
import io.ansatz.runner.experiment.Plan;
import io.ansatz.runner.experiment.Provenance;
import io.ansatz.runner.experiment.Reading;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.experiment.Weights;
import io.ansatz.runner.material.Material;
import io.ansatz.runner.material.PixelScale;
import io.ansatz.runner.network.Architect;
import io.ansatz.runner.network.Blueprint;
import io.ansatz.runner.network.Engine;
import io.ansatz.runner.network.HybridNetwork;
import io.ansatz.runner.training.FirstStep;
import io.ansatz.runner.training.TrainingException;
import io.ansatz.runner.weights.OpenWeights;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tries every network of an experiment on one batch and leaves nothing behind, so that a mistake shows before hours of
 * training. Where the images are not here, generated ones take their place.
 */
public final class Check {

    private static final double NANOS = 1e9;

    private final OpenDatasets datasets;
    private final OpenWeights weights;
    private final int batch;
    private final Map<DatasetChoice, Images> images = new HashMap<>();
    private final Set<String> said = new HashSet<>();

    /** Hears how it goes. */
    public interface Listener {

        /** Something else takes the place of what is not here, as said in {@code what}. */
        void standsIn(String what);

        /** A network has learned its batch. */
        void learns(Trial trial, long parameters, FirstStep step, double seconds);

        /** A network cannot be made, or cannot learn; the others go on. */
        void fails(Trial trial, String reason);

        /** The same, and it is a mistake in Ansatz or in a plugin. */
        void breaks(Trial trial, Throwable bug);
    }

    /** What a network learns from, or why there is nothing. */
    private record Images(Optional<Dataset> dataset, String trouble) {}

    /**
     * Checks with these data sets.
     *
     * @param batch how many images a network learns, at most; no more than the experiment itself would take at once
     */
    public Check(OpenDatasets datasets, OpenWeights weights, int batch) {
        this.datasets = datasets;
        this.weights = weights;
        this.batch = batch;
    }

    /** The trials whose networks are tried: every point of the sweep in every role, with the first seed. */
    public static List<Trial> trials(Reading reading) throws IOException {
        return Plan.of(reading, new Unasked()).trials().stream()
                .filter(trial -> trial.seed() == trial.setup().seeds().get(0))
                .toList();
    }

    /** Tries the networks one after another; returns how many of them failed. */
    public int run(List<Trial> trials, Listener listener) {
        int failed = 0;
        for (Trial trial : trials) {
            try {
                learn(trial, listener);
            } catch (TrainingException | IllegalArgumentException e) {
                failed++;
                listener.fails(trial, e.getMessage());
            } catch (OutOfMemoryError e) {
                failed++;
                listener.fails(trial, "There is not enough memory: %s.".formatted(e.getMessage()));
            } catch (RuntimeException | Error e) {
                failed++;
                listener.breaks(trial, e);
            }
        }
        return failed;
    }

    private void learn(Trial trial, Listener listener) throws TrainingException {
        long begun = System.nanoTime();
        Dataset dataset = images(trial, listener);
        Blueprint blueprint =
                Architect.draw(trial.setup(), trial.control(), dataset.shape(), dataset.classes(), trial.seed());
        Engine engine = Engine.prepare(trial.setup().model().engine());
        try (var network = new HybridNetwork(blueprint, engine, trial.setup().train(), trial.seed())) {
            network.begin(published(trial, blueprint, dataset, listener));
            FirstStep step = FirstStep.of(
                    network, material(trial, dataset), trial.setup().train(), batch, trial.seed());
            listener.learns(trial, blueprint.parameters(), step, (System.nanoTime() - begun) / NANOS);
        }
    }

    private static Material material(Trial trial, Dataset dataset) {
        PixelScale scale = PixelScale.of(trial.setup().dataset().normalize(), dataset);
        return Material.of(dataset, scale, trial.setup().train().augment(), trial.seed());
    }

    private Map<String, float[]> published(Trial trial, Blueprint blueprint, Dataset dataset, Listener listener) {
        try {
            return PublishedArrays.of(trial.setup().model(), blueprint, dataset.shape(), weights, Optional.empty());
        } catch (IOException e) {
            standIn(
                    "backbone weights: %s Random values stand in."
                            .formatted(e.getMessage().replace("\n", " ")),
                    listener);
            return Map.of();
        }
    }

    private Dataset images(Trial trial, Listener listener) throws TrainingException {
        Images found = images.computeIfAbsent(trial.setup().dataset(), choice -> look(choice, listener));
        return found.dataset().orElseThrow(() -> new TrainingException(found.trouble()));
    }

    private Images look(DatasetChoice choice, Listener listener) {
        try {
            return new Images(Optional.of(datasets.open(choice)), "");
        } catch (IOException e) {
            Optional<Outline> outline = datasets.outline(choice);
            outline.ifPresent(known -> standIn(
                    "%s: %s Generated images of %s in %d classes stand in."
                            .formatted(
                                    choice.name(),
                                    e.getMessage().replace("\n", " "),
                                    known.shape(),
                                    known.classes().size()),
                    listener));
            return new Images(outline.map(known -> StandIn.of(known, batch)), e.getMessage());
        }
    }

    /** Says it once, however many points of a sweep it holds for. */
    private void standIn(String what, Listener listener) {
        if (said.add(what)) {
            listener.standsIn(what);
        }
    }

    /** Nobody asks for the keys of trials that are only tried. */
    private record Unasked() implements Provenance {

        @Override
        public String framework() {
            return "";
        }

        @Override
        public String plugin(Part<?> part) {
            return "";
        }

        @Override
        public String dataset(DatasetChoice dataset) {
            return "";
        }

        @Override
        public String weights(Weights weights) {
            return "";
        }
    }
}
