package io.ansatz.simulator.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Readout;
import io.ansatz.simulator.FiniteDifferences;
import io.ansatz.simulator.LoweredCircuit;
import io.ansatz.simulator.PlainSimulator;
import io.ansatz.simulator.RandomCircuit;
import io.ansatz.simulator.Simulator;
import io.ansatz.simulator.StateVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuantumJumpsTest {

    private static final double ROUNDING = 1e-12;

    private static final Noise ALL = new Noise(0.02, 0.05, 0.1, new ReadoutError(0.03, 0.07));

    /** Each of so many seeds gives an estimate of its own; their spread is the standard error. */
    private static final int SEEDS = 50;

    /**
     * Beyond so many standard errors a mean of estimates is called wrong. A right one of fifty lies there with probability
     * 8e-6 (Student's t); with some 400 comparisons here, seeds chosen blindly fail with probability 3e-3.
     */
    private static final double SIGMAS = 5;

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
    void withoutNoiseEveryTrajectoryIsThePlainSimulator(Circuit circuit) {
        var noisy = NoisySimulator.withTrajectories(circuit, Noise.none(), 2, 1);
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

    static List<Noise> kindsOfNoise() {
        return List.of(
                new Noise(0.2, 0, 0, ReadoutError.NONE),
                new Noise(0, 0.2, 0, ReadoutError.NONE),
                new Noise(0, 0, 0.3, ReadoutError.NONE),
                ALL);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kindsOfNoise")
    void theMeanOfManyTrajectoriesIsTheDensityMatrixAndSoAreItsGradients(Noise noise) {
        for (Readout readout : RandomCircuit.smoothReadouts(2)) {
            for (Circuit circuit :
                    List.of(RandomCircuit.withEveryGate(2, readout, 7), RandomCircuit.withAmplitudes(2, readout, 8))) {
                double[] inputs = RandomCircuit.values(circuit.inputs(), 1);
                double[] weights = RandomCircuit.values(circuit.weights(), 2);
                double[] slopes = RandomCircuit.values(circuit.outputs(), 3);
                var exact = everything(NoisySimulator.withDensityMatrix(circuit, noise), inputs, weights, slopes);

                var estimates = new double[SEEDS][];
                for (int seed = 0; seed < SEEDS; seed++) {
                    var jumps = NoisySimulator.withTrajectories(circuit, noise, 200, seed);
                    estimates[seed] = everything(jumps, inputs, weights, slopes);
                }

                for (int i = 0; i < exact.length; i++) {
                    int value = i;
                    double[] column = Arrays.stream(estimates)
                            .mapToDouble(row -> row[value])
                            .toArray();
                    double mean = Arrays.stream(column).average().orElseThrow();
                    double squares = Arrays.stream(column)
                            .map(estimate -> (estimate - mean) * (estimate - mean))
                            .sum();
                    double standardError = Math.sqrt(squares / (SEEDS - 1) / SEEDS);
                    assertThat(mean).isCloseTo(exact[i], within(SIGMAS * standardError + ROUNDING));
                    // Outputs and slopes are of the order of 1, so the comparison says something.
                    assertThat(standardError).isLessThan(0.1);
                }
            }
        }
    }

    @Test
    void moreTrajectoriesAreNearerByTheRootOfTheirNumber() {
        Circuit circuit = RandomCircuit.withEveryGate(2, new Readout.PauliZ(List.of(0)), 7);
        double[] inputs = RandomCircuit.values(circuit.inputs(), 1);
        double[] weights = RandomCircuit.values(circuit.weights(), 2);
        double exact = NoisySimulator.withDensityMatrix(circuit, ALL).run(inputs, weights)[0];
        int seeds = 500;

        double few = 0;
        double many = 0;
        for (int seed = 0; seed < seeds; seed++) {
            few += square(
                    NoisySimulator.withTrajectories(circuit, ALL, 10, seed).run(inputs, weights)[0] - exact);
            many += square(
                    NoisySimulator.withTrajectories(circuit, ALL, 160, seed).run(inputs, weights)[0] - exact);
        }

        // A mean of 500 squares of normal values is off by sqrt(2 / 500), and so is the other one.
        assertThat(few / many)
                .isBetween(16 * (1 - SIGMAS * Math.sqrt(4.0 / seeds)), 16 * (1 + SIGMAS * Math.sqrt(4.0 / seeds)));
    }

    @Test
    void gradientsOfDrawsThatDependOnNoAngleAreTheLimitOfFiniteDifferences() {
        var noise = new Noise(0.2, 0, 0.3, ReadoutError.NONE);
        for (int seed = 0; seed < 5; seed++) {
            Circuit circuit = RandomCircuit.withAmplitudes(2, new Readout.Probabilities(List.of(0, 1), 1), 30 + seed);
            var frozen = new FrozenTrajectory(circuit, noise, seed);
            double[] inputs = RandomCircuit.values(circuit.inputs(), 31);
            double[] weights = RandomCircuit.values(circuit.weights(), 32);
            double[] slopes = RandomCircuit.values(circuit.outputs(), 33);

            Simulator.Gradient gradient = frozen.differentiate(1, inputs, weights, slopes);

            assertThat(gradient.inputs())
                    .containsExactly(
                            FiniteDifferences.along(inputs, frozen, inputs, weights, slopes),
                            within(FiniteDifferences.ERROR));
            assertThat(gradient.weights())
                    .containsExactly(
                            FiniteDifferences.along(weights, frozen, inputs, weights, slopes),
                            within(FiniteDifferences.ERROR));
        }
    }

    @Test
    void fullAmplitudeDampingEndsEveryTrajectoryInZero() {
        Circuit circuit = RandomCircuit.withEveryGate(3, new Readout.Probabilities(List.of(0, 1, 2), 1), 5);
        var simulator = NoisySimulator.withTrajectories(circuit, new Noise(0, 1, 0, ReadoutError.NONE), 20, 1);
        double[] inputs = RandomCircuit.values(circuit.inputs(), 1);
        double[] weights = RandomCircuit.values(circuit.weights(), 2);

        assertThat(simulator.run(inputs, weights))
                .containsExactly(new double[] {1, 0, 0, 0, 0, 0, 0, 0}, within(ROUNDING));
    }

    @Test
    void aSamplesTrajectoriesDependOnTheSeedAndOnNothingOfItsBatch() {
        Circuit circuit = RandomCircuit.withEveryGate(2, new Readout.ZThenX(), 7);
        var simulator = NoisySimulator.withTrajectories(circuit, ALL, 3, 3).withShots(20, 3);
        int width = circuit.inputs();
        double[] inputs = RandomCircuit.values(4 * width, 1);
        double[] weights = RandomCircuit.values(circuit.weights(), 2);
        double[] slopes = RandomCircuit.values(4 * 4, 3);

        double[] outputs = simulator.run(4, inputs, weights);
        double[] inputSlopes =
                simulator.differentiate(4, inputs, weights, slopes).inputs();

        for (int i = 0; i < 4; i++) {
            double[] sample = Arrays.copyOfRange(inputs, i * width, (i + 1) * width);
            double[] own = Arrays.copyOfRange(slopes, i * 4, (i + 1) * 4);
            assertThat(simulator.run(sample, weights)).isEqualTo(Arrays.copyOfRange(outputs, i * 4, (i + 1) * 4));
            assertThat(simulator.differentiate(1, sample, weights, own).inputs())
                    .isEqualTo(Arrays.copyOfRange(inputSlopes, i * width, (i + 1) * width));
        }
        var other = NoisySimulator.withTrajectories(circuit, ALL, 3, 4);
        assertThat(other.run(4, inputs, weights))
                .isNotEqualTo(
                        NoisySimulator.withTrajectories(circuit, ALL, 3, 3).run(4, inputs, weights));
    }

    @Test
    void trajectoriesTooLargeForTheMemoryAreRefusedBeforehand() {
        Circuit circuit =
                Circuit.onQubits(20).hadamard(0).cnot(0, 1).hadamard(3).measurePauliZ();
        var draws = new Draws(1);

        assertThat(QuantumJumps.of(circuit, new Noise(0.1, 0, 0.1, ReadoutError.NONE), 1, draws, Long.MAX_VALUE)
                        .workingBytes())
                .isEqualTo(3L * 16 * 1024 * 1024);
        assertThat(QuantumJumps.of(circuit, ALL, 1, draws, Long.MAX_VALUE).workingBytes())
                .isEqualTo(6L * 16 * 1024 * 1024);
        assertThatThrownBy(
                        () -> QuantumJumps.of(circuit, new Noise(0.1, 0, 0.1, ReadoutError.NONE), 1, draws, 20_000_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Trajectories of 20 qubits and 3 gates take 50 MB, and Java may use 20 MB.");
        assertThatThrownBy(() -> QuantumJumps.of(circuit, ALL, 1, draws, 60_000_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        Trajectories of 20 qubits and 3 gates take 100 MB, and Java may use 60 MB.
                        Maybe because of amplitude-damping: its gradient keeps a state for each gate.""");
    }

    @Test
    void thereIsAtLeastOneTrajectory() {
        Circuit circuit = Circuit.onQubits(1).hadamard(0).measurePauliZ();

        assertThatThrownBy(() -> NoisySimulator.withTrajectories(circuit, ALL, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("trajectories must be at least 1, not 0.");
    }

    @Test
    void saysHowManyThereAre() {
        Circuit circuit = Circuit.onQubits(2).hadamard(0).measurePauliZ();

        assertThat(NoisySimulator.withTrajectories(circuit, ALL, 1, 1).method())
                .isEqualTo("1 trajectory of 2 qubits per sample");
        assertThat(NoisySimulator.withTrajectories(circuit, ALL, 1500, 1)
                        .withShots(10, 1)
                        .method())
                .isEqualTo("1,500 trajectories of 2 qubits per sample, 10 shots per measurement");
    }

    /** Outputs, then the slopes along inputs and weights. */
    private static double[] everything(Simulator simulator, double[] inputs, double[] weights, double[] slopes) {
        double[] outputs = simulator.run(inputs, weights);
        Simulator.Gradient gradient = simulator.differentiate(1, inputs, weights, slopes);
        var all = new double[outputs.length + inputs.length + weights.length];
        System.arraycopy(outputs, 0, all, 0, outputs.length);
        System.arraycopy(gradient.inputs(), 0, all, outputs.length, inputs.length);
        System.arraycopy(gradient.weights(), 0, all, outputs.length + inputs.length, weights.length);
        return all;
    }

    private static double square(double value) {
        return value * value;
    }

    /** The probabilities of a single trajectory whose draws are the same at all inputs and weights. */
    private record FrozenTrajectory(Circuit circuit, Noise noise, long seed) implements Simulator {

        @Override
        public double[] run(int batch, double[] inputs, double[] weights) {
            StateVector state = forward(walk(inputs, weights)).state();
            var probabilities = new double[circuit.outputs()];
            for (int k = 0; k < probabilities.length; k++) {
                probabilities[k] = state.probability(k);
            }
            return probabilities;
        }

        @Override
        public Gradient differentiate(int batch, double[] inputs, double[] weights, double[] slopes) {
            LoweredCircuit.Walk walk = walk(inputs, weights);
            Trajectory trajectory = forward(walk);
            var adjoint = new StateVector(circuit.qubits());
            for (int k = 0; k < slopes.length; k++) {
                adjoint.re[k] = slopes[k] * trajectory.state().re[k];
                adjoint.im[k] = slopes[k] * trajectory.state().im[k];
            }
            var gradient = new Gradient(new double[inputs.length], new double[weights.length]);
            trajectory.backward(adjoint, gradient.weights());
            walk.writeInputSlopes(gradient.inputs(), 0);
            return gradient;
        }

        private LoweredCircuit.Walk walk(double[] inputs, double[] weights) {
            LoweredCircuit.Walk walk = LoweredCircuit.of(circuit).walk(weights);
            walk.begin(inputs, 0);
            return walk;
        }

        private Trajectory forward(LoweredCircuit.Walk walk) {
            var trajectory = new Trajectory(noise, Noise.sites(circuit), walk, circuit.qubits(), true);
            trajectory.forward(new SplittableRandom(seed));
            return trajectory;
        }
    }
}
