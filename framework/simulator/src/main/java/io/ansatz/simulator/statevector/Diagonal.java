package io.ansatz.simulator.statevector;

import java.util.Arrays;
import java.util.List;

/** The phases of a layer that are known before the states are, multiplied out into one table. */
final class Diagonal {

    /** The table is made in pieces of this many bits, which stay in the cache. */
    private static final int PIECE_BITS = 11;

    private final List<Plan.Phase> phases;
    private final int pieceBits;
    private final int pieces;
    private final Parities parities;
    private final int[] group;
    private final double[] groupAngles;
    private final double[] phase;
    private final double[] re;
    private final double[] im;

    /** @param bits over how many bits of the index the table runs */
    Diagonal(int bits, List<Plan.Phase> phases) {
        this.phases = phases;
        pieceBits = Math.min(bits, PIECE_BITS);
        pieces = 1 << (bits - pieceBits);
        int size = 1 << pieceBits;
        int[] low = phases.stream()
                .mapToInt(phase -> phase.mask() & (size - 1))
                .distinct()
                .toArray();
        parities = Parities.of(pieceBits, low);
        group = phases.stream()
                .mapToInt(phase -> indexOf(low, phase.mask() & (size - 1)))
                .toArray();
        groupAngles = new double[low.length];
        phase = new double[size];
        re = new double[size];
        im = new double[size];
    }

    /** Fills the table for these angles, given by slot. */
    void fill(double[] angles, int table, Block block) {
        for (int piece = 0; piece < pieces; piece++) {
            Arrays.fill(groupAngles, 0);
            for (int i = 0; i < group.length; i++) {
                Plan.Phase phase = phases.get(i);
                boolean odd = (Integer.bitCount(phase.mask() & piece << pieceBits) & 1) == 1;
                groupAngles[group[i]] += (odd ? 0.5 : -0.5) * angles[phase.slot()];
            }
            for (int i = 0; i < groupAngles.length; i++) {
                phase[parities.place(i)] = groupAngles[i];
            }
            unfold();
            Shears.circle(phase, re, im, re.length);
            block.table(table, piece << pieceBits, re, im, re.length);
        }
    }

    private void unfold() {
        for (int i = parities.folds().size() - 1; i >= 0; i--) {
            Parities.Fold fold = parities.folds().get(i);
            int first = fold.first();
            int half = fold.half();
            switch (fold.kind()) {
                case BOTH -> {
                    for (int k = first; k < first + half; k++) {
                        double sum = phase[k] + phase[k + half];
                        phase[k + half] = phase[k] - phase[k + half];
                        phase[k] = sum;
                    }
                }
                case SUM -> System.arraycopy(phase, first, phase, first + half, half);
                case DIFFERENCE -> {
                    for (int k = first; k < first + half; k++) {
                        phase[k + half] = -phase[k];
                    }
                }
            }
        }
    }

    private static int indexOf(int[] values, int value) {
        int index = 0;
        while (values[index] != value) {
            index++;
        }
        return index;
    }
}
