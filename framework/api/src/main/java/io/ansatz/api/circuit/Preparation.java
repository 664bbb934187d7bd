package io.ansatz.api.circuit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rotations about Y and CNOTs that take {@code |0...0>} to given real amplitudes: each wire is turned by how the weight
 * divides between its two values, for each value of the wires before it (M. Möttönen et al., 2005,
 * arXiv:quant-ph/0407010).
 */
final class Preparation {

    private final List<Gate> gates = new ArrayList<>();

    private Preparation() {}

    static List<Gate> of(double[] amplitudes) {
        int qubits = Integer.numberOfTrailingZeros(amplitudes.length);
        var angles = new double[qubits][];
        double[] parts = amplitudes;
        for (int wire = qubits - 1; wire >= 0; wire--) {
            angles[wire] = new double[parts.length / 2];
            var wholes = new double[parts.length / 2];
            for (int k = 0; k < wholes.length; k++) {
                // Only on the last wire are the parts signed; there the angle takes the signs in.
                angles[wire][k] = 2 * Math.atan2(parts[2 * k + 1], parts[2 * k]);
                wholes[k] = Math.hypot(parts[2 * k], parts[2 * k + 1]);
            }
            parts = wholes;
        }
        var preparation = new Preparation();
        for (int wire = 0; wire < qubits; wire++) {
            preparation.rotate(angles[wire], 0, wire);
        }
        return List.copyOf(preparation.gates);
    }

    /**
     * RY on the target by the angle that the wires from {@code control} to the target select. The first of them selects
     * between halves a and b: a CNOT on either side turns a rotation round, so (a + b)/2 and (a - b)/2 add up to either.
     */
    private void rotate(double[] angles, int control, int target) {
        if (control == target) {
            if (angles[0] != 0) {
                gates.add(new Gate.Rotation(Axis.Y, target, Angle.of(angles[0])));
            }
            return;
        }
        int half = angles.length / 2;
        var mean = new double[half];
        var difference = new double[half];
        for (int k = 0; k < half; k++) {
            mean[k] = (angles[k] + angles[half + k]) / 2;
            difference[k] = (angles[k] - angles[half + k]) / 2;
        }
        rotate(mean, control + 1, target);
        if (Arrays.stream(difference).anyMatch(angle -> angle != 0)) {
            gates.add(new Gate.Cnot(control, target));
            rotate(difference, control + 1, target);
            gates.add(new Gate.Cnot(control, target));
        }
    }
}
