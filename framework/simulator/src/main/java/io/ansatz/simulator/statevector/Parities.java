package io.ansatz.simulator.statevector;

import java.util.ArrayList;
import java.util.List;

/**
 * For a few bit masks at once, sums over all indices with the sign of the parity under the mask: a Walsh-Hadamard transform
 * that follows only the branches which lead to a mask. For the masks of single bits this takes two additions per index instead
 * of one per index and bit. Backwards it gives every index the signed sum of one value per mask.
 */
public final class Parities {

    /** What happens to the two halves of a range. */
    public enum Kind {
        /** Both are needed further on: their sum, then their difference. */
        BOTH,
        /** The sum takes the place of the first half. */
        SUM,
        /** The difference takes the place of the first half. */
        DIFFERENCE
    }

    /**
     * A step of the transform on the indices from {@code first} on.
     *
     * @param half the length of each half
     */
    public record Fold(int first, int half, Kind kind) {}

    private final List<Fold> folds = new ArrayList<>();
    private final int[] masks;
    private final int[] places;

    private Parities(int bits, int[] masks) {
        this.masks = masks;
        this.places = new int[masks.length];
        follow(0, bits, allOf(masks.length));
    }

    /** The transform of {@code 2^bits} values for these masks, which must differ. */
    static Parities of(int bits, int[] masks) {
        return new Parities(bits, masks);
    }

    /** The steps, in the order of folding; unfolding takes them backwards. */
    public List<Fold> folds() {
        return folds;
    }

    /** Where the sum of a mask stands in the end. */
    int place(int index) {
        return places[index];
    }

    /** How many additions it takes. */
    long additions() {
        return folds.stream()
                .mapToLong(fold -> fold.kind == Kind.BOTH ? 2L * fold.half : fold.half)
                .sum();
    }

    private void follow(int first, int bits, List<Integer> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        if (bits == 0) {
            for (int index : wanted) {
                places[index] = first;
            }
            return;
        }
        int half = 1 << (bits - 1);
        var even = new ArrayList<Integer>();
        var odd = new ArrayList<Integer>();
        for (int index : wanted) {
            ((masks[index] & half) == 0 ? even : odd).add(index);
        }
        if (odd.isEmpty()) {
            folds.add(new Fold(first, half, Kind.SUM));
            follow(first, bits - 1, even);
        } else if (even.isEmpty()) {
            folds.add(new Fold(first, half, Kind.DIFFERENCE));
            follow(first, bits - 1, odd);
        } else {
            folds.add(new Fold(first, half, Kind.BOTH));
            follow(first, bits - 1, even);
            follow(first + half, bits - 1, odd);
        }
    }

    private static List<Integer> allOf(int count) {
        var indices = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            indices.add(i);
        }
        return indices;
    }
}
