package io.ansatz.runner.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One point of a sweep.
 *
 * @param point what varies, from path to text, in the order of the axes; empty when there is no sweep
 * @param experiment the experiment at this point
 * @param settings everything a trial's result depends on but role and seed, from path to text, defaults included; equal
 *     experiments have equal settings, however they are written
 */
public record Variant(Map<String, String> point, Experiment experiment, Map<String, String> settings) {

    public Variant {
        point = Collections.unmodifiableMap(new LinkedHashMap<>(point));
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
}
