package io.ansatz.simulator.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitDraft;
import io.ansatz.api.circuit.Readout;
import io.ansatz.simulator.PlainSimulator;
import io.ansatz.simulator.RandomCircuit;
import io.ansatz.simulator.Simulator;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShotsTest {

    /**
     * Beyond so many standard errors an estimate is called wrong. By the normal law a right one lies there with probability
     * 6e-7; with some fifty comparisons here, seeds chosen blindly fail with probability 3e-5.
     */
    private static final double SIGMAS = 5;

    private static final double[] NOTHING = {};

    @ParameterizedTest
    @ValueSource(ints = {100, 10_000, 1_000_000})
    void outputsApproachTheExactOnesWithTheRootOfTheShots(int shots) {
        for (Readout readout : RandomCircuit.smoothReadouts(3)) {
            Circuit circuit = RandomCircuit.withEveryGate(3, readout, 7);
            double[] inputs = RandomCircuit.values(circuit.inputs(), 1);
            double[] weights = RandomCircuit.values(circuit.weights(), 2);
            double[] exact = new PlainSimulator(circuit).run(inputs, weights);

            double[] drawn = ideal(circuit).withShots(shots, 3).run(inputs, weights);

            for (int i = 0; i < exact.length; i++) {
                assertThat(drawn[i])
                        .isCloseTo(exact[i], within(SIGMAS * deviation(readout, exact[i]) / Math.sqrt(shots)));
            }
        }
    }

    @Test
    void theSpreadOverSeedsIsThatOfIndependentShots() {
        int seeds = 2000;
        int shots = 50;
        double exact = Math.cos(0.7);
        var simulator = ideal(tilted(0.7).measurePauliZ());

        double squares = 0;
        double products = 0;
        double last = 0;
        for (int seed = 0; seed < seeds; seed++) {
            double error = (simulator.withShots(shots, seed).run(NOTHING, NOTHING)[0] - exact)
                    * Math.sqrt(shots / (1 - exact * exact));
            squares += error * error;
            products += error * last;
            last = error;
        }

        // Squares of standard normal values have the variance 2, products of independent ones the variance 1.
        assertThat(squares / seeds).isCloseTo(1, within(SIGMAS * Math.sqrt(2.0 / seeds)));
        assertThat(products / seeds).isCloseTo(0, within(SIGMAS * Math.sqrt(1.0 / seeds)));
    }

    @Test
    void zAndXAreMeasuredWithShotsOfTheirOwn() {
        int seeds = 2000;
        var simulator = ideal(tilted(Math.PI / 4).measure(new Readout.ZThenX()));
        double exact = Math.sqrt(0.5);

        double products = 0;
        for (int seed = 0; seed < seeds; seed++) {
            double[] outputs = simulator.withShots(1, seed).run(NOTHING, NOTHING);
            assertThat(Math.abs(outputs[0])).isEqualTo(1);
            assertThat(Math.abs(outputs[1])).isEqualTo(1);
            products += (outputs[0] - exact) * (outputs[1] - exact);
        }

        // One shot has the variance 1 - 1/2, so a product of two independent ones has the deviation 1/2.
        assertThat(products / seeds).isCloseTo(0, within(SIGMAS * 0.5 / Math.sqrt(seeds)));
    }

    @Test
    void probabilitiesAreCountsOutOfTheShotsTimesTheScale() {
        Circuit circuit = Circuit.onQubits(2).hadamard(0).measure(new Readout.Probabilities(List.of(0, 1), 3));

        double[] outputs = ideal(circuit).withShots(30, 1).run(NOTHING, NOTHING);

        assertThat(outputs[1]).isZero();
        assertThat(outputs[3]).isZero();
        assertThat(outputs[0] + outputs[2]).isCloseTo(3, within(1e-12));
        assertThat(outputs[0] * 10).isCloseTo(Math.rint(outputs[0] * 10), within(1e-12));
    }

    @Test
    void theMostFrequentOutcomeDecidesTheNumberOfOnes() {
        var draft = tilted(Math.PI / 2 + 0.3);
        var simulator = ideal(draft.measure(new Readout.OnesInLikeliest()));

        assertThat(simulator.run(NOTHING, NOTHING)).containsExactly(1);
        double ones = 0;
        for (int seed = 0; seed < 400; seed++) {
            ones += simulator.withShots(1, seed).run(NOTHING, NOTHING)[0];
        }
        double probability = (1 + Math.sin(0.3)) / 2;
        double error = Math.sqrt(probability * (1 - probability) / 400);
        assertThat(ones / 400).isCloseTo(probability, within(SIGMAS * error));
    }

    @Test
    void bitsOfShotsAreReadWrongly() {
        int shots = 1_000_000;
        var error = new ReadoutError(0.1, 0.25);
        Circuit circuit = tilted(0.7).measurePauliZ();

        double z = NoisySimulator.withIdealStates(circuit, error, PlainSimulator::new)
                .withShots(shots, 5)
                .run(NOTHING, NOTHING)[0];

        double exact = 0.15 + 0.65 * Math.cos(0.7);
        assertThat(z).isCloseTo(exact, within(SIGMAS * Math.sqrt((1 - exact * exact) / shots)));
    }

    @Test
    void aSamplesDrawsDependOnNeitherItsBatchNorItsPlaceThere() {
        Circuit circuit = RandomCircuit.withEveryGate(2, new Readout.ZThenX(), 7);
        var simulator = ideal(circuit).withShots(10, 3);
        int width = circuit.inputs();
        double[] inputs = RandomCircuit.values(4 * width, 1);
        double[] weights = RandomCircuit.values(circuit.weights(), 2);

        double[] outputs = simulator.run(4, inputs, weights);

        for (int i = 0; i < 4; i++) {
            double[] sample = Arrays.copyOfRange(inputs, i * width, (i + 1) * width);
            assertThat(simulator.run(sample, weights)).isEqualTo(Arrays.copyOfRange(outputs, i * 4, (i + 1) * 4));
        }
        assertThat(ideal(circuit).withShots(10, 3).run(4, inputs, weights)).isEqualTo(outputs);
        assertThat(ideal(circuit).withShots(10, 4).run(4, inputs, weights)).isNotEqualTo(outputs);
    }

    @Test
    void otherInputsAndOtherWeightsAreOtherDraws() {
        var draft = Circuit.onQubits(1);
        draft.rotate(Axis.X, 0, Angle.of(Math.PI / 2));
        // Rotations about Z, so that every probability stays one half and only the draws differ.
        draft.rotate(Axis.Z, 0, draft.nextInput()).rotate(Axis.Z, 0, draft.nextWeight());
        var simulator = ideal(draft.measurePauliZ()).withShots(1000, 1);
        double[] drawn = simulator.run(new double[] {0.1}, new double[] {0.2});

        assertThat(simulator.run(new double[] {0.1}, new double[] {0.2})).isEqualTo(drawn);
        assertThat(simulator.run(new double[] {0.1 + 1e-9}, new double[] {0.2})).isNotEqualTo(drawn);
        assertThat(simulator.run(new double[] {0.1}, new double[] {0.2 + 1e-9})).isNotEqualTo(drawn);
        assertThat(simulator.run(new double[] {0.2}, new double[] {0.1})).isNotEqualTo(drawn);
    }

    @Test
    void theGradientIsThatOfInfinitelyManyShots() {
        for (Readout readout : RandomCircuit.smoothReadouts(3)) {
            Circuit circuit = RandomCircuit.withAmplitudes(3, readout, 7);
            double[] inputs = RandomCircuit.values(2 * circuit.inputs(), 1);
            double[] weights = RandomCircuit.values(circuit.weights(), 2);
            double[] slopes = RandomCircuit.values(2 * circuit.outputs(), 3);

            Simulator.Gradient gradient = ideal(circuit).withShots(1, 1).differentiate(2, inputs, weights, slopes);

            Simulator.Gradient exact = new PlainSimulator(circuit).differentiate(2, inputs, weights, slopes);
            assertThat(gradient.inputs()).containsExactly(exact.inputs(), within(1e-12));
            assertThat(gradient.weights()).containsExactly(exact.weights(), within(1e-12));
        }
    }

    @Test
    void wronglyReadBitsFlattenTheGradient() {
        var error = new ReadoutError(0.1, 0.25);
        var draft = Circuit.onQubits(1);
        draft.rotate(Axis.Y, 0, draft.nextInput());
        var simulator = NoisySimulator.withIdealStates(draft.measurePauliZ(), error, PlainSimulator::new);

        assertThat(simulator
                        .differentiate(1, new double[] {0.7}, NOTHING, new double[] {2})
                        .inputs())
                .containsExactly(new double[] {-2 * 0.65 * Math.sin(0.7)}, within(1e-14));
    }

    @Test
    void aBatchCutIntoPiecesIsTheSame() {
        // 256 samples of 12 qubits are at work at once.
        var draft = Circuit.onQubits(12);
        draft.rotate(Axis.Y, 11, draft.nextInput()).rotate(Axis.Y, 11, draft.nextWeight());
        Circuit circuit = draft.measure(new Readout.PauliZ(List.of(11)));
        var simulator = ideal(circuit);
        double[] inputs = RandomCircuit.values(300, 1);
        double[] weights = {0.4};
        double[] slopes = RandomCircuit.values(300, 2);

        assertThat(simulator.run(300, inputs, weights))
                .containsExactly(new PlainSimulator(circuit).run(300, inputs, weights), within(1e-12));
        Simulator.Gradient gradient = simulator.differentiate(300, inputs, weights, slopes);
        Simulator.Gradient exact = new PlainSimulator(circuit).differentiate(300, inputs, weights, slopes);
        assertThat(gradient.inputs()).containsExactly(exact.inputs(), within(1e-12));
        assertThat(gradient.weights()).containsExactly(exact.weights(), within(1e-10));
    }

    @Test
    void thereIsAtLeastOneShot() {
        var simulator = ideal(tilted(1).measurePauliZ());

        assertThatThrownBy(() -> simulator.withShots(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shots must be at least 1, not 0.");
    }

    @Test
    void saysHowItsOutputsComeAbout() {
        var simulator = ideal(tilted(1).measurePauliZ());

        assertThat(simulator.method()).isEqualTo("no noise between the gates");
        assertThat(simulator.withShots(1024, 1).method())
                .isEqualTo("no noise between the gates, 1,024 shots per measurement");
    }

    private static NoisySimulator ideal(Circuit circuit) {
        return NoisySimulator.withIdealStates(circuit, ReadoutError.NONE, PlainSimulator::new);
    }

    private static CircuitDraft tilted(double angle) {
        return Circuit.onQubits(1).rotate(Axis.Y, 0, Angle.of(angle));
    }

    /** The standard deviation of one shot: of a sign with this mean, or of a scaled indicator. */
    private static double deviation(Readout readout, double mean) {
        if (readout instanceof Readout.Probabilities some) {
            double probability = mean / some.scale();
            return some.scale() * Math.sqrt(probability * (1 - probability));
        }
        return Math.sqrt(Math.max(0, 1 - mean * mean));
    }
}
