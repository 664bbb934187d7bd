package io.ansatz.simulator.noise;

import io.ansatz.simulator.LoweredCircuit;
import io.ansatz.simulator.StateVector;

/**
 * A Hermitian matrix over the basis states of some qubits, and what gates and channels do to it. Its elements are the
 * amplitudes of twice as many qubits, the row being the first half of the index, so a step of a circuit on the first
 * half multiplies the matrix from the left. {@code U A U*} then is {@code U (U A)*}: the step, the adjoint, the step again.
 */
final class DensityMatrix {

    /** The elements of a larger one no longer fit an int index; memory ends before. */
    static final int MOST_QUBITS = 15;

    private static final int TILE = 8;

    private final int qubits;
    private final StateVector elements;

    /** What one takes in memory. */
    static long bytes(int qubits) {
        return 2L * Double.BYTES << 2 * qubits;
    }

    DensityMatrix(int qubits) {
        this.qubits = qubits;
        elements = new StateVector(2 * qubits);
    }

    StateVector elements() {
        return elements;
    }

    void copyFrom(DensityMatrix other) {
        elements.copyFrom(other.elements.re, other.elements.im);
    }

    /** {@code |state><state|}. */
    void setProjector(StateVector state) {
        int size = 1 << qubits;
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                int at = row << qubits | column;
                elements.re[at] = state.re[row] * state.re[column] + state.im[row] * state.im[column];
                elements.im[at] = state.im[row] * state.re[column] - state.re[row] * state.im[column];
            }
        }
    }

    /** Zero outside the diagonal, and there some of these values. */
    void setDiagonal(double[] values, int from) {
        elements.clear();
        for (int k = 0; k < 1 << qubits; k++) {
            elements.re[diagonal(k)] = values[from + k];
        }
    }

    void readDiagonal(double[] values, int from) {
        for (int k = 0; k < 1 << qubits; k++) {
            values[from + k] = elements.re[diagonal(k)];
        }
    }

    void add(DensityMatrix other) {
        for (int at = 0; at < elements.re.length; at++) {
            elements.re[at] += other.elements.re[at];
            elements.im[at] += other.elements.im[at];
        }
    }

    /** Sets {@code product} to this matrix times the state. */
    void multiply(StateVector state, StateVector product) {
        int size = 1 << qubits;
        for (int row = 0; row < size; row++) {
            double sumRe = 0;
            double sumIm = 0;
            for (int column = 0; column < size; column++) {
                int at = row << qubits | column;
                sumRe += elements.re[at] * state.re[column] - elements.im[at] * state.im[column];
                sumIm += elements.re[at] * state.im[column] + elements.im[at] * state.re[column];
            }
            product.re[row] = sumRe;
            product.im[row] = sumIm;
        }
    }

    /**
     * {@code U A U*} for a few steps of a circuit in a row.
     *
     * @param walk through a circuit on a register of twice its qubits
     */
    void apply(LoweredCircuit.Walk walk, int firstStep, int endStep) {
        for (int step = firstStep; step < endStep; step++) {
            walk.apply(step, elements);
        }
        takeAdjoint();
        for (int step = firstStep; step < endStep; step++) {
            walk.apply(step, elements);
        }
    }

    /** {@code U* A U} for a few steps of a circuit in a row. */
    void undo(LoweredCircuit.Walk walk, int firstStep, int endStep) {
        for (int step = endStep - 1; step >= firstStep; step--) {
            walk.undo(step, elements);
        }
        takeAdjoint();
        for (int step = endStep - 1; step >= firstStep; step--) {
            walk.undo(step, elements);
        }
    }

    /** The channel on the wire of a bit. */
    void apply(Channel channel, int bit) {
        mix(bit, channel, 1 - channel.oneKept(), 1 - channel.zeroKept());
    }

    /** What the channel does to observables: {@code tr(M channel(rho)) = tr(pulledBack(M) rho)}. */
    void pullBack(Channel channel, int bit) {
        mix(bit, channel, 1 - channel.zeroKept(), 1 - channel.oneKept());
    }

    /**
     * Mixes the block where the bit is 0 and the one where it is 1, and damps the two blocks between them.
     *
     * @param zeroFromOne how much of the second block goes to the first
     * @param oneFromZero how much of the first block goes to the second
     */
    private void mix(int bit, Channel channel, double zeroFromOne, double oneFromZero) {
        int size = 1 << qubits;
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size && (row & bit) == 0; column++) {
                if ((column & bit) == 0) {
                    int zero = row << qubits | column;
                    int one = zero | bit << qubits | bit;
                    double keptRe = elements.re[zero];
                    double keptIm = elements.im[zero];
                    elements.re[zero] = channel.zeroKept() * keptRe + zeroFromOne * elements.re[one];
                    elements.im[zero] = channel.zeroKept() * keptIm + zeroFromOne * elements.im[one];
                    elements.re[one] = oneFromZero * keptRe + channel.oneKept() * elements.re[one];
                    elements.im[one] = oneFromZero * keptIm + channel.oneKept() * elements.im[one];
                    scale(zero | bit, channel.coherence());
                    scale(zero | bit << qubits, channel.coherence());
                }
            }
        }
    }

    private void scale(int at, double factor) {
        elements.re[at] *= factor;
        elements.im[at] *= factor;
    }

    /** Tile by tile: whole columns of a matrix whose width is a power of two compete for the same few lines of the cache. */
    private void takeAdjoint() {
        int size = 1 << qubits;
        for (int top = 0; top < size; top += TILE) {
            for (int left = 0; left <= top; left += TILE) {
                for (int row = top; row < Math.min(top + TILE, size); row++) {
                    for (int column = left; column < Math.min(left + TILE, row); column++) {
                        exchange(row << qubits | column, column << qubits | row);
                    }
                }
            }
        }
        for (int k = 0; k < size; k++) {
            elements.im[diagonal(k)] = -elements.im[diagonal(k)];
        }
    }

    /** Exchanges two elements and conjugates them. */
    private void exchange(int first, int second) {
        double keptRe = elements.re[first];
        double keptIm = elements.im[first];
        elements.re[first] = elements.re[second];
        elements.im[first] = -elements.im[second];
        elements.re[second] = keptRe;
        elements.im[second] = -keptIm;
    }

    private int diagonal(int k) {
        return k << qubits | k;
    }
}
