package io.ansatz.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.simulator.PlainSimulator;
import io.ansatz.simulator.Simulator;
import org.junit.jupiter.api.Test;

class TwinSimulatorTest {

    private static final double[] INPUT = {0.3};
    private static final double[] WEIGHT = {0.4};
    private static final double[] SLOPE = {1};

    @Test
    void saysWhatBothSimulatorsSay() {
        var simulator = new TwinSimulator(rotations(Axis.Y));

        assertThat(simulator.circuit()).isEqualTo(rotations(Axis.Y));
        assertThat(simulator.run(INPUT, WEIGHT)).containsExactly(new double[] {Math.cos(0.7)}, within(1e-12));
        var gradient = simulator.differentiate(1, INPUT, WEIGHT, SLOPE);
        assertThat(gradient.inputs()).containsExactly(new double[] {-Math.sin(0.7)}, within(1e-12));
        assertThat(gradient.weights()).containsExactly(new double[] {-Math.sin(0.7)}, within(1e-12));
    }

    @Test
    void failsWhenTheyDiffer() {
        Simulator simulator =
                new TwinSimulator(new PlainSimulator(rotations(Axis.Y)), new PlainSimulator(rotations(Axis.X)));

        assertThatThrownBy(() -> simulator.run(INPUT, WEIGHT))
                .isInstanceOf(Breach.class)
                .hasMessageMatching("The output 0 is \\S+ on the fast simulator, and \\S+ on the readable one\\.");
        assertThatThrownBy(() -> simulator.differentiate(1, INPUT, WEIGHT, SLOPE))
                .isInstanceOf(Breach.class)
                .hasMessageStartingWith("The slope along input 0 is ");
    }

    /** RY by the input, then a rotation by the weight. */
    private static Circuit rotations(Axis second) {
        var circuit = Circuit.onQubits(1);
        circuit.rotate(Axis.Y, 0, circuit.nextInput());
        circuit.rotate(second, 0, circuit.nextWeight());
        return circuit.measurePauliZ();
    }
}
