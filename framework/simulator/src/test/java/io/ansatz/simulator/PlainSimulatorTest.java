package io.ansatz.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Gate;
import io.ansatz.api.circuit.Readout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlainSimulatorTest {

    @Test
    void zExpectationOfARotatedQubitIsTheCosine() {
        var circuit = Circuit.onQubits(1);
        circuit.rotate(Axis.Y, 0, circuit.nextInput());
        var simulator = new PlainSimulator(circuit.measurePauliZ());

        assertThat(simulator.run(new double[] {0.3}, new double[0]))
                .containsExactly(new double[] {Math.cos(0.3)}, within(1e-15));
        assertThat(simulator
                        .differentiate(1, new double[] {0.3}, new double[0], new double[] {2})
                        .inputs())
                .containsExactly(new double[] {-2 * Math.sin(0.3)}, within(1e-15));
    }

    @Test
    void wireZeroIsTheMostSignificantBit() {
        var circuit = Circuit.onQubits(3).add(new Gate.Fixed(Gate.Fixed.Kind.X, 0));

        assertThat(new PlainSimulator(circuit.measureProbabilities()).run(new double[0], new double[0]))
                .containsExactly(0, 0, 0, 0, 1, 0, 0, 0);
    }

    @Test
    void probabilitiesOfSomeWiresAreMarginalInTheOrderGivenAndScaled() {
        var circuit =
                Circuit.onQubits(3).add(new Gate.Fixed(Gate.Fixed.Kind.X, 2)).hadamard(1);

        assertThat(new PlainSimulator(circuit.measure(new Readout.Probabilities(List.of(2, 0), 8)))
                        .run(new double[0], new double[0]))
                .containsExactly(new double[] {0, 0, 8, 0}, within(1e-14));
    }

    @Test
    void aPauliStringIsTheExpectationOfItsProduct() {
        var bell = Circuit.onQubits(2).hadamard(0).cnot(0, 1);

        assertThat(expectation(bell.measure(new Readout.PauliString("XX")))).isCloseTo(1, within(1e-15));
        assertThat(expectation(bell.measure(new Readout.PauliString("YY")))).isCloseTo(-1, within(1e-15));
        assertThat(expectation(bell.measure(new Readout.PauliString("ZZ")))).isCloseTo(1, within(1e-15));
        assertThat(expectation(bell.measure(new Readout.PauliString("XI")))).isCloseTo(0, within(1e-15));
        assertThat(expectation(bell.measure(new Readout.PauliString("II")))).isCloseTo(1, within(1e-15));
    }

    @Test
    void countsTheOnesOfTheLikeliestState() {
        var circuit = Circuit.onQubits(3);
        circuit.rotate(Axis.Y, 0, Angle.of(2)).rotate(Axis.Y, 1, Angle.of(2)).rotate(Axis.Y, 2, Angle.of(1));

        assertThat(expectation(circuit.measure(new Readout.OnesInLikeliest()))).isEqualTo(2);
    }

    @Test
    void theLowestOfEquallyLikelyStatesCountsDespiteRounding() {
        var circuit = Circuit.onQubits(3);
        circuit.rotate(Axis.X, 0, Angle.of(Math.PI / 2)).hadamard(1).rotate(Axis.Y, 2, Angle.of(-Math.PI / 2));
        for (int wire = 0; wire < 3; wire++) {
            circuit.add(new Gate.Fixed(Gate.Fixed.Kind.X, wire));
        }
        double[] probabilities = new PlainSimulator(circuit.measureProbabilities()).run(new double[0], new double[0]);

        // Equal on paper; here the first happens to come out a little smaller than the next.
        assertThat(probabilities[0]).isLessThan(probabilities[1]);
        assertThat(expectation(circuit.measure(new Readout.OnesInLikeliest()))).isZero();
    }

    @Test
    void theNumberOfOnesHasNoGradient() {
        var simulator = new PlainSimulator(Circuit.onQubits(2).measure(new Readout.OnesInLikeliest()));

        assertThatThrownBy(() -> simulator.differentiate(1, new double[0], new double[0], new double[1]))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("The number of ones in the likeliest state jumps, so it has no gradient.");
    }

    @Test
    void refusesArraysThatDoNotFit() {
        var draft = Circuit.onQubits(2);
        draft.rotate(Axis.X, 0, draft.nextInput()).rotate(Axis.X, 1, draft.nextWeight());
        var simulator = new PlainSimulator(draft.measurePauliZ());

        assertThatThrownBy(() -> simulator.run(3, new double[2], new double[1]))
                .hasMessage("3 samples of 1 inputs are 3 values, not 2.");
        assertThatThrownBy(() -> simulator.run(3, new double[3], new double[4]))
                .hasMessage("The circuit has 1 weights, not 4.");
        assertThatThrownBy(() -> simulator.differentiate(3, new double[3], new double[1], new double[5]))
                .hasMessage("3 samples of 2 outputs are 6 slopes, not 5.");
    }

    @Test
    void aVectorWithoutLengthBecomesTheUniformStateWithoutAGradient() {
        var simulator = new PlainSimulator(Circuit.onQubits(2).loadAmplitudes(3).measureProbabilities());
        double[] inputs = {0, 1e-13, 0};

        assertThat(simulator.run(inputs, new double[0]))
                .containsExactly(new double[] {0.25, 0.25, 0.25, 0.25}, within(1e-15));
        assertThat(simulator
                        .differentiate(1, inputs, new double[0], new double[] {1, 2, 3, 4})
                        .inputs())
                .containsExactly(0, 0, 0);
    }

    @Test
    void aFourierTransformAndItsInverseCancel() {
        double[] re = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.2, 0.2};
        double[] im = new double[8];
        im[3] = 0.1;
        var wires = List.of(2, 0, 1);
        var circuit = Circuit.onQubits(3)
                .add(new Gate.Fourier(wires, false))
                .add(new Gate.Fourier(wires, true))
                .measurePauliZ();

        double[][] state = new PlainSimulator(circuit).stateFrom(re, im, new double[0], new double[0]);

        assertThat(state[0]).containsExactly(re, within(1e-15));
        assertThat(state[1]).containsExactly(im, within(1e-15));
    }

    @Test
    void keepsTheLengthOfTheState() {
        for (int qubits = 1; qubits <= 5; qubits++) {
            var circuit = RandomCircuit.withEveryGate(qubits, new Readout.ZThenX(), qubits);
            double[][] state = new PlainSimulator(circuit)
                    .state(RandomCircuit.values(circuit.inputs(), 1), RandomCircuit.values(circuit.weights(), 2));

            double squares = Arrays.stream(state)
                    .flatMapToDouble(Arrays::stream)
                    .map(a -> a * a)
                    .sum();
            assertThat(squares).isCloseTo(1, within(1e-13));
        }
    }

    static List<Circuit> circuits() {
        var circuits = new ArrayList<Circuit>();
        for (int qubits = 1; qubits <= 4; qubits++) {
            for (Readout readout : RandomCircuit.smoothReadouts(qubits)) {
                if (!(qubits == 1 && readout instanceof Readout.Probabilities)) {
                    circuits.add(RandomCircuit.withEveryGate(qubits, readout, 10 + qubits));
                    circuits.add(RandomCircuit.withAmplitudes(qubits, readout, 20 + qubits));
                }
            }
        }
        return circuits;
    }

    @ParameterizedTest(name = "circuit {index}")
    @MethodSource("circuits")
    void gradientsAreTheLimitOfFiniteDifferences(Circuit circuit) {
        var simulator = new PlainSimulator(circuit);
        double[] inputs = RandomCircuit.values(circuit.inputs(), 31);
        double[] weights = RandomCircuit.values(circuit.weights(), 32);
        double[] slopes = RandomCircuit.values(circuit.outputs(), 33);

        var gradient = simulator.differentiate(1, inputs, weights, slopes);

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
    void gradientsEqualTheParameterShiftOfEveryGateWithTwoEigenvalues() {
        var draft = Circuit.onQubits(3);
        for (Axis axis : Axis.values()) {
            draft.rot(0, draft.nextWeight(), draft.nextWeight(), draft.nextWeight());
            draft.u3(1, draft.nextWeight(), draft.nextWeight(), draft.nextWeight());
            draft.rotate(axis, 2, draft.nextWeight());
            draft.add(new Gate.PairRotation(axis, 2, 0, draft.nextWeight()));
            draft.controlledPhase(0, 1, draft.nextWeight());
            draft.phase(2, draft.nextWeight());
        }
        var circuit = draft.measure(new Readout.ZThenX());
        var simulator = new PlainSimulator(circuit);
        double[] weights = RandomCircuit.values(circuit.weights(), 41);
        double[] slopes = RandomCircuit.values(circuit.outputs(), 42);

        double[] gradient =
                simulator.differentiate(1, new double[0], weights, slopes).weights();

        for (int i = 0; i < weights.length; i++) {
            double shifted =
                    FiniteDifferences.difference(simulator, weights, i, Math.PI / 2, new double[0], weights, slopes)
                            / 2;
            assertThat(gradient[i]).isCloseTo(shifted, within(1e-13));
        }
    }

    @Test
    void gradientsEqualTheFourTermShiftOfControlledRotations() {
        var draft = Circuit.onQubits(2);
        draft.hadamard(0).rotate(Axis.Y, 1, Angle.of(0.4));
        for (Axis axis : Axis.values()) {
            draft.add(new Gate.ControlledRotation(axis, 0, 1, draft.nextWeight()));
            draft.add(new Gate.ControlledRotation(axis, 1, 0, draft.nextWeight()));
        }
        var circuit = draft.measure(new Readout.ZThenX());
        var simulator = new PlainSimulator(circuit);
        double[] weights = RandomCircuit.values(circuit.weights(), 43);
        double[] slopes = RandomCircuit.values(circuit.outputs(), 44);
        double root = Math.sqrt(2);

        double[] gradient =
                simulator.differentiate(1, new double[0], weights, slopes).weights();

        for (int i = 0; i < weights.length; i++) {
            double near =
                    FiniteDifferences.difference(simulator, weights, i, Math.PI / 2, new double[0], weights, slopes);
            double far = FiniteDifferences.difference(
                    simulator, weights, i, 3 * Math.PI / 2, new double[0], weights, slopes);
            double shifted = ((root + 1) * near - (root - 1) * far) / (4 * root);
            assertThat(gradient[i]).isCloseTo(shifted, within(1e-13));
        }
    }

    @ParameterizedTest(name = "circuit {index}")
    @MethodSource("circuits")
    void aBatchIsItsSamplesAndItsWeightGradientTheirSum(Circuit circuit) {
        var simulator = new PlainSimulator(circuit);
        int batch = 3;
        double[] inputs = RandomCircuit.values(batch * circuit.inputs(), 51);
        double[] weights = RandomCircuit.values(circuit.weights(), 52);
        double[] slopes = RandomCircuit.values(batch * circuit.outputs(), 53);

        double[] outputs = simulator.run(batch, inputs, weights);
        var gradient = simulator.differentiate(batch, inputs, weights, slopes);

        var sum = new double[circuit.weights()];
        for (int i = 0; i < batch; i++) {
            double[] sample = row(inputs, i, circuit.inputs());
            assertThat(row(outputs, i, circuit.outputs())).isEqualTo(simulator.run(sample, weights));
            var single = simulator.differentiate(1, sample, weights, row(slopes, i, circuit.outputs()));
            assertThat(row(gradient.inputs(), i, circuit.inputs())).isEqualTo(single.inputs());
            for (int k = 0; k < sum.length; k++) {
                sum[k] += single.weights()[k];
            }
        }
        assertThat(gradient.weights()).containsExactly(sum, within(1e-13));
    }

    private static double expectation(Circuit circuit) {
        return new PlainSimulator(circuit).run(new double[0], new double[0])[0];
    }

    private static double[] row(double[] rows, int index, int width) {
        return Arrays.copyOfRange(rows, index * width, (index + 1) * width);
    }
}
