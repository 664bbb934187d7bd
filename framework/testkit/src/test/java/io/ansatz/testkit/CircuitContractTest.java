package io.ansatz.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.Meaning;
import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.api.circuit.Gate;
import io.ansatz.api.circuit.Readout;
import io.ansatz.simulator.PlainSimulator;
import io.ansatz.simulator.Simulator;
import io.ansatz.simulator.strange.StrangeSimulator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class CircuitContractTest {

    private static final String MAYBE =
            "\nMaybe it keeps something from draw to draw, or takes random numbers from elsewhere than its settings.";

    @Test
    void holdsForAnHonestTemplate() {
        assertThatCode(() -> CircuitContract.of(new Rotations())
                        .with(new Rotations.Settings(5, Axis.Z))
                        .withWeights(new Rotations.Settings(4, Axis.X), 4)
                        .holds())
                .doesNotThrowAnyException();
    }

    @Test
    void saysWhatItLookedAt() {
        var met = new ArrayList<String>();

        CircuitContract.of(new Rotations()).holds(met::add);

        assertThat(met)
                .containsExactly(
                        "a name, a meaning, and a meaning of each setting",
                        "defaults that stay the same",
                        "the same circuits for 6 settings again, with another instance and from 4 threads at once",
                        "a gate for every input and every weight",
                        "outputs in range and states of length 1, at 10 samples of 6 circuits",
                        "the same numbers in a batch as one at a time, forward and back",
                        "slopes along inputs and weights that agree with finite differences",
                        "outputs that agree with the readable simulator, and for 5 circuits with Strange");
    }

    @Test
    void holdsForEveryReadOutAndForGatesWithMatrices() {
        for (Readout readout : List.of(
                new Readout.ZThenX(),
                new Readout.Probabilities(List.of(1, 0), 4),
                new Readout.PauliString("XY"),
                new Readout.OnesInLikeliest())) {
            assertThatCode(() -> drawing(() -> {
                                var draft = Circuit.onQubits(2).loadAmplitudes(4);
                                draft.add(new Gate.Unitary("X", List.of(0), new double[] {0, 1, 1, 0}, new double[4]));
                                return draft.rotate(Axis.Y, 0, draft.nextWeight())
                                        .measure(readout);
                            })
                            .holds())
                    .doesNotThrowAnyException();
        }
    }

    // --- The circuit

    @Test
    void aWeightNeedsAGate() {
        fails(
                drawing(() -> {
                    var draft = Circuit.onQubits(1);
                    draft.nextWeight();
                    draft.nextWeight();
                    return draft.rotate(Axis.X, 0, Angle.weight(1)).measurePauliZ();
                }),
                "'drawn' with Nothing[] has a weight 0 that no gate uses.");
    }

    @Test
    void anInputNeedsAGate() {
        fails(
                CircuitContract.of(new Forgetful(3, Axis.Z)).with(new Rotations.Settings(3, Axis.X)),
                "'rotations' with Settings[qubits=3, axis=X] has an input 2 that no gate uses.");
    }

    @Test
    void theEndsOfRangesAreLookedAtUnasked() {
        fails(
                CircuitContract.of(new Forgetful(8, Axis.Y)),
                "'rotations' with Settings[qubits=8, axis=Y] has an input 7 that no gate uses.");
    }

    @Test
    void everyConstantOfAnEnumIsLookedAtUnasked() {
        fails(
                CircuitContract.of(new Forgetful(2, Axis.Z)),
                "'rotations' with Settings[qubits=2, axis=Z] has an input 1 that no gate uses.");
    }

    @Test
    void weightsAreAsManyAsSaid() {
        fails(
                CircuitContract.of(new Rotations()).withWeights(new Rotations.Settings(2, Axis.Y), 3),
                "'rotations' with Settings[qubits=2, axis=Y] is said to have 3 weights, and has 2.");
    }

    @Test
    void whatTheSettingsAllowCanBeDrawn() {
        fails(
                drawing(() -> Circuit.onQubits(31).measurePauliZ()),
                "'drawn' with Nothing[] cannot be drawn: A circuit has at most 30 qubits, not 31.");
    }

    @Test
    void aGateWithAMatrixIsUnitary() {
        fails(
                drawing(() -> Circuit.onQubits(1)
                        .add(new Gate.Unitary("half", List.of(0), new double[] {1, 0, 0, 0.5}, new double[4]))
                        .measurePauliZ()),
                "'drawn' with Nothing[] cannot be drawn: The matrix 'half' is not unitary: U U* differs from 1 by 7.5e-01.");
    }

    @Test
    void theSameSettingsDrawTheSameCircuit() {
        var angles = new AtomicInteger();
        fails(
                drawing(() -> Circuit.onQubits(1)
                        .phase(0, Angle.of(angles.incrementAndGet()))
                        .measurePauliZ()),
                "'drawn' with Nothing[] draws another circuit the second time: gates[0].angle.radians is 2.0, and was 1.0."
                        + MAYBE);
    }

    @Test
    void anotherInstanceDrawsTheSameCircuit() {
        assertThatThrownBy(() -> CircuitContract.of(new Numbered()).holds())
                .isInstanceOf(Breach.class)
                .hasMessageMatching("'numbered' with Nothing\\[\\] draws another circuit with another instance:"
                        + " gates\\[0\\]\\.angle\\.radians is \\d\\.0, and was \\d\\.0\\." + MAYBE);
    }

    @Test
    void severalThreadsMayDrawAtOnce() {
        assertThatThrownBy(() -> CircuitContract.of(new Busy()).holds())
                .isInstanceOf(Breach.class)
                .hasMessageStartingWith("'busy' with Nothing[] draws another circuit when 4 threads draw at once: ");
    }

    // --- Circuits side by side

    @Test
    void holdsForHonestCircuitsSideBySide() {
        var met = new ArrayList<String>();

        beside(turned(0, 1), () -> List.of(turned(0, 1), turned(1, 0), turned(0, 1)))
                .holds(met::add);

        assertThat(met)
                .contains(
                        "circuits that can stand side by side for 1 of the settings",
                        "outputs in range and states of length 1, at 10 samples of 3 circuits");
    }

    @Test
    void theFirstIsTheOneDrawnAlone() {
        fails(
                beside(turned(0, 1), () -> List.of(turned(1, 0), turned(0, 1))),
                "'beside' with Nothing[] draws another circuit first of those side by side than alone:"
                        + " gates[0].wire is 1, and was 0.");
        fails(
                beside(turned(0, 1), List::of),
                "'beside' with Nothing[] draws one circuit alone, and none to stand side by side.");
        fails(
                beside(turned(0, 1), () -> Arrays.asList(turned(0, 1), null)),
                "'beside' with Nothing[] cannot be drawn: Null stands where circuits should stand side by side.");
    }

    @Test
    void allReadTheSameInputs() {
        fails(
                beside(turned(0, 1), () -> List.of(turned(0, 1), turned(1))),
                "'beside' with Nothing[], circuit 2 of 2 side by side, reads 1 inputs, and the first reads 2:"
                        + " all must read the same.");
    }

    @Test
    void severalLearnNothing() {
        var draft = Circuit.onQubits(2);
        Circuit learns = draft.rotate(Axis.X, 0, draft.nextWeight()).measurePauliZ();
        Circuit still = Circuit.onQubits(2).measurePauliZ();

        fails(
                beside(still, () -> List.of(still, learns)),
                "'beside' with Nothing[], circuit 2 of 2 side by side, has weights, and circuits side by side cannot learn.");
        assertThatCode(() -> beside(learns, () -> List.of(learns)).holds()).doesNotThrowAnyException();
    }

    @Test
    void theSameSettingsDrawTheSameSideBySide() {
        var filters = new AtomicInteger();
        fails(
                beside(turned(0), () -> List.of(turned(0), turned(filters.getAndIncrement() % 2))),
                "'beside' with Nothing[] draws another row of circuits the second time:"
                        + " circuits[1].gates[0].wire is 1, and was 0."
                        + MAYBE);
    }

    @Test
    void everyInputOfEachNeedsAGate() {
        var draft = Circuit.onQubits(2);
        draft.rotate(Axis.Y, 0, draft.nextInput()).nextInput();
        Circuit forgets = draft.measurePauliZ();

        fails(
                beside(turned(0, 1), () -> List.of(turned(0, 1), turned(1, 0), forgets)),
                "'beside' with Nothing[], circuit 3 of 3 side by side, has an input 1 that no gate uses.");
    }

    @Test
    void eachIsRun() {
        Circuit second = turned(1, 0);
        assertThatThrownBy(() -> beside(turned(0, 1), () -> List.of(turned(0, 1), second))
                        .on(examining(circuit -> new Bent(
                                new PlainSimulator(circuit),
                                outputs -> circuit.equals(second) ? new double[] {0, 1.5} : outputs)))
                        .holds())
                .isInstanceOf(Breach.class)
                .hasMessage("'beside' with Nothing[], circuit 2 of 2 side by side,"
                        + " gives an output of 1.5, which is not between -1.0 and 1.0.");
    }

    // --- What comes out

    @Test
    void outputsAreAsManyAsPromised() {
        fails(bending(outputs -> new double[3]), "promises 2 outputs and gives 3.");
    }

    @Test
    void expectationsLieBetweenMinusOneAndOne() {
        fails(bending(outputs -> new double[] {0, 1.5}), "gives an output of 1.5, which is not between -1.0 and 1.0.");
        fails(
                bending(outputs -> new double[] {0, Double.NaN}),
                "gives an output of NaN, which is not between -1.0 and 1.0.");
    }

    @Test
    void probabilitiesSumToTheirScale() {
        fails(
                drawing(() -> Circuit.onQubits(1).measure(new Readout.Probabilities(List.of(0), 2)))
                        .on(examining(circuit -> new Bent(new PlainSimulator(circuit), o -> new double[] {0.5, 0.5}))),
                "'drawn' with Nothing[] gives probabilities that sum to 1.0, not 2.0.");
    }

    /** As if amplitudes were loaded without being divided by their length: the outputs of Z are small, but in range. */
    @Test
    void statesHaveLengthOne() {
        assertThatThrownBy(() -> drawing(
                                () -> Circuit.onQubits(2).loadAmplitudes(3).measurePauliZ())
                        .on(examining(
                                circuit -> new Bent(new PlainSimulator(circuit), outputs -> times(0.25, outputs))))
                        .holds())
                .isInstanceOf(Breach.class)
                .hasMessageMatching(
                        "'drawn' with Nothing\\[\\] ends in a state whose probabilities sum to 0\\.2[45]\\d*, not 1:"
                                + " a gate or the loading of inputs changes its length\\.");
    }

    @Test
    void aBatchGivesWhatItsSamplesGive() {
        assertThatThrownBy(() -> CircuitContract.of(new Rotations())
                        .on(examining(circuit -> new FirstSampleOnly(new PlainSimulator(circuit))))
                        .holds())
                .isInstanceOf(Breach.class)
                .hasMessageMatching("'rotations' with Settings\\[qubits=2, axis=Y\\] gives \\S+ as output 0 of sample 1"
                        + " in a batch of 5, and \\S+ when the sample is alone\\.");
    }

    @Test
    void theSlopesOfABatchAlongInputsAreThoseOfItsSamples() {
        bentSlopes(
                (batch, slopes) -> batch == 1 ? slopes : reversed(slopes),
                (batch, slopes) -> slopes,
                "has a slope of \\S+ along input 0 of sample 0 in a batch of 5, and of \\S+ when the sample is alone\\.");
    }

    @Test
    void theSlopesOfABatchAlongWeightsAreASum() {
        bentSlopes(
                (batch, slopes) -> slopes,
                (batch, slopes) -> times(1.0 / batch, slopes),
                "has a slope of \\S+ along weight 0 for a batch of 5, and slopes that sum to \\S+ for its samples alone\\.");
    }

    @Test
    void slopesAlongInputsAgreeWithFiniteDifferences() {
        bentSlopes(
                (batch, slopes) -> secondOfEach(batch, 2, slopes),
                (batch, slopes) -> slopes,
                "has a slope of \\S+ along input 1 where finite differences give \\S+\\.");
    }

    @Test
    void slopesAlongWeightsAgreeWithFiniteDifferences() {
        bentSlopes(
                (batch, slopes) -> slopes,
                (batch, slopes) -> secondOfEach(1, -1, slopes),
                "has a slope of \\S+ along weight 1 where finite differences give \\S+\\.");
        bentSlopes(
                (batch, slopes) -> slopes,
                (batch, slopes) -> secondOfEach(1, Double.NaN, slopes),
                "has a slope of NaN along weight 1 .*");
    }

    // --- The other simulators

    @Test
    void theReadableSimulatorAgrees() {
        assertThatThrownBy(() -> CircuitContract.of(new Rotations())
                        .on(new Simulators(
                                PlainSimulator::new,
                                circuit -> new Bent(new PlainSimulator(circuit), outputs -> new double[2]),
                                StrangeSimulator::new))
                        .holds())
                .isInstanceOf(Breach.class)
                .hasMessageMatching("'rotations' with Settings\\[qubits=2, axis=Y\\] gives \\S+ as output 0,"
                        + " and 0\\.0 on the readable simulator\\.");
    }

    @Test
    void strangeAgrees() {
        assertThatThrownBy(() -> CircuitContract.of(new Rotations())
                        .on(new Simulators(
                                PlainSimulator::new,
                                PlainSimulator::new,
                                circuit -> new Bent(new PlainSimulator(circuit), outputs -> new double[2])))
                        .holds())
                .isInstanceOf(Breach.class)
                .hasMessageMatching("'rotations' with Settings\\[qubits=2, axis=Y\\] gives \\S+ as output 0,"
                        + " and 0\\.0 on Strange\\.");
    }

    @Test
    void strangeIsNotAskedAboutLargeCircuits() {
        assertThatCode(() -> drawing(() -> Circuit.onQubits(7).measurePauliZ())
                        .on(new Simulators(PlainSimulator::new, PlainSimulator::new, circuit -> {
                            throw new AssertionError("Strange was asked.");
                        }))
                        .holds())
                .doesNotThrowAnyException();
    }

    private static void fails(CircuitContract<?> contract, String message) {
        assertThatThrownBy(contract::holds).isInstanceOf(Breach.class).hasMessageEndingWith(message);
    }

    private static CircuitContract<?> drawing(Supplier<Circuit> pen) {
        return CircuitContract.of(new Drawn(pen));
    }

    private static CircuitContract<?> beside(Circuit alone, Supplier<List<Circuit>> all) {
        return CircuitContract.of(new Beside(alone, all));
    }

    /** Two wires, of which these are turned by one input after the other. */
    private static Circuit turned(int... wires) {
        var draft = Circuit.onQubits(2);
        for (int wire : wires) {
            draft.rotate(Axis.Y, wire, draft.nextInput());
        }
        return draft.measurePauliZ();
    }

    /** The honest template on a simulator whose outputs are bent. */
    private static CircuitContract<?> bending(UnaryOperator<double[]> bend) {
        return CircuitContract.of(new Rotations())
                .on(examining(circuit -> new Bent(new PlainSimulator(circuit), bend)));
    }

    private static void bentSlopes(SlopeBend inputs, SlopeBend weights, String message) {
        assertThatThrownBy(() -> CircuitContract.of(new Rotations())
                        .on(examining(circuit -> new BentSlopes(new PlainSimulator(circuit), inputs, weights)))
                        .holds())
                .isInstanceOf(Breach.class)
                .hasMessageMatching("'rotations' with Settings\\[qubits=2, axis=Y\\] " + message);
    }

    private static Simulators examining(Function<Circuit, Simulator> examined) {
        return new Simulators(examined, PlainSimulator::new, StrangeSimulator::new);
    }

    private static double[] times(double factor, double[] values) {
        return Arrays.stream(values).map(value -> factor * value).toArray();
    }

    private static double[] reversed(double[] values) {
        var reversed = new double[values.length];
        Arrays.setAll(reversed, i -> values[values.length - 1 - i]);
        return reversed;
    }

    /** Multiplies the second number of each row. */
    private static double[] secondOfEach(int rows, double factor, double[] slopes) {
        double[] bent = slopes.clone();
        int columns = slopes.length / rows;
        for (int i = 1; columns > 1 && i < bent.length; i += columns) {
            bent[i] *= factor;
        }
        return bent;
    }

    /** One trainable rotation per input. */
    @Meaning("Rotates each wire by an input and a weight.")
    private static final class Rotations implements CircuitTemplate<Rotations.Settings> {

        record Settings(
                @Meaning("wires of the circuit") int qubits,
                @Meaning("the axis of the inputs") Axis axis) {

            Settings {
                if (qubits < 1 || qubits > 8) {
                    throw new IllegalArgumentException("qubits must be between 1 and 8, not %d.".formatted(qubits));
                }
            }
        }

        @Override
        public String name() {
            return "rotations";
        }

        @Override
        public Settings defaults() {
            return new Settings(2, Axis.Y);
        }

        @Override
        public Circuit draw(Settings settings) {
            return draw(settings, settings.qubits());
        }

        static Circuit draw(Settings settings, int rotated) {
            var draft = Circuit.onQubits(settings.qubits());
            for (int wire = 0; wire < settings.qubits(); wire++) {
                var input = draft.nextInput();
                if (wire < rotated) {
                    draft.hadamard(wire).rotate(settings.axis(), wire, input);
                }
                draft.rotate(Axis.X, wire, draft.nextWeight());
            }
            return draft.entangleRing().measurePauliZ();
        }
    }

    /** The same, but with this many qubits, or on this axis, it forgets the last input. */
    @Meaning("Rotates each wire by an input and a weight.")
    private record Forgetful(int qubits, Axis axis) implements CircuitTemplate<Rotations.Settings> {

        @Override
        public String name() {
            return "rotations";
        }

        @Override
        public Rotations.Settings defaults() {
            return new Rotations().defaults();
        }

        @Override
        public Circuit draw(Rotations.Settings settings) {
            boolean forgets = settings.qubits() == qubits && (qubits > 2 || settings.axis() == axis);
            return Rotations.draw(settings, forgets ? settings.qubits() - 1 : settings.qubits());
        }
    }

    record Nothing() {}

    /** Whatever the test draws. */
    @Meaning("Draws what it was given.")
    private record Drawn(Supplier<Circuit> pen) implements CircuitTemplate<Nothing> {

        @Override
        public String name() {
            return "drawn";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public Circuit draw(Nothing settings) {
            return pen.get();
        }
    }

    /** Whatever the test draws, alone and side by side. */
    @Meaning("Draws circuits side by side.")
    private record Beside(Circuit alone, Supplier<List<Circuit>> all) implements CircuitTemplate<Nothing> {

        @Override
        public String name() {
            return "beside";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public Circuit draw(Nothing settings) {
            return alone;
        }

        @Override
        public List<Circuit> drawAll(Nothing settings) {
            return all.get();
        }
    }

    /** Draws the number of its instance. */
    @Meaning("Draws another circuit in each instance.")
    private static final class Numbered implements CircuitTemplate<Nothing> {

        private static final AtomicInteger INSTANCES = new AtomicInteger();

        private final int number = INSTANCES.incrementAndGet();

        @Override
        public String name() {
            return "numbered";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public Circuit draw(Nothing settings) {
            return Circuit.onQubits(1).phase(0, Angle.of(number)).measurePauliZ();
        }
    }

    /** Counts rotations in a field, which is right as long as nobody else draws. */
    @Meaning("Draws with a counter of its own.")
    private static final class Busy implements CircuitTemplate<Nothing> {

        private volatile int wire;

        @Override
        public String name() {
            return "busy";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public Circuit draw(Nothing settings) {
            var draft = Circuit.onQubits(3);
            for (wire = 0; wire < 3; wire++) {
                draft.rotate(Axis.Y, Math.min(wire, 2), draft.nextWeight());
                pause();
            }
            return draft.measurePauliZ();
        }

        private static void pause() {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A simulator that is right about slopes and wrong about outputs. */
    private record Bent(Simulator right, UnaryOperator<double[]> bend) implements Simulator {

        @Override
        public Circuit circuit() {
            return right.circuit();
        }

        @Override
        public double[] run(int batch, double[] inputs, double[] weights) {
            return bend.apply(right.run(batch, inputs, weights));
        }

        @Override
        public Gradient differentiate(int batch, double[] inputs, double[] weights, double[] slopes) {
            return right.differentiate(batch, inputs, weights, slopes);
        }
    }

    /** A simulator that gives every sample of a batch the inputs of the first. */
    private record FirstSampleOnly(Simulator right) implements Simulator {

        @Override
        public Circuit circuit() {
            return right.circuit();
        }

        @Override
        public double[] run(int batch, double[] inputs, double[] weights) {
            var first = new double[inputs.length];
            Arrays.setAll(first, i -> inputs[i % circuit().inputs()]);
            return right.run(batch, first, weights);
        }

        @Override
        public Gradient differentiate(int batch, double[] inputs, double[] weights, double[] slopes) {
            return right.differentiate(batch, inputs, weights, slopes);
        }
    }

    /** What a wrong simulator makes of the slopes of a batch. */
    private interface SlopeBend {

        double[] bend(int batch, double[] slopes);
    }

    /** A simulator that is right about outputs and wrong about slopes. */
    private record BentSlopes(Simulator right, SlopeBend inputs, SlopeBend weights) implements Simulator {

        @Override
        public Circuit circuit() {
            return right.circuit();
        }

        @Override
        public double[] run(int batch, double[] inputs, double[] weights) {
            return right.run(batch, inputs, weights);
        }

        @Override
        public Gradient differentiate(int batch, double[] inputs, double[] weights, double[] slopes) {
            Gradient gradient = right.differentiate(batch, inputs, weights, slopes);
            return new Gradient(
                    this.inputs.bend(batch, gradient.inputs()), this.weights.bend(batch, gradient.weights()));
        }
    }
}
