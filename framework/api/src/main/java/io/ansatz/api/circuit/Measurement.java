package io.ansatz.api.circuit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What to measure so that the outputs of a read-out can be estimated from counted bits.
 *
 * @param before gates that turn each axis to Z
 * @param wires the wires to measure; bit i is what the i-th of them gives
 * @param meaning how the outputs follow from the bits {@code c}
 */
record Measurement(List<Gate> before, List<Integer> wires, List<String> meaning) {

    static Measurement of(Circuit circuit) {
        Readout readout = circuit.readout();
        List<Integer> all = IntStream.range(0, circuit.qubits()).boxed().toList();
        if (readout instanceof Readout.PauliZ z) {
            return new Measurement(List.of(), z.wires(), List.of("Output i is the mean of (-1)^c[i]."));
        }
        if (readout instanceof Readout.ZThenX) {
            return new Measurement(
                    List.of(),
                    all,
                    List.of(
                            "Output i is the mean of (-1)^c[i]. The outputs from %d on are X of each wire:"
                                    .formatted(circuit.qubits()),
                            "for them, run the program again with \"h q;\" in place of this line."));
        }
        if (readout instanceof Readout.Probabilities some) {
            String times = some.scale() == 1 ? "" : some.scale() + " times ";
            return new Measurement(
                    List.of(),
                    some.wires(),
                    List.of("Output k is %sthe probability that c reads k, with c[0] as the most significant bit."
                            .formatted(times)));
        }
        if (readout instanceof Readout.PauliString string) {
            return product(string.letters());
        }
        if (readout instanceof Readout.OnesInLikeliest) {
            return new Measurement(List.of(), all, List.of("The output is the number of ones in the likeliest c."));
        }
        throw new AssertionError("A read-out without a measurement: " + readout);
    }

    private static Measurement product(String letters) {
        var before = new ArrayList<Gate>();
        var wires = new ArrayList<Integer>();
        for (int wire = 0; wire < letters.length(); wire++) {
            char letter = letters.charAt(wire);
            if (letter != 'I') {
                before.addAll(Recipe.toZ(Axis.valueOf(String.valueOf(letter)), wire));
                wires.add(wire);
            }
        }
        String meaning = wires.isEmpty()
                ? "The output is 1, whatever the state."
                : "The output is the mean of %s, +1 for an even number of ones in c and -1 for an odd one."
                        .formatted(letters);
        return new Measurement(before, wires, List.of(meaning));
    }
}
