package io.ansatz.runner.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that a network's next step depends on, apart from the images, and what it has cost so far.
 *
 * @param values every parameter by name, running statistics included, as {@link HybridNetwork#values()} has them
 * @param updater what the updater remembers, in an order that depends on the engine
 * @param steps how many steps were taken; the updater corrects its bias by it
 * @param circuitEvaluations how many circuits ran
 * @param quantumNanos the time spent in the simulator
 */
public record NetworkState(
        Map<String, float[]> values, float[] updater, int steps, long circuitEvaluations, long quantumNanos) {

    public NetworkState {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
