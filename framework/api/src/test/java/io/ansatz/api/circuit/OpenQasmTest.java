package io.ansatz.api.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How a program looks; that it means the circuit is tested beside the simulator. */
class OpenQasmTest {

    private static final double[] NONE = {};

    @Test
    void version2IsBoundToInputsAndWeights() {
        assertThat(new OpenQasm(everyAngle()).version2(new double[] {0.1, Math.PI / 2}, new double[] {2, 0.25}))
                .isEqualTo("""
                        OPENQASM 2.0;
                        include "qelib1.inc";

                        // Wire i is q[i]; q[0] is the most significant bit of a basis state.
                        // x = [0.1, 1.5707963267948966]
                        // w = [2.0, 0.25]
                        qreg q[2];
                        creg c[2];

                        ry(0.1) q[0];
                        ry(pi/2) q[1];
                        u3(-1.0, -3*pi/4, 0.25) q[0];
                        cx q[0], q[1];
                        u1(pi/4) q[1];
                        rx(0.45) q[0];
                        rx(0.2) q[1];

                        // Output i is the mean of (-1)^c[i].
                        measure q[0] -> c[0];
                        measure q[1] -> c[1];
                        """);
    }

    @Test
    void version3HasAParameterForEveryInputAndWeight() {
        assertThat(new OpenQasm(everyAngle()).version3()).isEqualTo("""
                        OPENQASM 3.0;
                        include "stdgates.inc";

                        // Wire i is q[i]; q[0] is the most significant bit of a basis state.
                        input float[64] x0;
                        input float[64] x1;
                        input float[64] w0;
                        input float[64] w1;
                        qubit[2] q;
                        bit[2] c;

                        ry(x0) q[0];
                        ry(x1) q[1];
                        u3(-0.5 * w0, -3*pi/4, w1) q[0];
                        cx q[0], q[1];
                        p(pi * w1) q[1];
                        rx(w0 * x0 + w1) q[0];
                        rx(w0 * x0) q[1];

                        // Output i is the mean of (-1)^c[i].
                        c[0] = measure q[0];
                        c[1] = measure q[1];
                        """);
    }

    @Test
    void whatVersion2LacksIsMadeOfWhatItHas() {
        Gate rotation = new Gate.ControlledRotation(Axis.Y, 0, 1, Angle.of(0.5));

        assertThat(gates2(rotation)).containsExactly("rx(pi/2) q[1];", "crz(0.5) q[0], q[1];", "rx(-pi/2) q[1];");
        assertThat(gates3(rotation)).containsExactly("cry(0.5) q[0], q[1];");
        assertThat(gates2(new Gate.Swap(0, 1))).containsExactly("cx q[0], q[1];", "cx q[1], q[0];", "cx q[0], q[1];");
        assertThat(gates3(new Gate.Swap(0, 1))).containsExactly("swap q[0], q[1];");
        assertThat(gates3(new Gate.PairRotation(Axis.X, 0, 1, Angle.of(0.5))))
                .containsExactly(
                        "h q[0];",
                        "h q[1];",
                        "cx q[0], q[1];",
                        "rz(0.5) q[1];",
                        "cx q[0], q[1];",
                        "h q[0];",
                        "h q[1];");
    }

    @Test
    void theFourierTransformIsItsTextbookCircuit() {
        assertThat(gates3(new Gate.Fourier(List.of(0, 1, 2), false)))
                .containsExactly(
                        "h q[0];",
                        "cp(pi/2) q[1], q[0];",
                        "cp(pi/4) q[2], q[0];",
                        "h q[1];",
                        "cp(pi/2) q[2], q[1];",
                        "h q[2];",
                        "swap q[0], q[2];");
        assertThat(gates2(new Gate.Fourier(List.of(1, 0), true)))
                .containsExactly(
                        "cx q[1], q[0];",
                        "cx q[0], q[1];",
                        "cx q[1], q[0];",
                        "h q[0];",
                        "cu1(-pi/2) q[0], q[1];",
                        "h q[1];");
    }

    @Test
    void amplitudesBecomeRotationsWhereNumbersAreKnown() {
        Circuit circuit = Circuit.onQubits(2).loadAmplitudes(4).measureProbabilities();

        assertThat(new OpenQasm(circuit).version2(new double[] {1, 0, 0, -1}, NONE))
                .contains("\nry(pi/2) q[0];\nry(-pi/2) q[1];\ncx q[0], q[1];\nry(pi/2) q[1];\ncx q[0], q[1];\n");
        assertThatThrownBy(new OpenQasm(circuit)::version3)
                .hasMessage("The circuit loads its inputs as amplitudes, and OpenQASM 3 has no parameters for these."
                        + " OpenQASM 2 for given inputs can be written.");
    }

    @Test
    void eachReadOutSaysHowItsOutputsFollowFromTheBits() {
        assertThat(measurement(new Readout.ZThenX())).isEqualTo("""
                        // Output i is the mean of (-1)^c[i]. The outputs from 3 on are X of each wire:
                        // for them, run the program again with "h q;" in place of this line.
                        c[0] = measure q[0];
                        c[1] = measure q[1];
                        c[2] = measure q[2];
                        """);
        assertThat(measurement(new Readout.Probabilities(List.of(2, 0), 4))).isEqualTo("""
                        // Output k is 4.0 times the probability that c reads k, with c[0] as the most significant bit.
                        c[0] = measure q[2];
                        c[1] = measure q[0];
                        """);
        assertThat(measurement(new Readout.PauliString("XIY"))).isEqualTo("""
                        h q[0];
                        rx(pi/2) q[2];

                        // The output is the mean of XIY, +1 for an even number of ones in c and -1 for an odd one.
                        c[0] = measure q[0];
                        c[1] = measure q[2];
                        """);
        assertThat(measurement(new Readout.PauliString("III"))).isEqualTo("""
                        // The output is 1, whatever the state.
                        """);
        assertThat(measurement(new Readout.OnesInLikeliest())).startsWith("""
                        // The output is the number of ones in the likeliest c.
                        c[0] = measure q[0];
                        """);
    }

    @Test
    void refusesValuesThatDoNotFit() {
        var program = new OpenQasm(everyAngle());

        assertThatThrownBy(() -> program.version2(new double[1], new double[2]))
                .hasMessage("The circuit has 2 inputs, not 1.");
        assertThatThrownBy(() -> program.version2(new double[2], new double[3]))
                .hasMessage("The circuit has 2 weights, not 3.");
        assertThatThrownBy(() -> program.version2(new double[] {Double.NaN, 0}, new double[2]))
                .hasMessage("An angle of NaN cannot be written in OpenQASM.");
    }

    private static Circuit everyAngle() {
        var draft = Circuit.onQubits(2);
        draft.rotate(Axis.Y, 0, draft.nextInput()).rotate(Axis.Y, 1, draft.nextInput());
        int scale = draft.newWeight(Start.anyAngle());
        int shift = draft.newWeight(Start.anyAngle());
        return draft.rot(0, Angle.weight(shift), new Angle.Weight(scale, -0.5), Angle.of(-3 * Math.PI / 4))
                .cnot(0, 1)
                .phase(1, new Angle.Weight(shift, Math.PI))
                .rotate(Axis.X, 0, new Angle.WeightedInput(scale, 0, shift))
                .rotate(Axis.X, 1, new Angle.ScaledInput(scale, 0))
                .measurePauliZ();
    }

    private static List<String> gates2(Gate gate) {
        return gates(new OpenQasm(alone(gate)).version2(NONE, NONE));
    }

    private static List<String> gates3(Gate gate) {
        return gates(new OpenQasm(alone(gate)).version3());
    }

    private static Circuit alone(Gate gate) {
        return Circuit.onQubits(3).add(gate).measurePauliZ();
    }

    /** The second paragraph from the end. */
    private static List<String> gates(String program) {
        String[] paragraphs = program.split("\n\n");
        return paragraphs[paragraphs.length - 2].lines().toList();
    }

    private static String measurement(Readout readout) {
        String program = new OpenQasm(Circuit.onQubits(3).measure(readout)).version3();
        return program.substring(program.indexOf("\n\n", program.indexOf("qubit[3]")))
                .stripLeading();
    }
}
