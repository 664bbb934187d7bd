package io.ansatz.runner.network;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Start;
import java.util.List;

/**
 * An array of a network under its own name, and where its values begin.
 *
 * @param name unique in the network, the same in every network that has this array
 * @param layer the layer that owns it in the graph
 * @param key what Deeplearning4j calls it there
 * @param starts where each value begins
 */
record Parameter(String name, String layer, String key, List<Start> starts) {

    /** The weights of the circuit. */
    static Parameter of(Circuit circuit) {
        return new Parameter("circuit.weights", "circuit", QuantumLayer.WEIGHTS, circuit.starts());
    }

    /** The values before training; they depend on the seed and the name alone. */
    float[] draw(Seed seed) {
        var random = seed.generator(name);
        var values = new float[starts.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) starts.get(i).draw(random.nextDouble(), random.nextDouble());
        }
        return values;
    }
}
