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
import io.ansatz.simulator.Simulator;
import io.ansatz.simulator.noise.Noise;
import io.ansatz.simulator.noise.NoisySimulator;
import io.ansatz.simulator.statevector.StatevectorSimulator;
import io.ansatz.simulator.strange.StrangeSimulator;
import java.util.Optional;

/** Draws the blueprint of a role: the hybrid, or a control that differs from it in the block alone. */
public final class Architect {

    private Architect() {}

    /**
     * Draws the network of one role.
     *
     * @param seed for what is drawn while circuits run: shots and noise
     * @throws IllegalArgumentException if a part does not fit the images; the message is for the user
     */
    public static Blueprint draw(
            Experiment experiment, Optional<Control> control, ImageShape images, int classes, long seed) {
        Model model = experiment.model();
        Circuit circuit = circuit(model.circuit());
        return new Blueprint(
                trunk(model.backbone(), images),
                model.scaling(),
                block(experiment, control, circuit, seed),
                model.head().hidden(),
                classes);
    }

    /** Draws the circuit alone. */
    @SuppressWarnings("unchecked")
    public static Circuit circuit(Use<CircuitTemplate<?>> use) {
        return ((CircuitTemplate<Record>) use.part()).draw(use.settings());
    }

    /**
     * Makes what runs the circuit.
     *
     * @throws IllegalArgumentException if the circuit is too large for it; the message is for the user
     */
    public static Simulator simulator(SimulatorChoice choice, Circuit circuit, long seed) {
        SimulatorChoice.Kind kind = choice.use();
        return switch (kind) {
            case STATEVECTOR -> choice.exact() ? ideal(choice, circuit) : noisy(choice, circuit, new Seed(seed));
            case STRANGE -> new StrangeSimulator(circuit);
        };
    }

    private static Simulator ideal(SimulatorChoice choice, Circuit circuit) {
        return new StatevectorSimulator(circuit, choice.precision(), 1);
    }

    private static Simulator noisy(SimulatorChoice choice, Circuit circuit, Seed seed) {
        Noise noise = choice.noise().orElse(Noise.none());
        long draws = seed.generator("circuit.noise").nextLong();
        NoisySimulator simulator = choice.trajectories()
                .map(count -> NoisySimulator.withTrajectories(circuit, noise, count, draws))
                .orElseGet(() -> NoisySimulator.fitting(circuit, noise, draws, one -> ideal(choice, one)));
        return choice.shots()
                .map(count -> simulator.withShots(
                        count, seed.generator("circuit.shots").nextLong()))
                .orElse(simulator);
    }

    @SuppressWarnings("unchecked")
    private static Trunk trunk(Use<Backbone<?>> use, ImageShape images) {
        return ((Backbone<Record>) use.part()).draw(use.settings(), images);
    }

    /**
     * Makes what stands in the circuit's place: the circuit itself for the hybrid.
     *
     * @param seed for what is drawn while circuits run, and for what is shuffled
     * @throws IllegalArgumentException if there is no such control of this circuit; the message is for the user
     */
    public static Block block(Experiment experiment, Optional<Control> control, Circuit circuit, long seed) {
        return control.map(twin -> twin(experiment, twin, circuit, seed))
                .orElseGet(() -> quantum(experiment, circuit, seed));
    }

    private static Block.Quantum quantum(Experiment experiment, Circuit circuit, long seed) {
        return new Block.Quantum(simulator(experiment.model().simulator(), circuit, seed));
    }

    private static Block twin(Experiment experiment, Control control, Circuit circuit, long seed) {
        return switch (control) {
            case MLP -> Block.Mlp.nearest(circuit.inputs(), circuit.outputs(), circuit.weights());
            case LINEAR -> Block.Linear.nearest(circuit.inputs(), circuit.outputs(), circuit.weights());
            case FOURIER -> Block.Fourier.nearest(circuit.inputs(), circuit.outputs(), circuit.weights());
            case IDENTITY -> new Block.Identity(circuit.inputs());
            case SEPARABLE -> quantum(experiment, Separable.of(circuit), seed);
            case FROZEN -> frozen(quantum(experiment, circuit, seed));
            case SHUFFLED_INPUT -> shuffled(experiment, quantum(experiment, circuit, seed), new Seed(seed));
        };
    }

    private static Block frozen(Block.Quantum hybrid) {
        if (hybrid.parameters() == 0) {
            throw new IllegalArgumentException(
                    "controls names frozen, but the circuit has no weights: frozen, it would be the hybrid again.");
        }
        return hybrid.asFrozen();
    }

    private static Block shuffled(Experiment experiment, Block.Quantum hybrid, Seed seed) {
        if (experiment.train().batch() == 1) {
            throw new IllegalArgumentException(
                    "controls names shuffled-input, but train.batch is 1, so there is no other image to read. Make it larger.");
        }
        return hybrid.shuffledBy(seed);
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
