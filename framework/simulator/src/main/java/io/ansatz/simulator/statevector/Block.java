package io.ansatz.simulator.statevector;

/**
 * A few state vectors, and what can be done to them: the inner loops of the simulator, behind an interface so that plain Java and
 * vector instructions can both do them.
 *
 * <p>A state is a table of amplitudes, {@code rows} by {@code lanes}. Either every lane is a circuit of its own and a row is a basis
 * state, or one circuit fills it all and the lanes are the lowest bits of its basis states. Beside the states there are tables of
 * phases, a pair of shears per slot, and one real value per row and lane. Numbers cross this border as doubles.
 *
 * <p>A block belongs to one thread at a time. Nothing here allocates.
 */
public interface Block {

    /**
     * The size of a block.
     *
     * @param rows how many rows a state has
     * @param laneBits how many of the lowest bits of a basis state the lanes are; 0 if every lane is a circuit of its own
     * @param lanes how many lanes a row has
     * @param states how many states there are
     * @param tables how many tables of phases there are
     * @param slots how many angles there are
     */
    record Shape(int rows, int laneBits, int lanes, int states, int tables, int slots) {

        /** How many numbers a block of this size holds. */
        long numbers() {
            long rowsAndLanes = (long) rows * lanes;
            long tableEntries = laneBits == 0 ? rows : rowsAndLanes;
            return 2 * states * rowsAndLanes + 2 * tables * tableEntries + rowsAndLanes + 2L * slots * lanes;
        }

        /** Whether one circuit fills the block. */
        public boolean wide() {
            return laneBits > 0;
        }
    }

    /** Sets the shears of a slot, lane by lane, from {@code from} on. */
    void turn(int slot, double[] t, double[] s, int from);

    /** Sets the shears of a slot, the same for all lanes. */
    void turn(int slot, double t, double s);

    /** Sets a piece of a table of phases: one per row, or in a wide block one per row and lane. */
    void table(int table, int first, double[] re, double[] im, int count);

    /** All amplitudes 0. */
    void clear(int state);

    /** Sets the real parts of some lanes of a row; the imaginary parts become 0. */
    void load(int state, int row, double[] values, int at, int stride, int count);

    /** Adds the real parts of some lanes of a row, times {@code factor}. */
    void addReal(int state, int row, double factor, double[] to, int at, int stride, int count);

    void copy(int from, int to);

    /**
     * Makes a product state of the real parts in row 0, by a rotation for each column. Amplitudes too small to matter become 0,
     * because arithmetic on denormal numbers is a hundred times slower.
     *
     * @param rows the row of each combination of columns, the first column being the lowest bit
     */
    void product(int state, int[] rows, int[] slots);

    /** Multiplies by a table of phases, or by its conjugate. */
    void diagonal(int from, int to, int table, boolean inverse);

    /** Multiplies by {@code exp(-i t/2 (-1)^parity(row & mask))} with the angle of a slot, or by its conjugate. */
    void phase(int state, int mask, int slot, boolean inverse);

    /** Rotates the pairs of a pass, for some of its bases, or back. */
    void rotate(int state, Pass pass, int from, int to, boolean inverse);

    /** Rotates pairs of lanes that differ by a bit, in some rows of a wide block, or back. */
    void rotateLanes(int state, int bit, int slot, int from, int to, boolean inverse);

    /** Adds the slope along the angle of each rotation in a pass, lane by lane, to the array of its slot. */
    void rotationSlopes(int state, int adjoint, Pass pass, int from, int to, double[][] slopes, int at);

    /** The same for a rotation of lanes; it is the sum over the lanes that counts. */
    void laneRotationSlopes(int state, int adjoint, int bit, int slot, int from, int to, double[][] slopes, int at);

    /**
     * Renames basis states in a wide block: the amplitude of a row and lane comes from index {@code rowOrigins[row] ^
     * laneOrigins[lane]}.
     */
    void rename(int from, int to, int[] rowOrigins, int[] laneOrigins);

    /** The values become {@code |amplitude|^2}. */
    void probabilities(int state);

    /** The values become {@code Im(conj(adjoint) amplitude)}, from which the slopes of phases are summed. */
    void overlap(int state, int adjoint);

    /**
     * {@link #diagonal} back on the adjoint, then {@link #overlap} with a state, which saves a walk over the adjoint; in a block
     * whose lanes are circuits.
     */
    void diagonalAndOverlap(int state, int adjoint, int table);

    /** Folds the values over their rows. */
    void fold(Parities parities);

    /** Unfolds the values over their rows: each becomes the signed sum of those at the places of the masks. */
    void unfold(Parities parities);

    /** Adds the values of a row, times {@code factor}. */
    void add(int row, double factor, double[] to, int at, int stride, int count);

    /** Sets the values of a row to 0. */
    void silence(int row);

    /** Adds to the values of a row, times {@code factor}. */
    void take(int row, double factor, double[] from, int at, int stride, int count);

    /** The adjoint becomes {@code 2 value amplitude}. */
    void seed(int state, int adjoint);

    /** Adds the expectation of an observable that flips bits; in a wide block to one number, else to one per lane. */
    void addExpectation(int state, Observable observable, double[] to, int at, int stride, int count);

    /** Adds {@code 2 slope P amplitude} to the adjoint; in a wide block with one slope, else with one per lane. */
    void pull(
            int state, int adjoint, Observable observable, double factor, double[] from, int at, int stride, int count);
}
