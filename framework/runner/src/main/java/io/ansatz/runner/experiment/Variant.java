package io.ansatz.runner.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One point of a sweep.
 *
 * @param point what varies, from path to text, in the order of the axes; empty when there is no sweep
 * @param experiment the experiment at this point
 * @param settings everything a trial's result depends on but role and seed, from path to text, defaults included; equal
 *     experiments have equal settings, however they are written
 * @param places where each part is written, by path
 */
public record Variant(
        Map<String, String> point, Experiment experiment, Map<String, String> settings, Map<String, Location> places) {

    public Variant {
        point = Collections.unmodifiableMap(new LinkedHashMap<>(point));
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        places = Map.copyOf(places);
    }

    /** What varies there, in words. */
    String words() {
        return words(point);
    }

    static String words(Map<String, String> point) {
        return point.entrySet().stream()
                .map(axis -> axis.getKey() + ": " + axis.getValue())
                .collect(Collectors.joining(", "));
    }

    /** What a part that does not fit has to say, at the place where the file names it. */
    public Problem problemWith(String part, String message) {
        return new Problem(places.get(part), message);
    }

    /** The same of a part that may be left out, whose problem then stands where the file names the other. */
    public Problem problemWith(String part, String other, String message) {
        return places.containsKey(part) ? problemWith(part, message) : problemWith(other, message);
    }
}
