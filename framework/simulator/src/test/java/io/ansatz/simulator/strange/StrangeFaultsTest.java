package io.ansatz.simulator.strange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.redfx.strange.Complex;
import org.redfx.strange.Gate;
import org.redfx.strange.Program;
import org.redfx.strange.Step;
import org.redfx.strange.gate.Hadamard;
import org.redfx.strange.gate.Identity;
import org.redfx.strange.gate.RotationY;
import org.redfx.strange.gate.RotationZ;
import org.redfx.strange.gate.SingleQubitMatrixGate;
import org.redfx.strange.gate.Toffoli;
import org.redfx.strange.gate.X;
import org.redfx.strange.local.SimpleQuantumExecutionEnvironment;

/**
 * What is wrong in Strange 0.1.3 and what the adapter does about it. A test that fails here is good news: a newer
 * Strange has mended the fault, and the way round it can go.
 */
class StrangeFaultsTest {

    /** H RZ(pi) H is X up to a phase, so the qubit should be 1; hence RZ is a matrix in the adapter. */
    @Test
    void rotationAboutZIsOnlyAGlobalPhase() {
        Complex[] state = run(1, new Hadamard(0), new RotationZ(Math.PI, 0), new Hadamard(0));

        assertThat(state[1].abssqr()).isCloseTo(0, within(1e-6));
    }

    /** Hence a Toffoli gate is made of CNOT, H and phases in the adapter. */
    @Test
    void toffoliIsWrongForNineOrdersOfFourQubits() {
        assertThat(wrongToffolis())
                .containsExactly("0 2 1", "0 3 2", "1 0 2", "1 3 2", "2 0 1", "2 0 3", "2 1 3", "3 0 2", "3 1 2");
    }

    /** The draw walks along the probabilities until they exceed a random number, and past their end if they never do. */
    @Test
    void theUnaskedDrawOverrunsWhenProbabilitiesSumToLessThanTheRandomNumber() {
        Complex[][] nothing = {{Complex.ZERO, Complex.ZERO}, {Complex.ZERO, Complex.ZERO}};

        assertThatThrownBy(() -> run(1, new SingleQubitMatrixGate(0, nothing)))
                .isInstanceOf(ArrayIndexOutOfBoundsException.class)
                .hasMessage("Index 2 out of bounds for length 2");
    }

    /** Hence the adapter divides by the sum of the squares. */
    @Test
    void amplitudesHaveSinglePrecision() throws NoSuchFieldException {
        assertThat(Complex.class.getField("r").getType()).isEqualTo(float.class);
    }

    /** Hence wire 0 becomes the last qubit in the adapter. */
    @Test
    void qubitZeroIsTheLeastSignificantBit() {
        assertThat(run(2, new X(0))[1].abssqr()).isEqualTo(1);
    }

    /** Hence every program of the adapter begins with an identity. */
    @Test
    void aProgramWithoutGatesFails() {
        assertThatThrownBy(() -> run(1)).isInstanceOf(ArrayIndexOutOfBoundsException.class);
    }

    private static List<String> wrongToffolis() {
        var wrong = new ArrayList<String>();
        Complex[] before = run(4, differentAmplitudes());
        for (int first = 0; first < 4; first++) {
            for (int second = 0; second < 4; second++) {
                for (int target = 0; target < 4; target++) {
                    if (first == second || first == target || second == target) {
                        continue;
                    }
                    var gates = new ArrayList<>(List.of(differentAmplitudes()));
                    gates.add(new Toffoli(first, second, target));
                    if (!isToffoli(before, run(4, gates.toArray(Gate[]::new)), first, second, target)) {
                        wrong.add(first + " " + second + " " + target);
                    }
                }
            }
        }
        return wrong;
    }

    private static boolean isToffoli(Complex[] before, Complex[] after, int first, int second, int target) {
        for (int k = 0; k < before.length; k++) {
            boolean both = (k >> first & 1) == 1 && (k >> second & 1) == 1;
            if (Math.abs(after[both ? k ^ 1 << target : k].r - before[k].r) > 1e-5) {
                return false;
            }
        }
        return true;
    }

    private static Gate[] differentAmplitudes() {
        return new Gate[] {
            new RotationY(0.3, 0), new RotationY(0.5, 1), new RotationY(0.8, 2), new RotationY(1.1, 3), new Identity(0)
        };
    }

    private static Complex[] run(int qubits, Gate... gates) {
        var program = new Program(qubits);
        for (Gate gate : gates) {
            program.addStep(new Step(gate));
        }
        return new SimpleQuantumExecutionEnvironment().runProgram(program).getProbability();
    }
}
