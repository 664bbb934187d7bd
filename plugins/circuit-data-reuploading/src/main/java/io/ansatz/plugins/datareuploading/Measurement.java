package io.ansatz.plugins.datareuploading;

import io.ansatz.api.circuit.Readout;
import java.util.List;
import java.util.stream.IntStream;

/** What is measured. */
public enum Measurement {
    /** Z on every qubit. */
    Z,
    /** Z on every qubit, then X on every qubit. */
    ZX,
    /** Z on the first qubit. */
    Z0,
    /** The probability of every basis state. */
    PROBABILITIES,
    /** The probability of every basis state times their number, so that they average 1. */
    SCALED_PROBABILITIES;

    Readout on(int qubits) {
        List<Integer> wires = IntStream.range(0, qubits).boxed().toList();
        return switch (this) {
            case Z -> new Readout.PauliZ(wires);
            case ZX -> new Readout.ZThenX();
            case Z0 -> new Readout.PauliZ(List.of(0));
            case PROBABILITIES -> new Readout.Probabilities(wires, 1);
            case SCALED_PROBABILITIES -> new Readout.Probabilities(wires, 1L << qubits);
        };
    }
}
