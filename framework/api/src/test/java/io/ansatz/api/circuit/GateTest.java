package io.ansatz.api.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final double[] IDENTITY = {1, 0, 0, 1};

    @Test
    void listsControlsFirst() {
        assertThat(new Gate.Toffoli(3, 1, 2).wires()).containsExactly(3, 1, 2);
        assertThat(new Gate.ControlledRotation(Axis.X, 2, 0, Angle.of(1)).wires())
                .containsExactly(2, 0);
        assertThat(new Gate.Toffoli(3, 1, 2).symbols()).containsExactly("●", "●", "X");
    }

    @Test
    void listsAnglesInTheOrderOfTheDefinition() {
        var angles = List.of(Angle.weight(0), Angle.weight(1), Angle.weight(2));

        assertThat(new Gate.Rot(0, angles.get(0), angles.get(1), angles.get(2)).angles())
                .isEqualTo(angles);
        assertThat(new Gate.U3(0, angles.get(0), angles.get(1), angles.get(2)).angles())
                .isEqualTo(angles);
        assertThat(new Gate.Cnot(0, 1).angles()).isEmpty();
    }

    @Test
    void acceptsAUnitaryAndKeepsItsOwnCopy() {
        double[] real = {0.6, 0, 0, 0.6};
        var gate = new Gate.Unitary("U", List.of(0), real, new double[] {0, 0.8, 0.8, 0});
        real[0] = 9;

        assertThat(gate.real()).containsExactly(0.6, 0, 0, 0.6);
    }

    @Test
    void saysHadamardAndCnotInSimplerGates() {
        double root = Math.sqrt(0.5);
        var hadamard = new Gate.Unitary("H", List.of(1), new double[] {root, root, root, -root}, new double[4]);
        double[] flip = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0};
        var cnot = new Gate.Unitary("CNOT", List.of(2, 0), flip, new double[16]);

        assertThat(hadamard.inSimplerGates())
                .containsExactly(
                        new Gate.Rotation(Axis.Z, 1, Angle.of(Math.PI)),
                        new Gate.Rotation(Axis.Y, 1, Angle.of(Math.PI / 2)));
        assertThat(cnot.inSimplerGates())
                .containsExactly(
                        new Gate.Phase(2, Angle.of(Math.PI / 2)),
                        new Gate.ControlledRotation(Axis.Z, 2, 0, Angle.of(Math.PI)),
                        new Gate.ControlledRotation(Axis.Y, 2, 0, Angle.of(Math.PI)));
    }

    @Test
    void refusesAMatrixThatIsNotUnitary() {
        assertThatThrownBy(() -> new Gate.Unitary("M", List.of(0), new double[] {1, 0, 0, 1.1}, new double[4]))
                .hasMessage("The matrix 'M' is not unitary: U U* differs from 1 by 2.1e-01.");
        assertThatThrownBy(() -> new Gate.Unitary("M", List.of(0), new double[] {1, 0, 0, Double.NaN}, new double[4]))
                .hasMessage("The matrix 'M' is not unitary: U U* differs from 1 by NaN.");
        // Rows of length 1 that are not orthogonal: only the conjugate in U U* tells.
        assertThatThrownBy(() -> new Gate.Unitary(
                        "M", List.of(0), new double[] {0.6, 0, 0, 0.6}, new double[] {0, 0.8, -0.8, 0}))
                .hasMessage("The matrix 'M' is not unitary: U U* differs from 1 by 9.6e-01.");
    }

    @Test
    void refusesAMatrixOfTheWrongSize() {
        assertThatThrownBy(() -> new Gate.Unitary("M", List.of(0, 1), IDENTITY, new double[4]))
                .hasMessage("The unitary 'M' on 2 wires needs 16 entries, not 4 and 4.");
        assertThatThrownBy(() -> new Gate.Unitary("M", List.of(0, 1, 2), new double[64], new double[64]))
                .hasMessage("The unitary 'M' acts on one or two wires, not 3.");
        assertThatThrownBy(() -> new Gate.Unitary("M", List.of(), new double[1], new double[1]))
                .hasMessage("The unitary 'M' acts on one or two wires, not 0.");
    }

    @Test
    void refusesMoreAmplitudesThanThereAreStates() {
        assertThatThrownBy(() -> new Gate.Amplitudes(List.of(0, 1), 5, 0))
                .hasMessage("2 wires hold 4 amplitudes, not 5.");
        assertThatThrownBy(() -> new Gate.Amplitudes(List.of(0, 1), 0, 0))
                .hasMessage("2 wires hold 4 amplitudes, not 0.");
    }

    @Test
    void refusesReadOutsOfNothing() {
        assertThatThrownBy(() -> new Readout.PauliZ(List.of())).hasMessage("A read-out of Z needs at least one wire.");
        assertThatThrownBy(() -> new Readout.Probabilities(List.of(), 1))
                .hasMessage("A read-out of probabilities needs at least one wire.");
        assertThatThrownBy(() -> new Readout.PauliString("XQ"))
                .hasMessage("A Pauli string is made of the letters I, X, Y and Z, not 'XQ'.");
    }

    @Test
    void refusesStartsThatAreNoDistribution() {
        assertThatThrownBy(() -> new Start.Uniform(2, 1)).hasMessage("A weight cannot start between 2.0 and 1.0.");
        assertThatThrownBy(() -> new Start.Normal(0, -1)).hasMessage("A weight cannot start with deviation -1.0.");
    }
}
