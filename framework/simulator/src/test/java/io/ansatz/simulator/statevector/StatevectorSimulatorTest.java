package io.ansatz.simulator.statevector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Gate;
import io.ansatz.api.circuit.Readout;
import io.ansatz.simulator.PlainSimulator;
import io.ansatz.simulator.RandomCircuit;
import io.ansatz.simulator.Simulator;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatevectorSimulatorTest {

    private static final double ROUNDING = 1e-12;

    /** The central difference of step 1e-5 is off by the third derivative times 1e-10 / 6, and by rounding over 1e-5. */
    private static final double FINITE_DIFFERENCE = 1e-8;

    private static final double STEP = 1e-5;

    @Test
    void compilesStronglyEntanglingLayersToOneGroupOfRotationsEach() {
        assertThat(new StatevectorSimulator(layers(4, 3)).plan())
                .isEqualTo("[product 4] [diagonal 4, rotations 4] [diagonal 8, rotations 4] [diagonal 6, rotations 4]"
                        + " [4 outputs]");
    }

    @Test
    void compilesReUploadingToTwoPassesWhateverItsCnots() {
        assertThat(new StatevectorSimulator(reUploading(8)).plan())
                .isEqualTo("[product 8] [diagonal 8, rotations 8] [256 outputs]");
    }

    @Test
    void turnsWithoutAnAngleToTurnCostNothing() {
        var draft = Circuit.onQubits(3);
        draft.hadamard(0).cnot(0, 1).add(new Gate.Swap(1, 2));
        draft.add(new Gate.Fixed(Gate.Fixed.Kind.X, 1));
        draft.add(new Gate.Fixed(Gate.Fixed.Kind.T, 1));

        assertThat(new StatevectorSimulator(draft.measurePauliZ()).plan()).isEqualTo("[product 1] [3 outputs]");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 11})
    void gradientsAreTheLimitOfFiniteDifferences(int qubits) {
        for (Circuit circuit : List.of(
                RandomCircuit.withEveryGate(qubits, new Readout.ZThenX(), qubits),
                RandomCircuit.withEveryGate(qubits, new Readout.Probabilities(List.of(0), 3), qubits))) {
            var simulator = new StatevectorSimulator(circuit, Precision.DOUBLE, 1);
            double[] inputs = RandomCircuit.values(circuit.inputs(), 31);
            double[] weights = RandomCircuit.values(circuit.weights(), 32);
            double[] slopes = RandomCircuit.values(circuit.outputs(), 33);

            Simulator.Gradient gradient = simulator.differentiate(1, inputs, weights, slopes);

            assertThat(gradient.inputs())
                    .containsExactly(difference(simulator, inputs, inputs, weights, slopes), within(FINITE_DIFFERENCE));
            assertThat(gradient.weights())
                    .containsExactly(
                            difference(simulator, weights, inputs, weights, slopes), within(FINITE_DIFFERENCE));
        }
    }

    /** The slope along each of the varied values, which are the inputs or the weights themselves. */
    private static double[] difference(
            Simulator simulator, double[] varied, double[] inputs, double[] weights, double[] slopes) {
        var slope = new double[varied.length];
        for (int i = 0; i < slope.length; i++) {
            double kept = varied[i];
            varied[i] = kept + STEP;
            double ahead = dot(slopes, simulator.run(inputs, weights));
            varied[i] = kept - STEP;
            double behind = dot(slopes, simulator.run(inputs, weights));
            varied[i] = kept;
            slope[i] = (ahead - behind) / (2 * STEP);
        }
        return slope;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 8, 11, 12})
    void threadsChangeNoBit(int qubits) {
        Circuit circuit = RandomCircuit.withEveryGate(qubits, new Readout.ZThenX(), 5);
        int batch = qubits > 8 ? 9 : 700;
        for (Precision precision : Precision.values()) {
            Simulator alone = new StatevectorSimulator(circuit, precision, 1);
            Simulator crowd = new StatevectorSimulator(circuit, precision, 3);
            for (int round = 0; round < 3; round++) {
                assertSameBits(circuit, batch, alone, crowd);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 6})
    void noBitDependsOnHowManyCircuitsGoSideBySide(int qubits) {
        Circuit circuit = RandomCircuit.withEveryGate(qubits, new Readout.ZThenX(), 6);
        Plan plan = Canonical.of(circuit);
        for (Precision precision : Precision.values()) {
            Simulator reference = new OfEngine(circuit, engine(plan, precision, true, 64));
            for (int lanes : new int[] {1, 2, 8, 16, 128}) {
                assertSameBits(circuit, 333, reference, new OfEngine(circuit, engine(plan, precision, true, lanes)));
            }
        }
    }

    private static Engine engine(Plan plan, Precision precision, boolean keeps, int lanes) {
        return new Narrow(plan, precision, Kernels.plain(), new Crew(1), keeps, lanes);
    }

    @Test
    void aSampleDoesNotFeelItsNeighbours() {
        Circuit circuit = RandomCircuit.withEveryGate(4, new Readout.ZThenX(), 7);
        var simulator = new StatevectorSimulator(circuit);
        int batch = 150;
        double[] inputs = RandomCircuit.values(batch * circuit.inputs(), 1);
        double[] weights = RandomCircuit.values(circuit.weights(), 2);

        double[] together = simulator.run(batch, inputs, weights);

        for (int i = 0; i < batch; i++) {
            double[] sample = Arrays.copyOfRange(inputs, i * circuit.inputs(), (i + 1) * circuit.inputs());
            assertThat(simulator.run(sample, weights))
                    .isEqualTo(Arrays.copyOfRange(together, i * circuit.outputs(), (i + 1) * circuit.outputs()));
        }
    }

    @Test
    void statesThatAreUndoneGiveTheGradientsOfThoseThatAreKept() {
        for (boolean amplitudes : new boolean[] {false, true}) {
            Circuit circuit = amplitudes
                    ? RandomCircuit.withAmplitudes(5, new Readout.ZThenX(), 8)
                    : RandomCircuit.withEveryGate(5, new Readout.ZThenX(), 8);
            Plan plan = Canonical.of(circuit);
            var kept = new OfEngine(circuit, engine(plan, Precision.DOUBLE, true, 8));
            var undone = new OfEngine(circuit, engine(plan, Precision.DOUBLE, false, 8));
            double[] inputs = RandomCircuit.values(20 * circuit.inputs(), 1);
            double[] weights = RandomCircuit.values(circuit.weights(), 2);
            double[] slopes = RandomCircuit.values(20 * circuit.outputs(), 3);

            Simulator.Gradient expected = kept.differentiate(20, inputs, weights, slopes);
            Simulator.Gradient gradient = undone.differentiate(20, inputs, weights, slopes);

            assertThat(gradient.inputs()).containsExactly(expected.inputs(), within(ROUNDING));
            assertThat(gradient.weights()).containsExactly(expected.weights(), within(20 * ROUNDING));
        }
    }

    private static void assertSameBits(Circuit circuit, int batch, Simulator one, Simulator other) {
        double[] inputs = RandomCircuit.values(batch * circuit.inputs(), 1);
        double[] weights = RandomCircuit.values(circuit.weights(), 2);
        double[] slopes = RandomCircuit.values(batch * circuit.outputs(), 3);

        assertThat(other.run(batch, inputs, weights)).isEqualTo(one.run(batch, inputs, weights));
        Simulator.Gradient expected = one.differentiate(batch, inputs, weights, slopes);
        Simulator.Gradient gradient = other.differentiate(batch, inputs, weights, slopes);
        assertThat(gradient.inputs()).isEqualTo(expected.inputs());
        assertThat(gradient.weights()).isEqualTo(expected.weights());
    }

    /** A simulator around one engine. */
    private record OfEngine(Circuit circuit, Engine engine) implements Simulator {

        @Override
        public double[] run(int batch, double[] inputs, double[] weights) {
            var outputs = new double[batch * circuit.outputs()];
            engine.run(batch, inputs, weights, outputs);
            return outputs;
        }

        @Override
        public Gradient differentiate(int batch, double[] inputs, double[] weights, double[] slopes) {
            var gradient = new Gradient(new double[batch * circuit.inputs()], new double[circuit.weights()]);
            engine.differentiate(batch, inputs, weights, slopes, gradient.inputs(), gradient.weights());
            return gradient;
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1, 2, 3, -7, 101})
    void anglesNearMultiplesOfPiAreAsExactAsOthers(double halfTurns) {
        Circuit circuit = layers(3, 2);
        var plain = new PlainSimulator(circuit);
        var fast = new StatevectorSimulator(circuit, Precision.DOUBLE, 1);
        for (double off : new double[] {0, 1e-300, -1e-15, 1e-9, -1e-5}) {
            double[] inputs = new double[circuit.inputs()];
            double[] weights = new double[circuit.weights()];
            double[] slopes = {1, 2, 3};
            Arrays.fill(inputs, halfTurns * Math.PI + off);
            Arrays.fill(weights, -halfTurns * Math.PI + off);

            assertThat(fast.run(inputs, weights)).containsExactly(plain.run(inputs, weights), within(ROUNDING));
            Simulator.Gradient expected = plain.differentiate(1, inputs, weights, slopes);
            Simulator.Gradient gradient = fast.differentiate(1, inputs, weights, slopes);
            assertThat(gradient.inputs()).containsExactly(expected.inputs(), within(ROUNDING));
            assertThat(gradient.weights()).containsExactly(expected.weights(), within(ROUNDING));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-40, 1e-200, Double.MIN_VALUE, 1e-6, 1e30})
    void slopesOfAnySizeGiveGradientsOfThatSize(double size) {
        Circuit circuit = layers(4, 2);
        var fast = new StatevectorSimulator(circuit);
        double[] inputs = RandomCircuit.values(3 * circuit.inputs(), 1);
        double[] weights = RandomCircuit.values(circuit.weights(), 2);
        double[] slopes = RandomCircuit.values(3 * circuit.outputs(), 3);
        double[] scaled = Arrays.stream(slopes).map(slope -> size * slope).toArray();

        double[] expected = fast.differentiate(3, inputs, weights, slopes).weights();
        double[] gradient = fast.differentiate(3, inputs, weights, scaled).weights();

        for (int i = 0; i < expected.length; i++) {
            assertThat(gradient[i]).isCloseTo(size * expected[i], within(Math.max(2 * Double.MIN_VALUE, 1e-5 * size)));
        }
    }

    @Test
    void inputsTooSmallForSinglePrecisionAreNoTrouble() {
        Circuit circuit = reUploading(8);
        var plain = new PlainSimulator(circuit);
        var fast = new StatevectorSimulator(circuit);
        double[] inputs = new Random(1).doubles(8, 1e-42, 1e-38).toArray();
        double[] weights = new double[circuit.weights()];
        double[] slopes = RandomCircuit.values(circuit.outputs(), 3);

        assertThat(fast.run(inputs, weights)).containsExactly(plain.run(inputs, weights), within(1e-6));
        Simulator.Gradient expected = plain.differentiate(1, inputs, weights, slopes);
        Simulator.Gradient gradient = fast.differentiate(1, inputs, weights, slopes);
        assertThat(gradient.inputs()).containsExactly(expected.inputs(), within(1e-5));
        assertThat(gradient.weights()).containsExactly(expected.weights(), within(1e-5));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 11})
    void allocatesNothingOnceItIsWarm(int qubits) {
        Circuit circuit = RandomCircuit.withEveryGate(qubits, new Readout.ZThenX(), 9);
        var simulator = new StatevectorSimulator(circuit, Precision.FLOAT, 1, Kernels.plain());
        int batch = 5;
        double[] inputs = RandomCircuit.values(batch * circuit.inputs(), 1);
        double[] weights = RandomCircuit.values(circuit.weights(), 2);
        double[] slopes = RandomCircuit.values(batch * circuit.outputs(), 3);
        var outputs = new double[batch * circuit.outputs()];
        var gradient = new Simulator.Gradient(new double[inputs.length], new double[weights.length]);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int round = 0; round < 12; round++) {
            if (round == 2) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            simulator.run(batch, inputs, weights, outputs);
            simulator.differentiate(batch, inputs, weights, slopes, gradient);
        }

        // Asking twice costs a little by itself.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
    }

    @Test
    void twentyQubitsWithTheirGradientTakeLessThanAHundredMegabytes() {
        assertThat(new StatevectorSimulator(layers(20, 3)).workingBytes()).isLessThan(100_000_000);
    }

    @Test
    void refusesACircuitThatDoesNotFitIntoMemory() {
        assertThatThrownBy(() -> new StatevectorSimulator(layers(30, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("""
                        A circuit of 30 qubits takes 47,24\\d MB for its states, and Java may use [\\d,]+ MB\\.
                        Maybe ANSATZ_JAVA_OPTIONS=-Xmx59g gives it enough\\.""");
    }

    @Test
    void refusesArraysThatDoNotFit() {
        var simulator = new StatevectorSimulator(layers(2, 1));

        assertThatThrownBy(() -> simulator.run(3, new double[2], new double[6]))
                .hasMessage("3 samples of 2 inputs are 6 values, not 2.");
        assertThatThrownBy(() -> simulator.differentiate(1, new double[2], new double[6], new double[5]))
                .hasMessage("1 samples of 2 outputs are 2 slopes, not 5.");
    }

    @Test
    void anEmptyBatchHasNoOutputsAndNoSlopes() {
        var simulator = new StatevectorSimulator(layers(2, 1));

        assertThat(simulator.run(0, new double[0], new double[6])).isEmpty();
        assertThat(simulator
                        .differentiate(0, new double[0], new double[6], new double[0])
                        .weights())
                .containsOnly(0);
    }

    /** RX embedding, then strongly entangling layers, Z on every wire. */
    private static Circuit layers(int qubits, int layers) {
        var draft = Circuit.onQubits(qubits);
        for (int q = 0; q < qubits; q++) {
            draft.rotate(Axis.X, q, draft.nextInput());
        }
        for (int layer = 0; layer < layers; layer++) {
            for (int q = 0; q < qubits; q++) {
                draft.rot(q, draft.nextWeight(), draft.nextWeight(), draft.nextWeight());
            }
            int range = layer % (qubits - 1) + 1;
            for (int q = 0; q < qubits; q++) {
                draft.cnot(q, (q + range) % qubits);
            }
        }
        return draft.measurePauliZ();
    }

    /** Twice RY of the inputs, RY and RZ of weights, and a ring of CNOTs; all probabilities. */
    private static Circuit reUploading(int qubits) {
        var draft = Circuit.onQubits(qubits);
        for (int layer = 0; layer < 2; layer++) {
            for (int q = 0; q < qubits; q++) {
                draft.rotate(Axis.Y, q, draft.input(q));
                draft.rotate(Axis.Y, q, draft.nextWeight());
                draft.rotate(Axis.Z, q, draft.nextWeight());
            }
            for (int q = 0; q < qubits; q++) {
                draft.cnot(q, (q + 1) % qubits);
            }
        }
        return draft.measureProbabilities();
    }
}
