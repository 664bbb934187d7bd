package io.ansatz.simulator;

import io.ansatz.api.circuit.Axis;

/**
 * A product of Pauli matrices on some wires, as bit masks over the basis states. From {@code Y = i X Z} follows
 * {@code P|k> = i^ys (-1)^bitCount(k & signs) |k ^ flips>}.
 *
 * @param flips the wires with X or Y
 * @param signs the wires with Z or Y
 */
record Pauli(int flips, int signs) {

    /** The same Pauli matrix on every wire of {@code mask}. */
    static Pauli of(Axis axis, int mask) {
        return new Pauli(axis == Axis.Z ? 0 : mask, axis == Axis.X ? 0 : mask);
    }

    /** One letter of {@code I X Y Z} per wire, from wire 0, the most significant bit. */
    static Pauli of(String letters) {
        int flips = 0;
        int signs = 0;
        for (int wire = 0; wire < letters.length(); wire++) {
            char letter = letters.charAt(wire);
            int bit = 1 << (letters.length() - 1 - wire);
            flips |= letter == 'X' || letter == 'Y' ? bit : 0;
            signs |= letter == 'Z' || letter == 'Y' ? bit : 0;
        }
        return new Pauli(flips, signs);
    }

    /** {@code +1} or {@code -1}: the sign that basis state {@code k} picks up, before the factor {@link #unitRe unit}. */
    int sign(int k) {
        return 1 - 2 * (Integer.bitCount(k & signs) & 1);
    }

    /** The real part of {@code i^ys}. */
    int unitRe() {
        return switch (ys() & 3) {
            case 0 -> 1;
            case 2 -> -1;
            default -> 0;
        };
    }

    /** The imaginary part of {@code i^ys}. */
    int unitIm() {
        return switch (ys() & 3) {
            case 1 -> 1;
            case 3 -> -1;
            default -> 0;
        };
    }

    private int ys() {
        return Integer.bitCount(flips & signs);
    }
}
