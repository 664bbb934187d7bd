package io.ansatz.api.circuit;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a read-out is shown at the end of the wires it looks at.
 *
 * @param labels what stands on each of the wires
 * @param together whether the wires give one result
 */
record Signs(List<Integer> wires, List<String> labels, boolean together) {

    static Signs of(Circuit circuit) {
        Readout readout = circuit.readout();
        List<Integer> all = IntStream.range(0, circuit.qubits()).boxed().toList();
        if (readout instanceof Readout.PauliZ z) {
            return same(z.wires(), "⟨Z⟩", false);
        }
        if (readout instanceof Readout.ZThenX) {
            return same(all, "⟨Z⟩⟨X⟩", false);
        }
        if (readout instanceof Readout.Probabilities some) {
            String symbol = some.scale() == 1 ? "p" : Drawing.number(some.scale()) + " p";
            Signs signs = same(some.wires(), symbol, true);
            return new Signs(signs.wires, Drawing.inOrder(signs.wires, signs.labels), true);
        }
        if (readout instanceof Readout.PauliString string) {
            List<Integer> wires = all.stream()
                    .filter(wire -> string.letters().charAt(wire) != 'I')
                    .toList();
            List<String> letters = wires.stream()
                    .map(wire -> string.letters().substring(wire, wire + 1))
                    .toList();
            return new Signs(wires, letters, true);
        }
        if (readout instanceof Readout.OnesInLikeliest) {
            return same(all, "ones", true);
        }
        throw new AssertionError("A read-out without a drawing: " + readout);
    }

    private static Signs same(List<Integer> wires, String label, boolean together) {
        return new Signs(wires, Collections.nCopies(wires.size(), label), together);
    }
}
