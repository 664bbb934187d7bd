package io.ansatz.runner.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a circuit is evaluated.
 *
 * @param drawn which of the two come from the seed
 */
record Point(double[] inputs, double[] weights, long seed, List<String> drawn) {

    static Point of(NamedCircuit named, InputOptions inputs, WeightsOption weights)
            throws ToMendException, IOException {
        var drawn = new ArrayList<String>();
        if (!inputs.given() && named.circuit().inputs() > 0) {
            drawn.add("inputs");
        }
        if (!weights.given() && named.circuit().weights() > 0) {
            drawn.add("weights");
        }
        return new Point(
                inputs.of(named),
                weights.of(named, inputs.seed()),
                inputs.seed().value(),
                List.copyOf(drawn));
    }
}
