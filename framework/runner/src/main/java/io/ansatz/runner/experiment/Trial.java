package io.ansatz.runner.experiment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One training, complete: everything that can change its result is in it.
 *
 * @param point where on the grid of the sweep it lies: path to value; empty without a sweep
 * @param setup the experiment at this point
 * @param control the twin it trains; empty for the hybrid
 * @param identity what the key is made of: role, seed, every setting, and what stands behind the names
 */
public record Trial(
        Map<String, String> point,
        Experiment setup,
        Optional<Control> control,
        long seed,
        Map<String, String> identity) {

    private static final int SHORT = 12;

    public Trial {
        point = Collections.unmodifiableMap(new LinkedHashMap<>(point));
        identity = Collections.unmodifiableMap(new LinkedHashMap<>(identity));
    }

    /** {@code hybrid}, or the word of the control; {@code classical} where there is no circuit at all. */
    public String role() {
        return role(setup, control);
    }

    static String role(Experiment setup, Optional<Control> control) {
        return control.map(Word::of).orElse(setup.model().circuit().isPresent() ? "hybrid" : "classical");
    }

    /** The hash of everything that can change the result: equal keys, equal results. */
    public String key() {
        return key(identity);
    }

    static String key(Map<String, String> identity) {
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            for (var line : identity.entrySet()) {
                hash.update((line.getKey() + " = " + line.getValue() + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(hash.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** The name of its folder: readable, and unique by the key. */
    public String id() {
        return "%s-s%d-%s".formatted(role(), seed, key().substring(0, SHORT));
    }

    /** What a person calls it. */
    public String title() {
        return title(role(), Long.toString(seed), point);
    }

    /** What a person calls the trial with this role and seed at this point. */
    public static String title(String role, String seed, Map<String, String> point) {
        String title = "%s seed %s".formatted(role, seed);
        return point.isEmpty() ? title : title + " " + pointTitle(point);
    }

    /** What a person calls its point: the last word of each path, or the whole path where two end in the same word. */
    public String pointTitle() {
        return pointTitle(point);
    }

    private static String pointTitle(Map<String, String> point) {
        var words = point.keySet().stream().map(Trial::lastWord).toList();
        return point.entrySet().stream()
                .map(axis -> {
                    String word = lastWord(axis.getKey());
                    String name = Collections.frequency(words, word) == 1 ? word : axis.getKey();
                    return name + "=" + axis.getValue();
                })
                .collect(Collectors.joining(" "));
    }

    private static String lastWord(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
