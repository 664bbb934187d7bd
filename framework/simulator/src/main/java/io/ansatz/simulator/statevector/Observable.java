package io.ansatz.simulator.statevector;

/** A product of Pauli matrices: {@code P|k> = sign i^quarters (-1)^parity(k & signs) |k ^ flips>}. */
public record Observable(int flips, int signs, int sign, int quarters) {

    static Observable of(Frame frame, int qubits, int wire, char letter) {
        return of(frame, "I".repeat(wire) + letter + "I".repeat(qubits - 1 - wire));
    }

    /** One letter of {@code I X Y Z} per wire; {@code Y = i X Z}. */
    static Observable of(Frame frame, String letters) {
        int flips = 0;
        int signs = 0;
        int sign = 1;
        int quarters = 0;
        for (int wire = 0; wire < letters.length(); wire++) {
            char letter = letters.charAt(wire);
            if (letter == 'X' || letter == 'Y') {
                flips ^= frame.column(wire);
            }
            if (letter == 'Z' || letter == 'Y') {
                signs ^= frame.row(wire);
                sign = frame.flipped(wire) ? -sign : sign;
            }
            quarters += letter == 'Y' ? 1 : 0;
        }
        return new Observable(flips, signs, sign, quarters & 3);
    }

    Observable renamed(Renaming renaming) {
        return new Observable(renaming.flips(flips), renaming.parity(signs), sign, quarters);
    }

    /** The sign that basis state {@code k} picks up. */
    public int signOf(int k) {
        return (Integer.bitCount(k & signs) & 1) == 0 ? sign : -sign;
    }

    /** The real part of {@code i^quarters}. */
    public int unitRe() {
        return quarters == 0 ? 1 : quarters == 2 ? -1 : 0;
    }

    /** The imaginary part of {@code i^quarters}. */
    public int unitIm() {
        return quarters == 1 ? 1 : quarters == 3 ? -1 : 0;
    }
}
