package io.ansatz.runner.execution;

import io.ansatz.api.dataset.Dataset;
import io.ansatz.runner.experiment.Plan;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.material.FeatureStore;
import io.ansatz.runner.material.Material;
import io.ansatz.runner.material.PixelScale;
import io.ansatz.runner.network.Architect;
import io.ansatz.runner.network.Architecture;
import io.ansatz.runner.network.Blueprint;
import io.ansatz.runner.network.Engine;
import io.ansatz.runner.network.FixedPart;
import io.ansatz.runner.network.HybridNetwork;
import io.ansatz.runner.training.Networks;
import io.ansatz.runner.weights.OpenWeights;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Opens the networks of a trial, phase by phase, and keeps what never changes in them apart. */
final class TrialNetworks implements Networks, AutoCloseable {

    private final Trial trial;
    private final Dataset dataset;
    private final PixelScale scale;
    private final Engine engine;
    private final OpenWeights weights;
    private final boolean resumed;
    private final FeatureStore store;
    private final FeatureStore.Listener listener;

    // Of the network at hand.
    private HybridNetwork network;
    private final Map<String, float[]> fixedValues = new LinkedHashMap<>();
    private final Map<String, int[]> fixedShapes = new LinkedHashMap<>();

    /** @param resumed whether the first network goes on from a checkpoint */
    TrialNetworks(
            Trial trial,
            Dataset dataset,
            PixelScale scale,
            Engine engine,
            OpenWeights weights,
            boolean resumed,
            FeatureStore store,
            FeatureStore.Listener listener) {
        this.trial = trial;
        this.dataset = dataset;
        this.scale = scale;
        this.engine = engine;
        this.weights = weights;
        this.resumed = resumed;
        this.store = store;
        this.listener = listener;
    }

    @Override
    public Bench open(int phase) throws IOException {
        close();
        Blueprint blueprint =
                Architect.draw(trial.setup(), trial.control(), dataset.shape(), dataset.classes(), trial.seed(), phase);
        // What changes from epoch to epoch cannot be kept.
        boolean kept =
                blueprint.hasFixedPart() && trial.setup().train().augment().isEmpty();
        Map<String, float[]> published = published(blueprint, kept);
        Material material = kept
                ? features(blueprint, published)
                : Material.of(dataset, scale, trial.setup().train().augment(), trial.seed());
        network = kept
                ? HybridNetwork.onFeatures(blueprint, engine, trial.setup().train(), trial.seed())
                : new HybridNetwork(blueprint, engine, trial.setup().train(), trial.seed());
        network.begin(published);
        return new Bench(network, material);
    }

    /** A trial that goes on from a checkpoint in which everything is does not need them. */
    private Map<String, float[]> published(Blueprint blueprint, boolean kept) throws IOException {
        boolean allInTheCheckpoint =
                resumed && !kept && trial.setup().train().phases().isEmpty();
        if (allInTheCheckpoint) {
            return Map.of();
        }
        return PublishedArrays.of(
                trial.setup().model(),
                blueprint,
                dataset.shape(),
                weights,
                Optional.ofNullable(trial.identity().get(Plan.BACKBONE_WEIGHTS)));
    }

    private Material features(Blueprint blueprint, Map<String, float[]> published) throws IOException {
        try (var part = new FixedPart(blueprint, engine, trial.seed())) {
            part.begin(published);
            fixedValues.putAll(part.values());
            fixedShapes.putAll(part.shapes());
            var facts = new LinkedHashMap<String, String>();
            facts.put("framework", trial.identity().get("framework"));
            facts.put("engine", engine.toString());
            facts.put("part", Architecture.ofFixedPart(blueprint).toString());
            if (blueprint.fixesBlock()) {
                facts.put("simulator", trial.setup().model().simulator().toString());
                if (!trial.setup().model().simulator().exact()) {
                    facts.put("seed", Long.toString(trial.seed()));
                }
            }
            return store.features(
                    dataset, scale, part, FeatureStore.identity(dataset, scale, facts, fixedValues), listener);
        }
    }

    /** Every parameter of the network at hand by name, what never changes included. */
    Map<String, float[]> values() {
        var values = new LinkedHashMap<>(fixedValues);
        values.putAll(network.values());
        return values;
    }

    /** The shape of each of them. */
    Map<String, int[]> shapes() {
        var shapes = new LinkedHashMap<>(fixedShapes);
        shapes.putAll(network.shapes());
        return shapes;
    }

    /** The whole blueprint of the network at hand. */
    Blueprint blueprint() {
        return network.blueprint();
    }

    @Override
    public void close() {
        if (network != null) {
            network.close();
            network = null;
        }
        fixedValues.clear();
        fixedShapes.clear();
    }
}
