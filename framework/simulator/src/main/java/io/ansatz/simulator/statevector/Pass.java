package io.ansatz.simulator.statevector;

import java.util.ArrayList;
import java.util.List;

/**
 * Rotations that are carried out together, so that each amplitude is fetched once for all of them: the rows that belong together
 * are a base and all it becomes when any of the columns are flipped in it.
 *
 * @param bases the rows of even parity under every rotation, rising
 */
public record Pass(int[] bases, int[] columns, int[] slots) {

    /** Splits a group into passes of at most {@code most} rotations over {@code 2^bits} rows, all of about the same size. */
    static List<Pass> of(int bits, int most, List<Plan.Rotation> rotations) {
        var passes = new ArrayList<Pass>();
        int count = (rotations.size() + most - 1) / most;
        for (int i = 0; i < count; i++) {
            List<Plan.Rotation> together =
                    rotations.subList(i * rotations.size() / count, (i + 1) * rotations.size() / count);
            passes.add(new Pass(
                    bases(bits, together),
                    together.stream().mapToInt(Plan.Rotation::column).toArray(),
                    together.stream().mapToInt(Plan.Rotation::slot).toArray()));
        }
        return passes;
    }

    private static int[] bases(int bits, List<Plan.Rotation> rotations) {
        var bases = new int[1 << (bits - rotations.size())];
        int count = 0;
        for (int k = 0; k < 1 << bits; k++) {
            boolean even = true;
            for (Plan.Rotation one : rotations) {
                even &= (Integer.bitCount(k & one.row()) & 1) == 0;
            }
            if (even) {
                bases[count++] = k;
            }
        }
        return bases;
    }
}
