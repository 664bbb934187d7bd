package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.runner.experiment.Control;
import io.ansatz.runner.experiment.Experiment;
import io.ansatz.runner.experiment.Model;
import io.ansatz.runner.experiment.SimulatorChoice;
import io.ansatz.runner.experiment.Use;
import io.ansatz.simulator.PlainSimulator;
import io.ansatz.simulator.Simulator;
import io.ansatz.simulator.strange.StrangeSimulator;
import java.util.Optional;

/** Draws the blueprint of a role: the hybrid, or a control that differs from it in the block alone. */
public final class Architect {

    private Architect() {}

    /**
     * Draws the network of one role.
     *
     * @throws IllegalArgumentException if a part does not fit the images; the message is for the user
     */
    public static Blueprint draw(Experiment experiment, Optional<Control> control, ImageShape images, int classes) {
        Model model = experiment.model();
        Circuit circuit = circuit(model.circuit());
        return new Blueprint(
                trunk(model.backbone(), images),
                model.scaling(),
                control.map(twin -> twin(twin, circuit))
                        .orElseGet(() ->
                                new Block.Quantum(simulator(model.simulator().use(), circuit))),
                model.head().hidden(),
                classes);
    }

    /** Draws the circuit alone. */
    @SuppressWarnings("unchecked")
    public static Circuit circuit(Use<CircuitTemplate<?>> use) {
        return ((CircuitTemplate<Record>) use.part()).draw(use.settings());
    }

    @SuppressWarnings("unchecked")
    private static Trunk trunk(Use<Backbone<?>> use, ImageShape images) {
        return ((Backbone<Record>) use.part()).draw(use.settings(), images);
    }

    private static Block twin(Control control, Circuit circuit) {
        return switch (control) {
            case MLP -> Block.Mlp.nearest(circuit.inputs(), circuit.outputs(), circuit.weights());
            case IDENTITY -> new Block.Identity(circuit.inputs());
        };
    }

    /** The simulator that an experiment chooses by this word. */
    public static Simulator simulator(SimulatorChoice.Kind kind, Circuit circuit) {
        return switch (kind) {
            case STATEVECTOR -> new PlainSimulator(circuit);
            case STRANGE -> new StrangeSimulator(circuit);
        };
    }

    /** The weights from which training with this seed starts. */
    public static double[] firstWeights(Circuit circuit, Seed seed) {
        float[] drawn = Parameter.of(circuit).draw(seed);
        var weights = new double[drawn.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = drawn[i];
        }
        return weights;
    }
}
