package io.ansatz.simulator.statevector;

/**
 * Where the wires of a circuit are to be found in the bits of a stored index. CNOT, SWAP and X only rename basis states, so
 * they change this and move no amplitude: the bit of a wire is the parity of the stored index under {@link #row}, flipped where
 * {@link #flipped} says so, and {@link #column} is what to flip in the stored index to flip that wire alone.
 */
final class Frame {

    private final int[] rows;
    private final int[] columns;
    private final boolean[] flipped;

    Frame(int qubits) {
        rows = new int[qubits];
        columns = new int[qubits];
        flipped = new boolean[qubits];
        for (int wire = 0; wire < qubits; wire++) {
            rows[wire] = 1 << (qubits - 1 - wire);
            columns[wire] = rows[wire];
        }
    }

    int row(int wire) {
        return rows[wire];
    }

    int column(int wire) {
        return columns[wire];
    }

    boolean flipped(int wire) {
        return flipped[wire];
    }

    void cnot(int control, int target) {
        rows[target] ^= rows[control];
        flipped[target] ^= flipped[control];
        columns[control] ^= columns[target];
    }

    void swap(int first, int second) {
        cnot(first, second);
        cnot(second, first);
        cnot(first, second);
    }

    void flip(int wire) {
        flipped[wire] ^= true;
    }
}
