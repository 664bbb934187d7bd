package io.ansatz.runner.network;

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

    /** The values before training; they depend on the seed and the name alone. */
    float[] draw(Seed seed) {
        var random = seed.generator(name);
        var values = new float[starts.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) draw(starts.get(i), random.nextDouble(), random.nextDouble());
        }
        return values;
    }

    /** Turns two independent values between 0 and 1 into one start. */
    private static double draw(Start start, double first, double second) {
        if (start instanceof Start.Uniform uniform) {
            return uniform.low() + (uniform.high() - uniform.low()) * first;
        }
        if (start instanceof Start.Normal normal) {
            // Box and Muller; StrictMath, so that every platform draws the same.
            double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - first));
            return normal.mean() + normal.deviation() * radius * StrictMath.cos(2 * Math.PI * second);
        }
        return ((Start.At) start).value();
    }
}
