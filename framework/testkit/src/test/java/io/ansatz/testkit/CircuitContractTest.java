package io.ansatz.testkit;

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
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class CircuitContractTest {

    @Test
    void holdsForAnHonestTemplate() {
        assertThatCode(() -> CircuitContract.of(new Rotations())
                        .with(new Rotations.Settings(1))
                        .with(new Rotations.Settings(3))
                        .holds())
                .doesNotThrowAnyException();
    }

    @Test
    void holdsForEveryReadOutAndForGatesWithMatrices() {
        for (Readout readout : List.of(
                new Readout.ZThenX(),
                new Readout.Probabilities(List.of(1, 0), 4),
                new Readout.PauliString("XY"),
                new Readout.OnesInLikeliest())) {
            assertThatCode(() -> CircuitContract.of(new Drawn(() -> {
                                var draft = Circuit.onQubits(2).loadAmplitudes(4);
                                draft.add(new Gate.Unitary("X", List.of(0), new double[] {0, 1, 1, 0}, new double[4]));
                                return draft.rotate(Axis.Y, 0, draft.nextWeight())
                                        .measure(readout);
                            }))
                            .holds())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void namesTheSettingsThatDoNotHold() {
        fails(
                CircuitContract.of(new Rotations()).with(new Rotations.Settings(7)),
                "'rotations' with Settings[qubits=7] has an input 6 that no gate uses.");
    }

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
    void theSameSettingsDrawTheSameCircuit() {
        var angles = new AtomicInteger();
        fails(
                drawing(() -> Circuit.onQubits(1)
                        .phase(0, Angle.of(angles.incrementAndGet()))
                        .measurePauliZ()),
                "'drawn' with Nothing[] draws another circuit the second time.");
    }

    @Test
    void outputsAreAsManyAsPromised() {
        fails(
                onSimulator(outputs -> new double[3]),
                "'rotations' with Settings[qubits=2] promises 2 outputs and gives 3.");
    }

    @Test
    void expectationsLieBetweenMinusOneAndOne() {
        fails(
                onSimulator(outputs -> new double[] {0, 1.5}),
                "'rotations' with Settings[qubits=2] gives an output of 1.5, which is not between -1.0 and 1.0.");
        fails(
                onSimulator(outputs -> new double[] {0, Double.NaN}),
                "'rotations' with Settings[qubits=2] gives an output of NaN, which is not between -1.0 and 1.0.");
    }

    @Test
    void probabilitiesSumToTheirScale() {
        fails(
                new CircuitContract<>(
                        new Drawn(() -> Circuit.onQubits(1).measure(new Readout.Probabilities(List.of(0), 2))),
                        List.of(new Drawn.Nothing()),
                        circuit -> new Bent(new PlainSimulator(circuit), outputs -> new double[] {0.5, 0.5}),
                        StrangeSimulator::new),
                "'drawn' with Nothing[] gives probabilities that sum to 1.0, not 2.0.");
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        assertThatThrownBy(() -> onSimulator(outputs -> new double[] {outputs[0] / 2, outputs[1]})
                        .holds())
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("'rotations' with Settings\\[qubits=2\\] has a gradient of \\S+"
                        + " where finite differences give \\S+\\.");
    }

    @Test
    void strangeAgrees() {
        fails(
                contract(
                        PlainSimulator::new,
                        circuit -> new Bent(new PlainSimulator(circuit), outputs -> new double[2])),
                "'rotations' with Settings[qubits=2] gives other outputs on Strange.");
    }

    @Test
    void strangeIsNotAskedAboutLargeCircuits() {
        var contract = new CircuitContract<>(
                new Rotations(), List.of(new Rotations.Settings(6)), PlainSimulator::new, StrangeSimulator::new);

        assertThatCode(contract::holds).doesNotThrowAnyException();
        assertThatCode(() -> new CircuitContract<>(
                                new Drawn(() -> Circuit.onQubits(7).measurePauliZ()),
                                List.of(new Drawn.Nothing()),
                                PlainSimulator::new,
                                circuit -> {
                                    throw new AssertionError("Strange was asked.");
                                })
                        .holds())
                .doesNotThrowAnyException();
    }

    private static void fails(CircuitContract<?> contract, String message) {
        assertThatThrownBy(contract::holds).isInstanceOf(AssertionError.class).hasMessage(message);
    }

    private static CircuitContract<?> drawing(Supplier<Circuit> pen) {
        return CircuitContract.of(new Drawn(pen));
    }

    /** The honest template on a simulator whose outputs are bent. */
    private static CircuitContract<?> onSimulator(UnaryOperator<double[]> bend) {
        return contract(circuit -> new Bent(new PlainSimulator(circuit), bend), StrangeSimulator::new);
    }

    private static CircuitContract<?> contract(
            Function<Circuit, Simulator> simulator, Function<Circuit, Simulator> referee) {
        return new CircuitContract<>(new Rotations(), List.of(new Rotations.Settings(2)), simulator, referee);
    }

    /** One trainable rotation per input; with seven qubits it forgets the last. */
    @Meaning("Rotates each wire by an input and a weight.")
    static final class Rotations implements CircuitTemplate<Rotations.Settings> {

        record Settings(@Meaning("wires of the circuit") int qubits) {}

        @Override
        public String name() {
            return "rotations";
        }

        @Override
        public Settings defaults() {
            return new Settings(2);
        }

        @Override
        public Circuit draw(Settings settings) {
            var draft = Circuit.onQubits(settings.qubits());
            for (int wire = 0; wire < settings.qubits(); wire++) {
                var input = draft.nextInput();
                if (wire < 6) {
                    draft.rotate(Axis.Y, wire, input);
                }
                draft.rotate(Axis.X, wire, draft.nextWeight());
            }
            return draft.entangleRing().measurePauliZ();
        }
    }

    /** Whatever the test draws. */
    @Meaning("Draws what it was given.")
    private record Drawn(Supplier<Circuit> pen) implements CircuitTemplate<Drawn.Nothing> {

        record Nothing() {}

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

    /** A simulator that is right about gradients and wrong about outputs. */
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
}
