package io.ansatz.simulator.statevector;

import java.util.List;

/**
 * A linear renaming of stored indices: bit {@code p} of the new index is the parity of the old one under {@code rows[p]}.
 */
final class Renaming {

    private final int[] rows;
    private final int[] inverse;

    private Renaming(int[] rows) {
        this.rows = rows;
        this.inverse = inverse(rows);
    }

    static Renaming none(int bits) {
        return new Renaming(unit(bits));
    }

    /**
     * A renaming that makes the partners of each rotation differ in a single bit, and leaves as many bits as it can where they
     * are.
     */
    static Renaming straightening(int bits, List<Plan.Rotation> rotations) {
        var rows = new int[bits];
        for (Plan.Rotation one : rotations) {
            if (one.column() == one.row()) {
                // With a unit column, an equal row has no other bit either.
                int place = Integer.numberOfTrailingZeros(one.column());
                rows[place] = Integer.bitCount(one.column()) == 1 ? one.row() : 0;
            }
        }
        int free = bits - 1;
        for (Plan.Rotation one : rotations) {
            boolean stays = one.column() == one.row() && Integer.bitCount(one.column()) == 1;
            if (!stays) {
                while (rows[free] != 0) {
                    free--;
                }
                rows[free] = one.row();
            }
        }
        // The other bits: unit vectors, made blind to the rotations' columns, as long as they are independent of the
        // rest.
        var basis = new int[bits];
        for (int row : rows) {
            reduce(row, basis);
        }
        for (int round = 0; round < 2; round++) {
            for (int place = 0; place < bits; place++) {
                if (round == 0 && rows[place] != 0) {
                    continue;
                }
                int candidate = 1 << place;
                for (Plan.Rotation one : rotations) {
                    candidate ^= (one.column() >> place & 1) == 1 ? one.row() : 0;
                }
                int home = round == 0 ? place : firstFree(rows);
                if (home >= 0 && reduce(candidate, basis)) {
                    rows[home] = candidate;
                }
            }
        }
        return new Renaming(rows);
    }

    boolean changesNothing() {
        for (int place = 0; place < rows.length; place++) {
            if (rows[place] != 1 << place) {
                return false;
            }
        }
        return true;
    }

    /** This renaming after another. */
    Renaming after(Renaming first) {
        var combined = new int[rows.length];
        for (int place = 0; place < rows.length; place++) {
            for (int bit = 0; bit < rows.length; bit++) {
                combined[place] ^= (rows[place] >> bit & 1) == 1 ? first.rows[bit] : 0;
            }
        }
        return new Renaming(combined);
    }

    /** The new form of a pattern of flipped bits. */
    int flips(int old) {
        return apply(rows, old);
    }

    /** The new form of a mask whose parity is asked for: the parity stays the same. */
    int parity(int old) {
        // parity(old & k) = parity(new & A k), so new = transpose(inverse A) old.
        int renamed = 0;
        for (int bit = 0; bit < rows.length; bit++) {
            renamed ^= (old >> bit & 1) == 1 ? inverse[bit] : 0;
        }
        return renamed;
    }

    /** The old index of each new one with only this bit set. */
    int[] origins() {
        return columns(inverse);
    }

    /** The new index of each old one with only this bit set. */
    int[] destinations() {
        return columns(rows);
    }

    /** What is flipped by each combination of rotations, the first of them being the lowest bit. */
    static int[] combinations(List<Plan.Rotation> rotations) {
        int[] columns = rotations.stream().mapToInt(Plan.Rotation::column).toArray();
        return combinations(columns, 0, columns.length);
    }

    /** What each combination of the bits from {@code first} on comes to, given what each bit comes to. */
    static int[] combinations(int[] images, int first, int bits) {
        var combined = new int[1 << bits];
        for (int k = 1; k < combined.length; k++) {
            combined[k] = combined[k & (k - 1)] ^ images[first + Integer.numberOfTrailingZeros(k)];
        }
        return combined;
    }

    private static int[] columns(int[] matrix) {
        var columns = new int[matrix.length];
        for (int bit = 0; bit < matrix.length; bit++) {
            columns[bit] = apply(matrix, 1 << bit);
        }
        return columns;
    }

    private static int apply(int[] matrix, int index) {
        int image = 0;
        for (int place = 0; place < matrix.length; place++) {
            image |= (Integer.bitCount(matrix[place] & index) & 1) << place;
        }
        return image;
    }

    private static int firstFree(int[] rows) {
        for (int place = rows.length - 1; place >= 0; place--) {
            if (rows[place] == 0) {
                return place;
            }
        }
        return -1;
    }

    /** Adds a vector to a basis in echelon form; false if it depends on those there. */
    private static boolean reduce(int vector, int[] basis) {
        int rest = vector;
        while (rest != 0) {
            int top = 31 - Integer.numberOfLeadingZeros(rest);
            if (basis[top] == 0) {
                basis[top] = rest;
                return true;
            }
            rest ^= basis[top];
        }
        return false;
    }

    private static int[] unit(int bits) {
        var rows = new int[bits];
        for (int place = 0; place < bits; place++) {
            rows[place] = 1 << place;
        }
        return rows;
    }

    private static int[] inverse(int[] matrix) {
        int bits = matrix.length;
        int[] left = matrix.clone();
        int[] right = unit(bits);
        for (int bit = 0; bit < bits; bit++) {
            int pivot = bit;
            while ((left[pivot] >> bit & 1) == 0) {
                pivot++;
            }
            swap(left, bit, pivot);
            swap(right, bit, pivot);
            for (int row = 0; row < bits; row++) {
                if (row != bit && (left[row] >> bit & 1) == 1) {
                    left[row] ^= left[bit];
                    right[row] ^= right[bit];
                }
            }
        }
        return right;
    }

    private static void swap(int[] values, int a, int b) {
        int kept = values[a];
        values[a] = values[b];
        values[b] = kept;
    }
}
