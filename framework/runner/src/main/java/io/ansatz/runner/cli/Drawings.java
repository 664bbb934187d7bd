package io.ansatz.runner.cli;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.runner.experiment.Control;
import io.ansatz.runner.experiment.Experiment;
import io.ansatz.runner.experiment.Model;
import io.ansatz.runner.experiment.SimulatorChoice;
import io.ansatz.runner.experiment.Use;
import io.ansatz.runner.network.Architect;
import io.ansatz.runner.network.Block;
import io.ansatz.runner.network.Blueprint;
import io.ansatz.simulator.Simulator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Draws each circuit and each network once, however many trials have it; they are looked at and never run. */
final class Drawings {

    /** What is drawn while a circuit runs changes nothing here, so any seed will do. */
    private static final long SEED = 0;

    /** What a blueprint depends on. */
    private record Order(Model model, Optional<Control> control, ImageShape images, int classes) {}

    /** What a whole backbone depends on. */
    private record Place(Use<Backbone<?>> use, ImageShape images) {}

    private final Map<Use<CircuitTemplate<?>>, List<Circuit>> circuits = new HashMap<>();
    private final Map<Place, Trunk> backbones = new HashMap<>();
    private final Map<Order, Blueprint> blueprints = new HashMap<>();

    /** @throws IllegalArgumentException if it cannot be drawn; the message is for the user */
    Circuit circuit(Use<CircuitTemplate<?>> use) {
        return circuits(use).get(0);
    }

    private List<Circuit> circuits(Use<CircuitTemplate<?>> use) {
        return circuits.computeIfAbsent(use, Architect::circuits);
    }

    /** @throws IllegalArgumentException if the circuit is too large for it; the message is for the user */
    Simulator simulator(SimulatorChoice choice, Circuit circuit) {
        return Architect.simulator(choice, circuit, SEED);
    }

    /** @throws IllegalArgumentException if there is no such block, or no such control; the message is for the user */
    Block block(Experiment experiment, Optional<Control> control) {
        return Architect.block(
                experiment, control, circuits(experiment.model().circuit().orElseThrow()), SEED);
    }

    /**
     * The whole backbone, whatever is cut off it or frozen.
     *
     * @throws IllegalArgumentException if it does not fit the images; the message is for the user
     */
    Trunk backbone(Use<Backbone<?>> use, ImageShape images) {
        return backbones.computeIfAbsent(new Place(use, images), one -> Architect.trunk(one.use(), one.images()));
    }

    /** @throws IllegalArgumentException if a part does not fit the images; the message is for the user */
    Blueprint blueprint(Experiment experiment, Optional<Control> control, Dataset dataset) {
        var order = new Order(experiment.model(), control, dataset.shape(), dataset.classes());
        return blueprints.computeIfAbsent(
                order, one -> Architect.draw(experiment, control, one.images(), one.classes(), SEED));
    }
}
