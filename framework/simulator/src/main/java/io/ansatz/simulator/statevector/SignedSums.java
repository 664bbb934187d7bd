package io.ansatz.simulator.statevector;

import java.util.Arrays;

/**
 * Sums over all basis states with the signs of some masks: over the rows together, then in a wide block over the lanes of each row
 * that is left.
 */
final class SignedSums {

    private final Parities parities;
    private final int[] group;
    private final int[] laneMasks;

    SignedSums(int[] masks, int rowBits, int laneBits) {
        int[] rowMasks =
                Arrays.stream(masks).map(mask -> mask >> laneBits).distinct().toArray();
        parities = Parities.of(rowBits, rowMasks);
        group = new int[masks.length];
        laneMasks = new int[masks.length];
        for (int i = 0; i < masks.length; i++) {
            while (rowMasks[group[i]] != masks[i] >> laneBits) {
                group[i]++;
            }
            laneMasks[i] = masks[i] & ((1 << laneBits) - 1);
        }
    }

    /** The sums behind a measurement that need no flipped bits, in the order of its observables. */
    static SignedSums of(Measurement measurement, int rowBits, int laneBits) {
        int[] masks = measurement instanceof Measurement.Expectations expectations
                ? expectations.observables().stream()
                        .filter(one -> one.flips() == 0)
                        .mapToInt(Observable::signs)
                        .toArray()
                : new int[0];
        return new SignedSums(masks, rowBits, laneBits);
    }

    Parities parities() {
        return parities;
    }

    int size() {
        return group.length;
    }

    /** The row where the sum of a mask ends. */
    int place(int mask) {
        return parities.place(group[mask]);
    }

    /** With which sign a lane of that row counts. */
    int sign(int mask, int lane) {
        return (Integer.bitCount(laneMasks[mask] & lane) & 1) == 0 ? 1 : -1;
    }
}
