package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.api.circuit.Readout;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.DatasetSource;
import io.ansatz.api.network.Neck;
import io.ansatz.runner.experiment.Adapter;
import io.ansatz.runner.experiment.BackboneChoice;
import io.ansatz.runner.experiment.Comparing;
import io.ansatz.runner.experiment.Control;
import io.ansatz.runner.experiment.DatasetChoice;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Experiment;
import io.ansatz.runner.experiment.Head;
import io.ansatz.runner.experiment.Model;
import io.ansatz.runner.experiment.Placement;
import io.ansatz.runner.experiment.Projection;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.runner.experiment.Selection;
import io.ansatz.runner.experiment.SimulatorChoice;
import io.ansatz.runner.experiment.Tracking;
import io.ansatz.runner.experiment.Training;
import io.ansatz.runner.experiment.Use;
import io.ansatz.simulator.noise.Noise;
import io.ansatz.simulator.noise.NoisySimulator;
import io.ansatz.simulator.noise.ReadoutError;
import io.ansatz.simulator.statevector.Precision;
import io.ansatz.simulator.statevector.StatevectorSimulator;
import io.ansatz.simulator.strange.StrangeSimulator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArchitectTest {

    private static final ImageShape IMAGES = new ImageShape(1, 7, 6);

    @Test
    void theHybridHasTheCircuitBetweenTrunkAndHead() {
        Blueprint hybrid = draw(experiment(2, 3, SimulatorChoice.Kind.STATEVECTOR), Optional.empty());

        assertThat(hybrid.trunk()).isEqualTo(Trunks.tiny());
        assertThat(hybrid.scaling()).isEqualTo(Scaling.TANH_HALF_PI);
        assertThat(hybrid.hidden()).containsExactly(5);
        assertThat(hybrid.classes()).isEqualTo(3);
        var quantum = (Block.Quantum) hybrid.block();
        assertThat(quantum.simulator()).isInstanceOf(StatevectorSimulator.class);
        assertThat(quantum.simulator().circuit()).isEqualTo(circuit(2, 3));
    }

    @Test
    void theSimulatorIsTheOneChosen() {
        Blueprint hybrid = draw(experiment(2, 1, SimulatorChoice.Kind.STRANGE), Optional.empty());

        assertThat(((Block.Quantum) hybrid.block()).simulator()).isInstanceOf(StrangeSimulator.class);
    }

    @Test
    void shotsAndNoiseMakeTheSimulatorNoisy() {
        var shots = new SimulatorChoice(
                SimulatorChoice.Kind.STATEVECTOR,
                Precision.FLOAT,
                Optional.of(100),
                Optional.empty(),
                Optional.empty());
        assertThat(method(shots, 3)).isEqualTo("no noise between the gates, 100 shots per measurement");
        assertThat(method(damped(Optional.empty()), 3)).isEqualTo("exact channels on a density matrix of 3 qubits");
        assertThat(method(damped(Optional.of(30)), 3)).isEqualTo("30 trajectories of 3 qubits per sample");
        assertThat(method(damped(Optional.empty()), 9)).isEqualTo("100 trajectories of 9 qubits per sample");
    }

    @Test
    void whatIsDrawnDependsOnTheSeedOfTheTrial() {
        for (SimulatorChoice choice : List.of(
                damped(Optional.of(3)),
                new SimulatorChoice(
                        SimulatorChoice.Kind.STATEVECTOR,
                        Precision.FLOAT,
                        Optional.of(100),
                        Optional.empty(),
                        Optional.empty()))) {
            double[] drawn = drawn(choice, 1);

            assertThat(drawn(choice, 1)).isEqualTo(drawn);
            assertThat(drawn(choice, 2)).isNotEqualTo(drawn);
        }
    }

    private static double[] drawn(SimulatorChoice choice, long seed) {
        return Architect.simulator(choice, circuit(3, 2), seed).run(new double[] {1.1, 1.2, 1.3}, new double[6]);
    }

    private static SimulatorChoice damped(Optional<Integer> trajectories) {
        return new SimulatorChoice(
                SimulatorChoice.Kind.STATEVECTOR,
                Precision.FLOAT,
                Optional.empty(),
                Optional.of(new Noise(0, 0.2, 0, new ReadoutError(0, 0))),
                trajectories);
    }

    private static String method(SimulatorChoice choice, int qubits) {
        return ((NoisySimulator) Architect.simulator(choice, circuit(qubits, 1), 1)).method();
    }

    @Test
    void aControlDiffersInTheBlockAlone() {
        Experiment experiment = experiment(2, 3, SimulatorChoice.Kind.STATEVECTOR);
        Blueprint hybrid = draw(experiment, Optional.empty());
        for (Control control : Control.values()) {
            Blueprint twin = draw(experiment, Optional.of(control));

            assertThat(twin)
                    .isEqualTo(new Blueprint(
                            hybrid.trunk(), hybrid.scaling(), twin.block(), hybrid.hidden(), hybrid.classes()));
            assertThat(twin.block().inputs()).isEqualTo(hybrid.block().inputs());
            assertThat(twin.classicalParameters()).isEqualTo(hybrid.classicalParameters());
        }
    }

    @Test
    void theIdentityPutsNothingInTheCircuitsPlace() {
        Blueprint twin = draw(experiment(4, 2, SimulatorChoice.Kind.STATEVECTOR), Optional.of(Control.IDENTITY));

        assertThat(twin.block()).isEqualTo(new Block.Identity(4));
    }

    @Test
    void theLinearControlIsADenseLayer() {
        Blueprint twin = draw(experiment(4, 2, SimulatorChoice.Kind.STATEVECTOR), Optional.of(Control.LINEAR));

        assertThat(twin.block()).isEqualTo(new Block.Linear(4, 4, false));
    }

    @Test
    void theSeparableControlIsTheCircuitWithoutGatesBetweenWires() {
        Blueprint twin = draw(experiment(2, 3, SimulatorChoice.Kind.STATEVECTOR), Optional.of(Control.SEPARABLE));

        var quantum = (Block.Quantum) twin.block();
        assertThat(quantum).isEqualTo(new Block.Quantum(quantum.simulator()));
        assertThat(quantum.simulator().circuit()).isEqualTo(Separable.of(circuit(2, 3)));
        assertThat(quantum.parameters()).isEqualTo(6);
    }

    @Test
    void theFrozenControlIsTheSameCircuitOnTheSameSimulator() {
        Blueprint twin = draw(experiment(2, 3, SimulatorChoice.Kind.STRANGE), Optional.of(Control.FROZEN));

        var quantum = (Block.Quantum) twin.block();
        assertThat(quantum.frozen()).isTrue();
        assertThat(quantum.simulator()).isInstanceOf(StrangeSimulator.class);
        assertThat(quantum.simulator().circuit()).isEqualTo(circuit(2, 3));
    }

    @Test
    void aCircuitWithoutWeightsCannotBeFrozen() {
        Experiment experiment = experiment(2, 0, SimulatorChoice.Kind.STATEVECTOR);

        assertThatThrownBy(() -> draw(experiment, Optional.of(Control.FROZEN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "controls names frozen, but the circuit has no weights: frozen, it would be the hybrid again.");
    }

    @Test
    void theFourierControlIsASeriesOfTheCircuitsSize() {
        Blueprint twin = draw(experiment(4, 9, SimulatorChoice.Kind.STATEVECTOR), Optional.of(Control.FOURIER));

        assertThat(twin.block()).isEqualTo(new Block.Fourier(4, 6, 4, false));
        assertThat(twin.block().parameters()).isEqualTo(36);
    }

    @Test
    void theShuffledControlIsTheHybridWithTheSeedOfTheTrial() {
        Experiment experiment = experiment(2, 3, SimulatorChoice.Kind.STATEVECTOR);
        var twin = (Block.Quantum)
                draw(experiment, Optional.of(Control.SHUFFLED_INPUT)).block();

        assertThat(twin.simulator().circuit()).isEqualTo(circuit(2, 3));
        assertThat(twin.frozen()).isFalse();
        assertThat(twin.shuffle()).contains(new Seed(1));
    }

    @Test
    void whoIsAloneInABatchCannotReadAnother() {
        Experiment experiment = experiment(2, 3, SimulatorChoice.Kind.STATEVECTOR, 1);

        assertThatThrownBy(() -> draw(experiment, Optional.of(Control.SHUFFLED_INPUT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "controls names shuffled-input, but train.batch is 1, so there is no other image to read. Make it larger.");
    }

    @Test
    void allRolesStartFromIdenticalValuesWhereverTheyHaveSomethingInCommon() {
        Experiment experiment = experiment(4, 3, SimulatorChoice.Kind.STATEVECTOR);
        Map<String, float[]> hybrid = firstValues(draw(experiment, Optional.empty()));
        for (Control control : Control.values()) {
            Blueprint twin = draw(experiment, Optional.of(control));
            Map<String, float[]> values = firstValues(twin);

            for (String name : hybrid.keySet()) {
                boolean common = !name.startsWith("circuit.") || twin.block() instanceof Block.Quantum;
                assertThat(values.containsKey(name)).as("%s: %s", control, name).isEqualTo(common);
                if (common) {
                    assertThat(values.get(name)).as("%s: %s", control, name).isEqualTo(hybrid.get(name));
                }
            }
        }
    }

    private static Map<String, float[]> firstValues(Blueprint blueprint) {
        try (var network = new HybridNetwork(blueprint, 1e-3, 7)) {
            return network.values();
        }
    }

    @Test
    void theMlpHasAsManyParametersAsTheCircuitWhereTwoLayersCanHaveThem() {
        // With 4 values in and 4 out, two layers have 8 per unit of width, one more per unit and 4 more with biases.
        assertSize(4, 2, 8);
        assertSize(4, 4, 16);
        assertSize(4, 3, 12);
        assertSize(4, 9, 36);
        assertSize(2, 9, 18);
    }

    @Test
    void aCircuitSmallerThanTwoLayersGetsTheSmallestMlpThereIs() {
        assertThat(draw(experiment(4, 1, SimulatorChoice.Kind.STATEVECTOR), Optional.of(Control.MLP))
                        .block())
                .isEqualTo(new Block.Mlp(4, 1, 4, false, false));
    }

    @Test
    void aBackboneThatDoesNotFitTheImagesSaysSo() {
        Experiment experiment = experiment(2, 1, SimulatorChoice.Kind.STATEVECTOR);

        assertThatThrownBy(() -> Architect.draw(experiment, Optional.empty(), new ImageShape(3, 7, 6), 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tiny is for images of 1 x 7 x 6.");
    }

    @Test
    void frozenStagesDoNotLearn() {
        Blueprint none = drawCnn(List.of(), Optional.empty());
        Blueprint some = drawCnn(List.of("1", "2"), Optional.empty());
        Blueprint all = drawCnn(List.of("all"), Optional.empty());

        assertThat(none.frozen()).isEmpty();
        assertThat(some.frozen()).containsExactlyInAnyOrder("1", "2");
        assertThat(all.frozen()).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
        // 16 filters of 3 x 3 over one channel, 16 over 16, with a bias, a scale and a shift each.
        assertThat(none.classicalParameters() - some.classicalParameters())
                .isEqualTo(16 * 9 + 3 * 16 + 16 * 16 * 9 + 3 * 16);
        assertThat(none.classicalParameters() - all.classicalParameters()).isEqualTo(86_064);
    }

    @Test
    void theTrunkEndsBehindTheStageOfTheCut() {
        Blueprint cut = drawCnn(List.of("all"), Optional.of("2"));

        assertThat(cut.trunk()).isEqualTo(Trunks.cnn5(1).upTo("2"));
        assertThat(cut.frozen()).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void aStageThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> drawCnn(List.of("stem"), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("model.backbone.freeze names 'stem', but cnn has no such stage. It has 1, 2, 3, 4, 5.");
        assertThatThrownBy(() -> drawCnn(List.of(), Optional.of("6")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("model.backbone.cut names '6', but cnn has no such stage. It has 1, 2, 3, 4, 5.");
    }

    private static Blueprint drawCnn(List<String> freeze, Optional<String> cut) {
        var backbone = new BackboneChoice(new Use<>(new Cnn(), new Nothing()), Optional.empty(), freeze, cut);
        Experiment experiment = experiment(backbone, 2, 1, SimulatorChoice.Kind.STATEVECTOR, 8);
        return Architect.draw(experiment, Optional.empty(), new ImageShape(1, 28, 28), 2, 1);
    }

    private static void assertSize(int qubits, int layers, int weights) {
        Experiment experiment = experiment(qubits, layers, SimulatorChoice.Kind.STATEVECTOR);
        Block circuit = draw(experiment, Optional.empty()).block();
        Block mlp = draw(experiment, Optional.of(Control.MLP)).block();

        assertThat(circuit.parameters()).isEqualTo(weights);
        assertThat(mlp.parameters()).isEqualTo(weights);
        assertThat(mlp.outputs()).isEqualTo(circuit.outputs());
    }

    @Test
    void withoutACircuitTheHeadReadsTheFeatures() {
        Experiment setup =
                experiment(new Placement.Features(Projection.LINEAR), Optional.empty(), Optional.empty(), List.of());

        Blueprint drawn = draw(setup, Optional.empty());

        assertThat(drawn.block()).isEqualTo(new Block.Identity(12));
        assertThat(drawn.classicalParameters()).isEqualTo(Trunks.tiny().parameterCount() + 13 * 5 + 6 * 3);
        try (var network = new HybridNetwork(drawn, 0.1, 1)) {
            assertThat(network.values().keySet())
                    .contains("trunk.conv.weight", "head.0.weight", "classes.weight")
                    .doesNotContain("project.weight");
        }
    }

    @Test
    void withoutACircuitTheHeadReadsWhatTheNeckMakes() {
        Experiment setup = experiment(
                new Placement.Features(Projection.LINEAR),
                Optional.empty(),
                Optional.empty(),
                Optional.of(TwoWays.of(5)),
                List.of());

        Blueprint drawn = draw(setup, Optional.empty());

        long neck = 2 * 4 * 5 * (3 + 5 + 1);
        assertThat(drawn.block()).isEqualTo(new Block.Identity(10));
        assertThat(drawn.classicalParameters()).isEqualTo(Trunks.tiny().parameterCount() + neck + 11 * 5 + 6 * 3);
    }

    @Test
    void behindACircuitOnPixelsANeckReadsTheMapOfTheBackbone() {
        var turns = new Use<CircuitTemplate<?>>(new Turns(), new TurnsSettings(4, 2));
        var images = new ImageShape(1, 28, 28);
        List<Control> controls = List.of(Control.MLP, Control.LINEAR, Control.FOURIER);
        Experiment setup = experiment(
                PIXELS, Optional.of(turns), Optional.of(new Adapter(3, 2)), Optional.of(TwoWays.of(5)), controls);

        Blueprint hybrid = Architect.draw(setup, Optional.empty(), images, 3, 1);

        long neck = 2 * 4 * 5 * (64 + 5 + 1);
        assertThat(hybrid.features()).isEqualTo(10);
        assertThat(hybrid.classicalParameters()).isEqualTo(hybrid.trunk().parameterCount() + neck + 11 * 5 + 6 * 3);
        for (Control control : controls) {
            Blueprint twin = Architect.draw(setup, Optional.of(control), images, 3, 1);
            assertThat(twin.neck()).isEqualTo(hybrid.neck());
            assertThat(twin.classicalParameters()).isEqualTo(hybrid.classicalParameters());
        }
    }

    @Test
    void aCircuitOnPixelsMakesTheImagesThatTheBackboneReads() {
        Experiment setup = onPixels(Optional.of(new Adapter(3, 2)), 4, 2);

        Blueprint drawn = Architect.draw(setup, Optional.empty(), new ImageShape(1, 28, 28), 3, 1);

        // 14 x 14 patches of 2 x 2 pixels, twice as large again.
        assertThat(drawn.trunk().input()).isEqualTo(new ImageShape(4, 14, 14));
        assertThat(drawn.trunk().stages().get(0).name()).isEqualTo("adapter");
        assertThat(drawn.trunk().upTo("adapter").output()).isEqualTo(new ImageShape(3, 28, 28));
        assertThat(drawn.trunk().output()).isEqualTo(new ImageShape(64, 4, 4));
        assertThat(drawn.frozen()).doesNotContain("adapter");
        assertThat(drawn.places()).isEqualTo(196);
    }

    @Test
    void whatStandsForACircuitWithoutWeightsDoesNotLearnEither() {
        Experiment setup = onPixels(Optional.of(new Adapter(3, 2)), 4, 0);

        for (Control control : List.of(Control.MLP, Control.LINEAR, Control.FOURIER)) {
            Blueprint twin = Architect.draw(setup, Optional.of(control), new ImageShape(1, 28, 28), 3, 1);

            assertThat(twin.block()).isInstanceOf(Block.Still.class);
            assertThat(twin.block().outputs()).isEqualTo(4);
            assertThat(twin.fixesBlock()).isTrue();
        }
    }

    @Test
    void circuitsSideBySideReadPixelsAlone() {
        var bank = new Use<CircuitTemplate<?>>(new Bank(), new TurnsSettings(4, 0));
        Experiment onPixels =
                experiment(PIXELS, Optional.of(bank), Optional.of(new Adapter(3, 2)), List.of(Control.values()));
        var images = new ImageShape(1, 28, 28);

        Blueprint hybrid = Architect.draw(onPixels, Optional.empty(), images, 3, 1);
        assertThat(hybrid.block()).isInstanceOf(Block.Bank.class);
        assertThat(hybrid.block().outputs()).isEqualTo(8);
        Blueprint shuffled = Architect.draw(onPixels, Optional.of(Control.SHUFFLED_INPUT), images, 3, 1);
        assertThat(shuffled.block().shuffle()).isPresent();

        Experiment behind =
                experiment(new Placement.Features(Projection.LINEAR), Optional.of(bank), Optional.empty(), List.of());
        assertThatThrownBy(() -> draw(behind, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The circuit is 2 circuits side by side, which can only read pixels: placement: input.");
    }

    @Test
    void aReadoutWithoutGradientReadsPixelsAlone() {
        var counting = new Use<CircuitTemplate<?>>(new Counting(), new TurnsSettings(4, 0));
        var images = new ImageShape(1, 28, 28);
        Experiment onPixels = experiment(PIXELS, Optional.of(counting), Optional.of(new Adapter(3, 2)), List.of());
        assertThat(Architect.draw(onPixels, Optional.empty(), images, 3, 1).fixesBlock())
                .isTrue();

        Experiment behind = experiment(
                new Placement.Patches(Projection.LINEAR), Optional.of(counting), Optional.empty(), List.of());
        assertThatThrownBy(() -> draw(behind, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        The circuit's read-out has no gradient, so nothing in front of it can learn.
                        It can read pixels: placement: input.""");
    }

    private static final Placement PIXELS = new Placement.Input(Optional.empty(), Optional.empty());

    private static Experiment onPixels(Optional<Adapter> adapter, int qubits, int layers) {
        var turns = new Use<CircuitTemplate<?>>(new Turns(), new TurnsSettings(qubits, layers));
        return experiment(PIXELS, Optional.of(turns), adapter, List.of(Control.MLP, Control.LINEAR, Control.FOURIER));
    }

    private static Experiment experiment(
            Placement placement,
            Optional<Use<CircuitTemplate<?>>> circuit,
            Optional<Adapter> adapter,
            List<Control> controls) {
        return experiment(placement, circuit, adapter, Optional.empty(), controls);
    }

    private static Experiment experiment(
            Placement placement,
            Optional<Use<CircuitTemplate<?>>> circuit,
            Optional<Adapter> adapter,
            Optional<Use<Neck<?>>> neck,
            List<Control> controls) {
        Backbone<Nothing> backbone = placement instanceof Placement.Input ? new Cnn() : new Tiny();
        return new Experiment(
                "drawn",
                new DatasetChoice(new Use<>(new NoImages(), new Nothing())),
                new Model(
                        new BackboneChoice(new Use<>(backbone, new Nothing())),
                        adapter,
                        neck,
                        placement,
                        placement instanceof Placement.Input ? Scaling.PI : Scaling.TANH_PI,
                        circuit,
                        new SimulatorChoice(SimulatorChoice.Kind.STATEVECTOR),
                        new Head(List.of(5)),
                        EngineChoice.AUTO),
                new Training(1, 8, Training.Optimizer.ADAM, 0.01, Optional.empty(), Selection.LOSS),
                controls,
                List.of(1L),
                Comparing.usual(),
                new Tracking(Tracking.EMBEDDED));
    }

    private static Blueprint draw(Experiment experiment, Optional<Control> control) {
        return Architect.draw(experiment, control, IMAGES, 3, 1);
    }

    private static Experiment experiment(int qubits, int layers, SimulatorChoice.Kind simulator) {
        return experiment(qubits, layers, simulator, 8);
    }

    private static Experiment experiment(int qubits, int layers, SimulatorChoice.Kind simulator, int batch) {
        var backbone = new BackboneChoice(new Use<>(new Tiny(), new Nothing()));
        return experiment(backbone, qubits, layers, simulator, batch);
    }

    private static Experiment experiment(
            BackboneChoice backbone, int qubits, int layers, SimulatorChoice.Kind simulator, int batch) {
        return new Experiment(
                "drawn",
                new DatasetChoice(new Use<>(new NoImages(), new Nothing())),
                new Model(
                        backbone,
                        Optional.empty(),
                        Optional.empty(),
                        new Placement.Features(Projection.LINEAR),
                        Scaling.TANH_HALF_PI,
                        Optional.of(new Use<>(new Turns(), new TurnsSettings(qubits, layers))),
                        new SimulatorChoice(simulator),
                        new Head(List.of(5)),
                        EngineChoice.AUTO),
                new Training(1, batch, Training.Optimizer.ADAM, 0.01, Optional.empty(), Selection.LOSS),
                List.of(Control.values()),
                List.of(1L),
                Comparing.usual(),
                new Tracking(Tracking.EMBEDDED));
    }

    private static Circuit circuit(int qubits, int layers) {
        var draft = Circuit.onQubits(qubits);
        for (int q = 0; q < qubits; q++) {
            draft.rotate(Axis.Y, q, draft.nextInput());
        }
        for (int layer = 0; layer < layers; layer++) {
            for (int q = 0; q < qubits; q++) {
                draft.rotate(Axis.Y, q, draft.nextWeight());
            }
            draft.entangleRing();
        }
        return draft.measurePauliZ();
    }

    private record Nothing() {}

    private record TurnsSettings(int qubits, int layers) {}

    private static final class Turns implements CircuitTemplate<TurnsSettings> {

        @Override
        public String name() {
            return "turns";
        }

        @Override
        public TurnsSettings defaults() {
            return new TurnsSettings(2, 1);
        }

        @Override
        public Circuit draw(TurnsSettings settings) {
            return circuit(settings.qubits(), settings.layers());
        }
    }

    /** Two circuits side by side. */
    private static final class Bank implements CircuitTemplate<TurnsSettings> {

        @Override
        public String name() {
            return "bank";
        }

        @Override
        public TurnsSettings defaults() {
            return new TurnsSettings(4, 0);
        }

        @Override
        public Circuit draw(TurnsSettings settings) {
            return circuit(settings.qubits(), 0);
        }

        @Override
        public List<Circuit> drawAll(TurnsSettings settings) {
            var entangled = Circuit.onQubits(settings.qubits());
            for (int q = 0; q < settings.qubits(); q++) {
                entangled.rotate(Axis.Y, q, entangled.nextInput());
            }
            return List.of(draw(settings), entangled.entangleRing().measurePauliZ());
        }
    }

    /** Counts ones. */
    private static final class Counting implements CircuitTemplate<TurnsSettings> {

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public TurnsSettings defaults() {
            return new TurnsSettings(4, 0);
        }

        @Override
        public Circuit draw(TurnsSettings settings) {
            var draft = Circuit.onQubits(settings.qubits());
            for (int q = 0; q < settings.qubits(); q++) {
                draft.rotate(Axis.Y, q, draft.nextInput());
            }
            return draft.measure(new Readout.OnesInLikeliest());
        }
    }

    private static final class Tiny implements Backbone<Nothing> {

        @Override
        public String name() {
            return "tiny";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public Trunk draw(Nothing settings, ImageShape input) {
            if (!input.equals(IMAGES)) {
                throw new IllegalArgumentException("tiny is for images of %s.".formatted(IMAGES));
            }
            return Trunks.tiny();
        }
    }

    private static final class Cnn implements Backbone<Nothing> {

        @Override
        public String name() {
            return "cnn";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public Trunk draw(Nothing settings, ImageShape input) {
            return Trunks.cnn5(input.channels());
        }
    }

    private static final class NoImages implements DatasetSource<Nothing> {

        @Override
        public String name() {
            return "no-images";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public Dataset open(Nothing settings) {
            throw new UnsupportedOperationException("Nobody opens it here.");
        }
    }
}
