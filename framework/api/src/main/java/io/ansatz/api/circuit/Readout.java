package io.ansatz.api.circuit;

import java.util.List;

/** What is measured at the end of a circuit. */
public sealed interface Readout {

    /** How many numbers come out of a circuit with this many qubits. */
    int outputs(int qubits);

    /** Whether the numbers change smoothly with the angles, so that a gradient exists. */
    default boolean differentiable() {
        return true;
    }

    /** The wires it looks at, to be checked against the circuit. */
    default List<Integer> wires() {
        return List.of();
    }

    /** The expectation of Z on each listed wire. */
    record PauliZ(List<Integer> wires) implements Readout {

        public PauliZ {
            wires = List.copyOf(wires);
            if (wires.isEmpty()) {
                throw new IllegalArgumentException("A read-out of Z needs at least one wire.");
            }
        }

        @Override
        public int outputs(int qubits) {
            return wires.size();
        }
    }

    /** The expectation of Z on every wire, then of X on every wire. */
    record ZThenX() implements Readout {

        @Override
        public int outputs(int qubits) {
            return 2 * qubits;
        }
    }

    /**
     * The probabilities of the basis states of the listed wires, the first of which is the most significant, times
     * {@code scale}.
     */
    record Probabilities(List<Integer> wires, double scale) implements Readout {

        public Probabilities {
            wires = List.copyOf(wires);
            if (wires.isEmpty()) {
                throw new IllegalArgumentException("A read-out of probabilities needs at least one wire.");
            }
            if (wires.stream().distinct().count() < wires.size()) {
                throw new IllegalArgumentException(
                        "A read-out of probabilities names a wire twice in %s.".formatted(wires));
            }
        }

        @Override
        public int outputs(int qubits) {
            return 1 << wires.size();
        }
    }

    /** The expectation of a product of Pauli matrices, one letter of {@code I X Y Z} per wire from wire 0. */
    record PauliString(String letters) implements Readout {

        public PauliString {
            if (!letters.matches("[IXYZ]+")) {
                throw new IllegalArgumentException(
                        "A Pauli string is made of the letters I, X, Y and Z, not '%s'.".formatted(letters));
            }
        }

        @Override
        public int outputs(int qubits) {
            return 1;
        }
    }

    /** The number of ones in the likeliest basis state; of equally likely ones the lowest counts. */
    record OnesInLikeliest() implements Readout {

        @Override
        public int outputs(int qubits) {
            return 1;
        }

        @Override
        public boolean differentiable() {
            return false;
        }
    }
}
