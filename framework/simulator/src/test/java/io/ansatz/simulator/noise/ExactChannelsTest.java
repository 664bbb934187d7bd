package io.ansatz.simulator.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitDraft;
import io.ansatz.api.circuit.Gate;
import io.ansatz.api.circuit.Readout;
import io.ansatz.simulator.FiniteDifferences;
import io.ansatz.simulator.PlainSimulator;
import io.ansatz.simulator.RandomCircuit;
import io.ansatz.simulator.Simulator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExactChannelsTest {

    private static final double ROUNDING = 1e-12;

    private static final Noise ALL = new Noise(0.02, 0.05, 0.1, new ReadoutError(0.03, 0.07));

    static List<Circuit> circuits() {
        var circuits = new ArrayList<Circuit>();
        for (int qubits = 1; qubits <= 3; qubits++) {
            for (Readout readout : RandomCircuit.smoothReadouts(qubits)) {
                circuits.add(RandomCircuit.withEveryGate(qubits, readout, 10 + qubits));
                circuits.add(RandomCircuit.withAmplitudes(qubits, readout, 20 + qubits));
            }
        }
        return circuits;
    }

    @ParameterizedTest(name = "circuit {index}")
    @MethodSource("circuits")
    void withoutNoiseItIsThePlainSimulator(Circuit circuit) {
        var noisy = NoisySimulator.withDensityMatrix(circuit, Noise.none());
        var plain = new PlainSimulator(circuit);
        double[] inputs = RandomCircuit.values(2 * circuit.inputs(), 1);
        double[] weights = RandomCircuit.values(circuit.weights(), 2);
        double[] slopes = RandomCircuit.values(2 * circuit.outputs(), 3);

        assertThat(noisy.run(2, inputs, weights)).containsExactly(plain.run(2, inputs, weights), within(ROUNDING));
        Simulator.Gradient gradient = noisy.differentiate(2, inputs, weights, slopes);
        Simulator.Gradient expected = plain.differentiate(2, inputs, weights, slopes);
        assertThat(gradient.inputs()).containsExactly(expected.inputs(), within(ROUNDING));
        assertThat(gradient.weights()).containsExactly(expected.weights(), within(ROUNDING));
    }

    @Test
    void countsTheOnesOfTheLikeliestStateThatIsRead() {
        var draft = Circuit.onQubits(3);
        draft.rotate(Axis.Y, 0, Angle.of(2)).rotate(Axis.Y, 1, Angle.of(2)).rotate(Axis.Y, 2, Angle.of(1));
        Circuit circuit = draft.measure(new Readout.OnesInLikeliest());

        assertThat(run(circuit, Noise.none())).containsExactly(2);
        assertThat(run(circuit, new Noise(0, 0, 0, new ReadoutError(1, 0)))).containsExactly(3);
    }

    @ParameterizedTest(name = "circuit {index}")
    @MethodSource("circuits")
    void gradientsAreTheLimitOfFiniteDifferences(Circuit circuit) {
        var simulator = NoisySimulator.withDensityMatrix(circuit, ALL);
        double[] inputs = RandomCircuit.values(circuit.inputs(), 31);
        double[] weights = RandomCircuit.values(circuit.weights(), 32);
        double[] slopes = RandomCircuit.values(circuit.outputs(), 33);

        Simulator.Gradient gradient = simulator.differentiate(1, inputs, weights, slopes);

        assertThat(gradient.inputs())
                .containsExactly(
                        FiniteDifferences.along(inputs, simulator, inputs, weights, slopes),
                        within(FiniteDifferences.ERROR));
        assertThat(gradient.weights())
                .containsExactly(
                        FiniteDifferences.along(weights, simulator, inputs, weights, slopes),
                        within(FiniteDifferences.ERROR));
    }

    @Test
    void aBatchIsItsSamplesAndItsWeightGradientTheirSum() {
        Circuit circuit = RandomCircuit.withAmplitudes(2, new Readout.ZThenX(), 4);
        var simulator = NoisySimulator.withDensityMatrix(circuit, ALL);
        double[] inputs = RandomCircuit.values(2 * circuit.inputs(), 51);
        double[] weights = RandomCircuit.values(circuit.weights(), 52);
        double[] slopes = RandomCircuit.values(2 * circuit.outputs(), 53);

        double[] outputs = simulator.run(2, inputs, weights);
        Simulator.Gradient gradient = simulator.differentiate(2, inputs, weights, slopes);

        var sum = new double[circuit.weights()];
        for (int i = 0; i < 2; i++) {
            double[] sample = row(inputs, i, circuit.inputs());
            assertThat(row(outputs, i, circuit.outputs())).isEqualTo(simulator.run(sample, weights));
            var single = simulator.differentiate(1, sample, weights, row(slopes, i, circuit.outputs()));
            assertThat(row(gradient.inputs(), i, circuit.inputs())).isEqualTo(single.inputs());
            for (int k = 0; k < sum.length; k++) {
                sum[k] += single.weights()[k];
            }
        }
        assertThat(gradient.weights()).containsExactly(sum, within(ROUNDING));
    }

    @Test
    void depolarisingShrinksEveryAxis() {
        Noise noise = new Noise(0.09, 0, 0, ReadoutError.NONE);

        for (String letter : List.of("X", "Y", "Z")) {
            double ideal = new PlainSimulator(tilted(letter)).run(new double[0], new double[0])[0];
            assertThat(ideal).isNotCloseTo(0, within(0.1));
            assertThat(run(tilted(letter), noise)).containsExactly(new double[] {0.88 * ideal}, within(ROUNDING));
        }
    }

    @Test
    void depolarisingByThreeQuartersLeavesNothing() {
        Circuit circuit = RandomCircuit.withEveryGate(3, new Readout.Probabilities(List.of(0, 1, 2), 1), 5);
        double[] inputs = RandomCircuit.values(circuit.inputs(), 1);
        double[] weights = RandomCircuit.values(circuit.weights(), 2);

        assertThat(NoisySimulator.withDensityMatrix(circuit, new Noise(0.75, 0, 0, ReadoutError.NONE))
                        .run(inputs, weights))
                .containsExactly(
                        new double[] {0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125}, within(ROUNDING));
    }

    @Test
    void fullAmplitudeDampingLeavesZero() {
        Circuit circuit = RandomCircuit.withEveryGate(3, new Readout.Probabilities(List.of(0, 1, 2), 1), 5);
        double[] inputs = RandomCircuit.values(circuit.inputs(), 1);
        double[] weights = RandomCircuit.values(circuit.weights(), 2);

        assertThat(NoisySimulator.withDensityMatrix(circuit, new Noise(0, 1, 0, ReadoutError.NONE))
                        .run(inputs, weights))
                .containsExactly(new double[] {1, 0, 0, 0, 0, 0, 0, 0}, within(ROUNDING));
    }

    @Test
    void phaseDampingShrinksXAndLeavesZ() {
        Noise noise = new Noise(0, 0, 0.36, ReadoutError.NONE);
        var draft = Circuit.onQubits(1).rotate(Axis.Y, 0, Angle.of(0.7));

        assertThat(run(draft.measure(new Readout.ZThenX()), noise))
                .containsExactly(new double[] {Math.cos(0.7), 0.8 * Math.sin(0.7)}, within(ROUNDING));
    }

    @Test
    void aWireIsDepolarisedBeforeItIsDamped() {
        Noise noise = new Noise(0.09, 0.2, 0, ReadoutError.NONE);
        var draft = Circuit.onQubits(1).rotate(Axis.Y, 0, Angle.of(0.7));

        assertThat(run(draft.measurePauliZ(), noise))
                .containsExactly(new double[] {0.2 + 0.8 * 0.88 * Math.cos(0.7)}, within(ROUNDING));
    }

    @Test
    void noiseFollowsEveryGateOnTheWiresItActsOn() {
        Noise noise = new Noise(0.09, 0, 0, ReadoutError.NONE);
        var draft = Circuit.onQubits(3)
                .rotate(Axis.Y, 0, Angle.of(0.7))
                .rotate(Axis.Y, 0, Angle.of(-0.2))
                .add(new Gate.Swap(0, 1))
                .rot(0, Angle.of(0), Angle.of(0), Angle.of(0));

        assertThat(run(draft.measurePauliZ(), noise))
                .containsExactly(new double[] {0.88 * 0.88, 0.88 * 0.88 * 0.88 * Math.cos(0.5), 1}, within(ROUNDING));
    }

    @Test
    void loadingAmplitudesIsWithoutNoise() {
        Circuit circuit = Circuit.onQubits(2).loadAmplitudes(4).measureProbabilities();

        assertThat(NoisySimulator.withDensityMatrix(circuit, new Noise(0.02, 0.05, 0.1, ReadoutError.NONE))
                        .run(new double[] {0.1, 0.5, 0.7, 0.5}, new double[0]))
                .containsExactly(new double[] {0.01, 0.25, 0.49, 0.25}, within(ROUNDING));
    }

    @Test
    void aBitReadWronglyPullsZTowardsTheDifferenceOfTheErrors() {
        Noise noise = new Noise(0, 0, 0, new ReadoutError(0.1, 0.25));
        var draft = Circuit.onQubits(1).rotate(Axis.Y, 0, Angle.of(0.7));

        assertThat(run(draft.measure(new Readout.ZThenX()), noise))
                .containsExactly(
                        new double[] {0.15 + 0.65 * Math.cos(0.7), 0.15 + 0.65 * Math.sin(0.7)}, within(ROUNDING));
    }

    @Test
    void eachFactorOfAPauliStringIsReadWronglyByItself() {
        Noise noise = new Noise(0, 0, 0, new ReadoutError(0.1, 0.1));
        CircuitDraft bell = Circuit.onQubits(3).hadamard(0).cnot(0, 2);

        assertThat(run(bell.measure(new Readout.PauliString("XIX")), noise))
                .containsExactly(new double[] {0.64}, within(ROUNDING));
        assertThat(run(bell.measure(new Readout.PauliString("YIY")), noise))
                .containsExactly(new double[] {-0.64}, within(ROUNDING));
        assertThat(run(bell.measure(new Readout.PauliString("III")), noise))
                .containsExactly(new double[] {1}, within(ROUNDING));
    }

    @Test
    void probabilitiesOfSomeWiresAreThoseOfWhatIsRead() {
        Noise noise = new Noise(0, 0, 0, new ReadoutError(0.1, 0.25));
        CircuitDraft draft = Circuit.onQubits(3).add(new Gate.Fixed(Gate.Fixed.Kind.X, 2));

        assertThat(run(draft.measure(new Readout.Probabilities(List.of(2, 0), 8)), noise))
                .containsExactly(
                        new double[] {8 * 0.25 * 0.9, 8 * 0.25 * 0.1, 8 * 0.75 * 0.9, 8 * 0.75 * 0.1},
                        within(ROUNDING));
    }

    @Test
    void aCircuitTooLargeForTheMemoryIsRefusedBeforehand() {
        Circuit circuit = Circuit.onQubits(10).hadamard(0).cnot(0, 1).measurePauliZ();
        long bytes = ExactChannels.of(circuit, ALL, Long.MAX_VALUE).workingBytes();

        assertThat(bytes).isEqualTo(5 * 16 * 1024 * 1024);
        assertThatThrownBy(() -> ExactChannels.of(circuit, ALL, 50_000_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Density matrices of 10 qubits, one for each of 2 gates, take 83 MB, and Java may use 50 MB. Draw trajectories instead.");
        assertThatThrownBy(() -> NoisySimulator.withDensityMatrix(
                        Circuit.onQubits(16).hadamard(0).measurePauliZ(), ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A density matrix has at most 15 qubits, not 16. Draw trajectories instead.");
    }

    private static Circuit tilted(String letter) {
        var draft = Circuit.onQubits(1);
        draft.u3(0, Angle.of(0.7), Angle.of(0.5), Angle.of(0));
        return draft.measure(new Readout.PauliString(letter));
    }

    private static double[] run(Circuit circuit, Noise noise) {
        return NoisySimulator.withDensityMatrix(circuit, noise).run(new double[0], new double[0]);
    }

    private static double[] row(double[] rows, int index, int width) {
        return Arrays.copyOfRange(rows, index * width, (index + 1) * width);
    }
}
