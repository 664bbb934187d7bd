package io.ansatz.simulator.statevector;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Readout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What is read off a final state, in terms of stored indices. */
sealed interface Measurement {

    /** Whether the probabilities of the basis states decide everything. */
    boolean diagonal();

    /** The same measurement after the stored indices were renamed. */
    Measurement renamed(Renaming renaming);

    static Measurement of(Circuit circuit, Frame frame) {
        int qubits = circuit.qubits();
        Readout readout = circuit.readout();
        if (readout instanceof Readout.PauliZ z) {
            return new Expectations(z.wires().stream()
                    .map(wire -> Observable.of(frame, qubits, wire, 'Z'))
                    .toList());
        }
        if (readout instanceof Readout.ZThenX) {
            return new Expectations(IntStream.range(0, 2 * qubits)
                    .mapToObj(i -> Observable.of(frame, qubits, i % qubits, i < qubits ? 'Z' : 'X'))
                    .toList());
        }
        if (readout instanceof Readout.PauliString string) {
            return new Expectations(List.of(Observable.of(frame, string.letters())));
        }
        if (readout instanceof Readout.Probabilities probabilities) {
            return Outcomes.of(frame, probabilities.wires(), probabilities.scale(), false);
        }
        if (readout instanceof Readout.OnesInLikeliest) {
            return Outcomes.of(frame, IntStream.range(0, qubits).boxed().toList(), 1, true);
        }
        throw new AssertionError("A read-out that cannot be measured: " + readout);
    }

    /** The expectation of each observable. */
    record Expectations(List<Observable> observables) implements Measurement {

        @Override
        public boolean diagonal() {
            return observables.stream().allMatch(one -> one.flips() == 0);
        }

        @Override
        public Measurement renamed(Renaming renaming) {
            return new Expectations(
                    observables.stream().map(one -> one.renamed(renaming)).toList());
        }
    }

    /**
     * The outcome of some wires: the probability of each, or the number of ones in the likeliest.
     *
     * @param parities for each wire, the most significant bit of an outcome first, the parity that gives its bit
     * @param flipped the outcome of the stored index 0
     */
    record Outcomes(List<Integer> parities, int flipped, double scale, boolean onesInLikeliest) implements Measurement {

        static Outcomes of(Frame frame, List<Integer> wires, double scale, boolean onesInLikeliest) {
            var parities = new ArrayList<Integer>();
            int flipped = 0;
            for (int wire : wires) {
                parities.add(frame.row(wire));
                flipped = flipped << 1 | (frame.flipped(wire) ? 1 : 0);
            }
            return new Outcomes(parities, flipped, scale, onesInLikeliest);
        }

        @Override
        public boolean diagonal() {
            return true;
        }

        @Override
        public Measurement renamed(Renaming renaming) {
            return new Outcomes(parities.stream().map(renaming::parity).toList(), flipped, scale, onesInLikeliest);
        }

        /** The outcome for each stored index. */
        int[] table(int qubits) {
            var outcomes = new int[1 << qubits];
            outcomes[0] = flipped;
            for (int bit = 1; bit < outcomes.length; bit <<= 1) {
                int change = 0;
                for (int parity : parities) {
                    change = change << 1 | ((parity & bit) == 0 ? 0 : 1);
                }
                for (int k = 0; k < bit; k++) {
                    outcomes[bit | k] = outcomes[k] ^ change;
                }
            }
            return outcomes;
        }
    }
}
