package io.ansatz.simulator;

import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Readout;
import java.util.List;
import java.util.stream.IntStream;

/** How numbers are read off a final state, and how the slopes of a loss along them reach back to it. */
sealed interface Reading {

    /** Writes the outputs, from {@code offset} on. */
    void read(StateVector state, double[] outputs, int offset);

    /** Sets {@code adjoint} to the derivative of the loss by the conjugate of the state. */
    void pullBack(StateVector state, double[] slopes, int offset, StateVector adjoint);

    static Reading of(Circuit circuit) {
        int qubits = circuit.qubits();
        Readout readout = circuit.readout();
        if (readout instanceof Readout.PauliZ z) {
            return new Expectations(
                    z.wires().stream().map(wire -> single(Axis.Z, wire, qubits)).toList());
        }
        if (readout instanceof Readout.ZThenX) {
            return new Expectations(IntStream.range(0, 2 * qubits)
                    .mapToObj(i -> single(i < qubits ? Axis.Z : Axis.X, i % qubits, qubits))
                    .toList());
        }
        if (readout instanceof Readout.PauliString string) {
            return new Expectations(List.of(Pauli.of(string.letters())));
        }
        if (readout instanceof Readout.Probabilities probabilities) {
            return new Marginals(outcomes(probabilities.wires(), qubits), probabilities.scale(), circuit.outputs());
        }
        if (readout instanceof Readout.OnesInLikeliest) {
            return new Ones();
        }
        throw new AssertionError("A read-out without a reading: " + readout);
    }

    private static Pauli single(Axis axis, int wire, int qubits) {
        return Pauli.of(axis, 1 << (qubits - 1 - wire));
    }

    /** For each basis state, what measuring these wires gives; the first of them is the most significant. */
    private static int[] outcomes(List<Integer> wires, int qubits) {
        var outcomes = new int[1 << qubits];
        for (int k = 0; k < outcomes.length; k++) {
            for (int wire : wires) {
                outcomes[k] = outcomes[k] << 1 | (k >> (qubits - 1 - wire) & 1);
            }
        }
        return outcomes;
    }

    /** The expectation of each Pauli product. */
    record Expectations(List<Pauli> paulis) implements Reading {

        @Override
        public void read(StateVector state, double[] outputs, int offset) {
            for (int i = 0; i < paulis.size(); i++) {
                outputs[offset + i] = state.expectation(paulis.get(i));
            }
        }

        @Override
        public void pullBack(StateVector state, double[] slopes, int offset, StateVector adjoint) {
            adjoint.clear();
            for (int i = 0; i < paulis.size(); i++) {
                adjoint.add(slopes[offset + i], paulis.get(i), state);
            }
        }
    }

    /**
     * The probability of each outcome, scaled.
     *
     * @param outcomes the outcome that each basis state counts towards
     */
    record Marginals(int[] outcomes, double scale, int outputs) implements Reading {

        @Override
        public void read(StateVector state, double[] outputs, int offset) {
            for (int i = 0; i < this.outputs; i++) {
                outputs[offset + i] = 0;
            }
            for (int k = 0; k < outcomes.length; k++) {
                outputs[offset + outcomes[k]] += scale * state.probability(k);
            }
        }

        @Override
        public void pullBack(StateVector state, double[] slopes, int offset, StateVector adjoint) {
            for (int k = 0; k < outcomes.length; k++) {
                double slope = scale * slopes[offset + outcomes[k]];
                adjoint.re[k] = slope * state.re[k];
                adjoint.im[k] = slope * state.im[k];
            }
        }
    }

    /** The number of ones in the likeliest basis state. */
    record Ones() implements Reading {

        /** Probabilities nearer than this count as equal, so that rounding does not decide a tie. */
        private static final double TIE = 1e-12;

        @Override
        public void read(StateVector state, double[] outputs, int offset) {
            int likeliest = 0;
            for (int k = 1; k < state.re.length; k++) {
                if (state.probability(k) > state.probability(likeliest) + TIE) {
                    likeliest = k;
                }
            }
            outputs[offset] = Integer.bitCount(likeliest);
        }

        @Override
        public void pullBack(StateVector state, double[] slopes, int offset, StateVector adjoint) {
            throw new AssertionError("A read-out without a gradient is refused before anything runs.");
        }
    }
}
