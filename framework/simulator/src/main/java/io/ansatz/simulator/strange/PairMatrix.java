package io.ansatz.simulator.strange;

import org.redfx.strange.Complex;
import org.redfx.strange.gate.TwoQubitGate;

/** Any unitary on two qubits, which Strange does not offer; the first qubit is the most significant. */
final class PairMatrix extends TwoQubitGate {

    private final Complex[][] matrix;

    PairMatrix(int first, int second, Complex[][] matrix) {
        super(first, second);
        this.matrix = matrix;
    }

    @Override
    public Complex[][] getMatrix() {
        return matrix;
    }
}
