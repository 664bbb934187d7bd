package io.ansatz.runner.tracking;

import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;
import io.ansatz.runner.network.HybridNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network that was trained, in a folder beside its results: what it was asked to be, what was drawn from that, and the
 * values of the best epoch.
 *
 * @param identity the lines of the trial's key
 * @param values every parameter by name, running statistics included
 */
public record SavedModel(Map<String, String> identity, Map<String, float[]> values) {

    /** The name of the folder in that of the trial. */
    public static final String NAME = "model";

    private static final String KIND = "model";

    public SavedModel {
        identity = Collections.unmodifiableMap(new LinkedHashMap<>(identity));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Saves a network.
     *
     * @param identity the lines of the trial's key
     * @param architecture its layers, as texts, numbers, booleans, and lists and maps of them
     * @param values every parameter by name
     * @param shapes the shape of each
     */
    public static void write(
            RunFolder trial,
            Map<String, String> identity,
            Map<String, Object> architecture,
            Map<String, float[]> values,
            Map<String, int[]> shapes)
            throws IOException {
        var facts = new JsonObject();
        facts.add("trial", Journal.GSON.toJsonTree(identity));
        facts.add("architecture", Journal.GSON.toJsonTree(architecture));
        var arrays = new ArrayList<NamedArray>();
        values.forEach((name, array) -> arrays.add(new NamedArray(name, shapes.get(name), array)));
        new ArrayFolder(trial.path().resolve(NAME), KIND).write(facts, arrays);
    }

    /**
     * Reads a folder.
     *
     * @throws DamagedArraysException if it is not what was saved
     */
    public static SavedModel read(Path folder) throws IOException {
        ArrayFolder.Content content = new ArrayFolder(folder, KIND).read();
        try {
            Map<String, String> identity = Journal.GSON.fromJson(
                    content.facts().getAsJsonObject("trial"), new TypeToken<Map<String, String>>() {});
            var values = new LinkedHashMap<String, float[]>();
            content.arrays().forEach((name, array) -> values.put(name, array.values()));
            return new SavedModel(identity, values);
        } catch (RuntimeException e) {
            throw new DamagedArraysException("%s.json does not say of which trial it is".formatted(KIND), e);
        }
    }

    /**
     * Gives the values to a network of the same architecture.
     *
     * @throws IllegalArgumentException if it has other arrays; it is then as it was
     */
    public void restore(HybridNetwork network) {
        Map<String, int[]> shapes = network.shapes();
        for (String name : shapes.keySet()) {
            if (!values.containsKey(name)) {
                throw new IllegalArgumentException("The model has no '%s', which the network needs.".formatted(name));
            }
        }
        values.forEach((name, array) -> {
            if (!shapes.containsKey(name)) {
                throw new IllegalArgumentException("The model has a '%s', which the network lacks.".formatted(name));
            }
            int size = NamedArray.size(shapes.get(name));
            if (array.length != size) {
                throw new IllegalArgumentException(
                        "'%s' has %d values in the model and %d in the network.".formatted(name, array.length, size));
            }
        });
        network.restore(values);
    }
}
