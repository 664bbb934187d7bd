package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.api.network.Layers;
import io.ansatz.api.network.Neck;
import io.ansatz.runner.experiment.Adapter;
import io.ansatz.runner.experiment.BackboneChoice;
import io.ansatz.runner.experiment.Control;
import io.ansatz.runner.experiment.Experiment;
import io.ansatz.runner.experiment.Model;
import io.ansatz.runner.experiment.Placement;
import io.ansatz.runner.experiment.Projection;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.runner.experiment.SimulatorChoice;
import io.ansatz.runner.experiment.Training;
import io.ansatz.runner.experiment.Use;
import io.ansatz.simulator.Simulator;
import io.ansatz.simulator.noise.Noise;
import io.ansatz.simulator.noise.NoisySimulator;
import io.ansatz.simulator.statevector.StatevectorSimulator;
import io.ansatz.simulator.strange.StrangeSimulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws the blueprint of a role: the hybrid, or a control that differs from it in the block alone. */
public final class Architect {

    private Architect() {}

    /**
     * Draws the network of one role, as it learns in the last phase.
     *
     * @param seed for what is drawn while circuits run: shots and noise
     * @throws IllegalArgumentException if a part does not fit the images; the message is for the user
     */
    public static Blueprint draw(
            Experiment experiment, Optional<Control> control, ImageShape images, int classes, long seed) {
        int last = experiment.train().phases().size();
        Blueprint drawn = draw(experiment, control, images, classes, seed, 0);
        for (int phase = 1; phase <= last; phase++) {
            Blueprint next = draw(experiment, control, images, classes, seed, phase);
            requireMoreLearns(drawn, next, experiment.train().phases().get(phase - 1));
            drawn = next;
        }
        return drawn;
    }

    /** What has learned cannot be taken for what it was in the beginning. */
    private static void requireMoreLearns(Blueprint before, Blueprint now, Training.Phase phase) {
        for (Stage stage : now.trunk().stages()) {
            if (now.frozen().contains(stage.name()) && !before.frozen().contains(stage.name())) {
                throw new IllegalArgumentException(
                        "train.phases freezes '%s' from epoch %d on, but it learned before. A later phase can only let more learn."
                                .formatted(stage.name(), phase.from()));
            }
        }
    }

    /**
     * The same, as it learns in a phase of training.
     *
     * @param phase from 0
     */
    public static Blueprint draw(
            Experiment experiment, Optional<Control> control, ImageShape images, int classes, long seed, int phase) {
        Model model = experiment
                .train()
                .frozenIn(phase)
                .map(experiment.model()::freezing)
                .orElse(experiment.model());
        if (model.circuit().isEmpty()) {
            return withoutCircuit(model, images, classes);
        }
        Block block = block(experiment, control, circuits(model.circuit().get()), seed);
        Optional<Stage> adapter = model.adapter().map(Architect::adapter);
        Trunk backbone = trunk(model.backbone(), read(model, Optional.of(block), images));
        return new Blueprint(
                images,
                behind(adapter, backbone, maps(model, Optional.of(block), images)),
                model.backbone().frozen(backbone),
                model.neck(),
                model.placement(),
                model.scaling(),
                block,
                model.head(),
                classes);
    }

    /** Draws the circuits that stand side by side; mostly there is one. */
    @SuppressWarnings("unchecked")
    public static List<Circuit> circuits(Use<CircuitTemplate<?>> use) {
        return ((CircuitTemplate<Record>) use.part()).drawAll(use.settings());
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

    /** The head reads the features themselves: what stands in the circuit's place hands them on. */
    private static Blueprint withoutCircuit(Model model, ImageShape images, int classes) {
        Optional<Stage> adapter = model.adapter().map(Architect::adapter);
        Trunk backbone = trunk(model.backbone(), read(model, Optional.empty(), images));
        Trunk trunk = behind(adapter, backbone, images);
        return new Blueprint(
                images,
                trunk,
                model.backbone().frozen(backbone),
                model.neck(),
                new Placement.Features(Projection.DIRECT),
                Scaling.NONE,
                new Block.Identity(Blueprint.features(trunk, model.neck())),
                model.head(),
                classes);
    }

    /** What comes to the backbone or its adapter: images, or what a block in front makes of them. */
    private static ImageShape maps(Model model, Optional<Block> block, ImageShape images) {
        return model.placement() instanceof Placement.Input input
                ? Blueprint.filtered(images, input, block.orElseThrow())
                : images;
    }

    /**
     * The shape of what the backbone reads.
     *
     * @param block what stands in the circuit's place, if there is one
     */
    public static ImageShape read(Model model, Optional<Block> block, ImageShape images) {
        ImageShape maps = maps(model, block, images);
        return model.adapter()
                .map(adapter -> new Trunk(maps, List.of(adapter(adapter))).output())
                .orElse(maps);
    }

    /** The backbone, behind what fits images to it. */
    private static Trunk behind(Optional<Stage> adapter, Trunk backbone, ImageShape maps) {
        var stages = new ArrayList<Stage>();
        adapter.ifPresent(stages::add);
        stages.addAll(backbone.stages());
        return new Trunk(maps, stages);
    }

    private static Stage adapter(Adapter adapter) {
        var operations = new ArrayList<Operation>();
        operations.add(new Operation.Convolution("adapter", adapter.channels(), 1, 0));
        operations.add(new Operation.BatchNorm("adapter.norm"));
        if (adapter.scale() > 1) {
            operations.add(new Operation.Upsample(adapter.scale()));
        }
        return new Stage("adapter", operations);
    }

    /**
     * Draws a whole backbone, whatever is cut off it or frozen.
     *
     * @throws IllegalArgumentException if it does not fit the images; the message is for the user
     */
    @SuppressWarnings("unchecked")
    public static Trunk trunk(Use<Backbone<?>> use, ImageShape images) {
        return ((Backbone<Record>) use.part()).draw(use.settings(), images);
    }

    /**
     * Draws the neck alone.
     *
     * @throws IllegalArgumentException if it does not fit the feature map; the message is for the user
     */
    @SuppressWarnings("unchecked")
    public static Layers neck(Use<Neck<?>> use, ImageShape map) {
        return ((Neck<Record>) use.part()).draw(use.settings(), map);
    }

    private static Trunk trunk(BackboneChoice choice, ImageShape images) {
        Trunk whole = trunk(choice.use(), images);
        choice.misfits(whole).stream().findFirst().ifPresent(misfit -> {
            throw new IllegalArgumentException(misfit.message());
        });
        return choice.upToCut(whole);
    }

    /**
     * Makes what stands in the circuit's place: the circuit itself for the hybrid.
     *
     * @param circuits those that stand side by side
     * @param seed for what is drawn while circuits run, and for what is shuffled
     * @throws IllegalArgumentException if there is no such block; the message is for the user
     */
    public static Block block(Experiment experiment, Optional<Control> control, List<Circuit> circuits, long seed) {
        Block block = control.isEmpty()
                ? quantum(experiment, circuits, seed)
                : twin(experiment, control.get(), circuits, seed);
        if (!block.differentiable() && !(experiment.model().placement() instanceof Placement.Input)) {
            throw new IllegalArgumentException("""
                    The circuit's read-out has no gradient, so nothing in front of it can learn.
                    It can read pixels: placement: input.""");
        }
        return block;
    }

    private static Block quantum(Experiment experiment, List<Circuit> circuits, long seed) {
        SimulatorChoice choice = experiment.model().simulator();
        if (circuits.size() == 1) {
            return new Block.Quantum(simulator(choice, circuits.get(0), seed));
        }
        if (!(experiment.model().placement() instanceof Placement.Input)) {
            throw new IllegalArgumentException(
                    "The circuit is %d circuits side by side, which can only read pixels: placement: input."
                            .formatted(circuits.size()));
        }
        return new Block.Bank(
                circuits.stream()
                        .map(circuit -> simulator(choice, circuit, seed))
                        .toList(),
                Optional.empty());
    }

    private static Block twin(Experiment experiment, Control control, List<Circuit> circuits, long seed) {
        return switch (control) {
            case MLP, LINEAR, FOURIER -> classical(control, circuits);
            case IDENTITY -> new Block.Identity(circuits.get(0).inputs());
            case SEPARABLE ->
                quantum(experiment, circuits.stream().map(Separable::of).toList(), seed);
            case FROZEN -> frozen(quantum(experiment, circuits, seed));
            case SHUFFLED_INPUT -> shuffled(experiment, quantum(experiment, circuits, seed), new Seed(seed));
        };
    }

    /** As many values that learn as the circuit has; where it has none, values that stay as they are drawn. */
    private static Block classical(Control control, List<Circuit> circuits) {
        int inputs = circuits.get(0).inputs();
        int outputs = circuits.stream().mapToInt(Circuit::outputs).sum();
        int weights = circuits.get(0).weights();
        boolean still = weights == 0;
        Block block = switch (control) {
            case MLP ->
                still
                        ? new Block.Mlp(inputs, outputs, outputs, true, true)
                        : Block.Mlp.nearest(inputs, outputs, weights);
            case FOURIER ->
                still
                        ? new Block.Fourier(inputs, inputs, outputs, true)
                        : Block.Fourier.nearest(inputs, outputs, weights);
            default -> still ? new Block.Linear(inputs, outputs, true) : Block.Linear.nearest(inputs, outputs, weights);
        };
        return still ? new Block.Still(block) : block;
    }

    private static Block frozen(Block hybrid) {
        if (!(hybrid instanceof Block.Quantum quantum) || hybrid.parameters() == 0) {
            throw new IllegalArgumentException(
                    "controls names frozen, but the circuit has no weights: frozen, it would be the hybrid again.");
        }
        return quantum.asFrozen();
    }

    private static Block shuffled(Experiment experiment, Block hybrid, Seed seed) {
        if (experiment.train().batch() == 1) {
            throw new IllegalArgumentException(
                    "controls names shuffled-input, but train.batch is 1, so there is no other image to read. Make it larger.");
        }
        return hybrid instanceof Block.Bank bank ? bank.shuffledBy(seed) : ((Block.Quantum) hybrid).shuffledBy(seed);
    }

    /** Inputs to look at a circuit with where nobody gave some, between -pi and pi. */
    public static double[] someInputs(Circuit circuit, Seed seed) {
        return seed.generator("circuit.inputs")
                .doubles(circuit.inputs(), -Math.PI, Math.PI)
                .toArray();
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
