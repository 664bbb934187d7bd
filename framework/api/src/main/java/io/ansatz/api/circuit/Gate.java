package io.ansatz.api.circuit;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * A step of a circuit. The set is closed: every walk over a circuit handles every shape here.
 *
 * <p>Conventions: wire 0 is the most significant bit of a basis state; {@code R(t) = exp(-i t P / 2)} for the Pauli
 * matrix {@code P} of the axis; where wires differ in role, controls come first.
 */
public sealed interface Gate {

    /** The wires it acts on, in the order of its definition. */
    List<Integer> wires();

    /** The angles it takes, in the order of its definition. */
    default List<Angle> angles() {
        return List.of();
    }

    /** What stands in a drawing on each wire, in the order of {@link #wires()}. */
    List<String> symbols();

    /** A gate without an angle on one wire. */
    record Fixed(Kind kind, int wire) implements Gate {

        /** Hadamard, the Pauli matrices, {@code S = diag(1, i)}, {@code T = diag(1, e^(i pi/4))} and the root of X. */
        public enum Kind {
            H,
            X,
            Y,
            Z,
            S,
            T,
            SX
        }

        @Override
        public List<Integer> wires() {
            return List.of(wire);
        }

        @Override
        public List<String> symbols() {
            return List.of(kind.name());
        }
    }

    /** RX, RY or RZ. */
    record Rotation(Axis axis, int wire, Angle angle) implements Gate {

        @Override
        public List<Integer> wires() {
            return List.of(wire);
        }

        @Override
        public List<Angle> angles() {
            return List.of(angle);
        }

        @Override
        public List<String> symbols() {
            return List.of("R" + axis);
        }
    }

    /** {@code diag(1, e^(i t))}. */
    record Phase(int wire, Angle angle) implements Gate {

        @Override
        public List<Integer> wires() {
            return List.of(wire);
        }

        @Override
        public List<Angle> angles() {
            return List.of(angle);
        }

        @Override
        public List<String> symbols() {
            return List.of("P");
        }
    }

    /** {@code RZ(omega) RY(theta) RZ(phi)}: the rotation by phi acts first. */
    record Rot(int wire, Angle phi, Angle theta, Angle omega) implements Gate {

        @Override
        public List<Integer> wires() {
            return List.of(wire);
        }

        @Override
        public List<Angle> angles() {
            return List.of(phi, theta, omega);
        }

        @Override
        public List<String> symbols() {
            return List.of("Rot");
        }
    }

    /** {@code [[cos t/2, -e^(i d) sin t/2], [e^(i p) sin t/2, e^(i (p + d)) cos t/2]]} for theta t, phi p, delta d. */
    record U3(int wire, Angle theta, Angle phi, Angle delta) implements Gate {

        @Override
        public List<Integer> wires() {
            return List.of(wire);
        }

        @Override
        public List<Angle> angles() {
            return List.of(theta, phi, delta);
        }

        @Override
        public List<String> symbols() {
            return List.of("U3");
        }
    }

    /** X on the target where the control is 1. */
    record Cnot(int control, int target) implements Gate {

        @Override
        public List<Integer> wires() {
            return List.of(control, target);
        }

        @Override
        public List<String> symbols() {
            return List.of("●", "X");
        }
    }

    /** A sign where both wires are 1. */
    record Cz(int first, int second) implements Gate {

        @Override
        public List<Integer> wires() {
            return List.of(first, second);
        }

        @Override
        public List<String> symbols() {
            return List.of("●", "Z");
        }
    }

    /** {@code diag(1, 1, 1, e^(i t))}. */
    record ControlledPhase(int first, int second, Angle angle) implements Gate {

        @Override
        public List<Integer> wires() {
            return List.of(first, second);
        }

        @Override
        public List<Angle> angles() {
            return List.of(angle);
        }

        @Override
        public List<String> symbols() {
            return List.of("●", "P");
        }
    }

    /** CRX, CRY or CRZ: the rotation where the control is 1. */
    record ControlledRotation(Axis axis, int control, int target, Angle angle) implements Gate {

        @Override
        public List<Integer> wires() {
            return List.of(control, target);
        }

        @Override
        public List<Angle> angles() {
            return List.of(angle);
        }

        @Override
        public List<String> symbols() {
            return List.of("●", "R" + axis);
        }
    }

    /** Exchanges two wires. */
    record Swap(int first, int second) implements Gate {

        @Override
        public List<Integer> wires() {
            return List.of(first, second);
        }

        @Override
        public List<String> symbols() {
            return List.of("x", "x");
        }
    }

    /** X on the target where both controls are 1. */
    record Toffoli(int first, int second, int target) implements Gate {

        @Override
        public List<Integer> wires() {
            return List.of(first, second, target);
        }

        @Override
        public List<String> symbols() {
            return List.of("●", "●", "X");
        }
    }

    /** RXX, RYY or RZZ: {@code exp(-i t PP / 2)}. */
    record PairRotation(Axis axis, int first, int second, Angle angle) implements Gate {

        @Override
        public List<Integer> wires() {
            return List.of(first, second);
        }

        @Override
        public List<Angle> angles() {
            return List.of(angle);
        }

        @Override
        public List<String> symbols() {
            String symbol = "R" + axis + axis;
            return List.of(symbol, symbol);
        }
    }

    /**
     * The quantum Fourier transform {@code |k> -> 2^(-n/2) sum_j exp(2 pi i j k / 2^n) |j>} over the listed wires, the
     * first of which is the most significant, or its inverse.
     */
    record Fourier(List<Integer> wires, boolean inverse) implements Gate {

        public Fourier {
            wires = List.copyOf(wires);
        }

        @Override
        public List<String> symbols() {
            return wires.stream().map(wire -> inverse ? "QFT⁻¹" : "QFT").toList();
        }

        /** Hadamards, controlled phases and swaps that do the same, in time order. */
        public List<Gate> inSimplerGates() {
            return Recipe.fourier(wires, inverse);
        }
    }

    /**
     * Loads inputs as the amplitudes of all wires, padded with {@code padding} and divided by their length; a vector
     * shorter than 1e-12 becomes the uniform one. It replaces the start state, so it stands first.
     *
     * @param wires all wires of the circuit, in order
     * @param features how many inputs it reads, from input 0
     */
    record Amplitudes(List<Integer> wires, int features, double padding) implements Gate {

        private static final double SHORTEST = 1e-12;

        public Amplitudes {
            wires = List.copyOf(wires);
            if (features < 1 || features > 1L << wires.size()) {
                throw new IllegalArgumentException(
                        "%d wires hold %d amplitudes, not %d.".formatted(wires.size(), 1L << wires.size(), features));
            }
        }

        @Override
        public List<String> symbols() {
            return wires.stream().map(wire -> "|x>").toList();
        }

        /** The amplitudes for these inputs. */
        public double[] of(double[] inputs) {
            var vector = new double[1 << wires.size()];
            double squares = 0;
            for (int k = 0; k < vector.length; k++) {
                vector[k] = k < features ? inputs[k] : padding;
                squares += vector[k] * vector[k];
            }
            double length = Math.sqrt(squares);
            for (int k = 0; k < vector.length; k++) {
                vector[k] = length < SHORTEST ? 1 / Math.sqrt(vector.length) : vector[k] / length;
            }
            return vector;
        }
    }

    /**
     * Any unitary on one or two wires, row by row; the first wire is the most significant.
     *
     * @param name what stands in the drawing
     */
    record Unitary(String name, List<Integer> wires, double[] real, double[] imaginary) implements Gate {

        private static final double TOLERANCE = 1e-9;

        public Unitary {
            wires = List.copyOf(wires);
            if (wires.isEmpty() || wires.size() > 2) {
                throw new IllegalArgumentException(
                        "The unitary '%s' acts on one or two wires, not %d.".formatted(name, wires.size()));
            }
            int size = 1 << wires.size();
            if (real.length != size * size || imaginary.length != size * size) {
                throw new IllegalArgumentException("The unitary '%s' on %d wires needs %d entries, not %d and %d."
                        .formatted(name, wires.size(), size * size, real.length, imaginary.length));
            }
            real = real.clone();
            imaginary = imaginary.clone();
            double error = distanceFromUnitary(size, real, imaginary);
            if (!(error <= TOLERANCE)) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT, "The matrix '%s' is not unitary: U U* differs from 1 by %.1e.", name, error));
            }
        }

        @Override
        public List<String> symbols() {
            return wires.stream().map(wire -> name).toList();
        }

        /**
         * Gates with constant angles, none of them a unitary like this, that do the same up to a global phase: on one wire
         * RZ, RY, RZ, on two wires controlled rotations, with phases and X on the controls.
         */
        public List<Gate> inSimplerGates() {
            return Factors.of(this);
        }

        private static double distanceFromUnitary(int size, double[] real, double[] imaginary) {
            double worst = 0;
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    double re = a == b ? -1 : 0;
                    double im = 0;
                    for (int k = 0; k < size; k++) {
                        int left = a * size + k;
                        int right = b * size + k;
                        re += real[left] * real[right] + imaginary[left] * imaginary[right];
                        im += imaginary[left] * real[right] - real[left] * imaginary[right];
                    }
                    double error = Math.hypot(re, im);
                    if (!(error <= worst)) {
                        worst = error;
                    }
                }
            }
            return worst;
        }
    }

    /** Checks that the wires exist and differ. */
    static void requireWires(Gate gate, int qubits) {
        var seen = new HashSet<Integer>();
        for (int wire : gate.wires()) {
            if (wire < 0 || wire >= qubits) {
                throw new IllegalArgumentException("%s acts on wire %d, but the circuit has wires 0 to %d."
                        .formatted(gate.getClass().getSimpleName(), wire, qubits - 1));
            }
            if (!seen.add(wire)) {
                throw new IllegalArgumentException(
                        "%s acts on wire %d twice.".formatted(gate.getClass().getSimpleName(), wire));
            }
        }
    }
}
