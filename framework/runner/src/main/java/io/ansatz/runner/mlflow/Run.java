package io.ansatz.runner.mlflow;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * All that MLflow should hold of a trial, a configuration or a study, made from files alone: the same files make the same
 * run.
 *
 * @param identity what tells it from every other run of its experiment; it becomes the tag {@link #IDENTITY}
 * @param parent the identity of the run it is shown under
 * @param ended when it came to its end; empty while it is running
 * @param points the values of its metrics; a journal that grows only adds to them
 * @param artifacts path in the run to file on this disk
 */
public record Run(
        String identity,
        Optional<String> parent,
        String name,
        RunStatus status,
        Instant begun,
        Optional<Instant> ended,
        Map<String, String> params,
        Map<String, String> tags,
        List<Point> points,
        List<DatasetInput> inputs,
        Map<String, Path> artifacts) {

    /** The tag by which a run is found again; nothing else in an experiment has the same value. */
    public static final String IDENTITY = "ansatz.run";

    /** The tag that is set last of all: a digest of what the run held then. */
    public static final String CONTENT = "ansatz.content";

    /** MLflow cuts what is longer without a word. */
    public static final int LONGEST_PARAM = 6000;

    /** MLflow cuts what is longer without a word. */
    public static final int LONGEST_TAG = 8000;

    private static final Pattern KEY = Pattern.compile("[\\w./: -]{1,250}");

    public Run {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        points = List.copyOf(points);
        inputs = List.copyOf(inputs);
        artifacts = Collections.unmodifiableMap(new LinkedHashMap<>(artifacts));
        params.forEach((key, value) -> requireFit(key, value, LONGEST_PARAM));
        tags.forEach((key, value) -> requireFit(key, value, LONGEST_TAG));
    }

    static void requireKey(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "MLflow has no key '%s': letters, digits and _ - . : / are allowed, 250 in all.".formatted(key));
        }
    }

    private static void requireFit(String key, String value, int longest) {
        requireKey(key);
        if (value.length() > longest) {
            throw new IllegalArgumentException("MLflow would cut %s, which has %,d characters, after %,d."
                    .formatted(key, value.length(), longest));
        }
    }
}
