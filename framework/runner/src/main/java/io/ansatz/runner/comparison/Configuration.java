package io.ansatz.runner.comparison;

import io.ansatz.runner.statistics.Estimate;
import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.runner.tracking.TrialRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Trials that differ in nothing but the seed: repetitions of one measurement.
 *
 * @param key the hash of everything they have in common; equal keys, equal configurations, in whatever study
 * @param varying what tells it from the other configurations of its study, path to value; empty text where it has no such
 *     line
 * @param finished those of its trials that have results, in the order in which they began; there may be none
 */
public record Configuration(String key, String role, Map<String, String> varying, List<TrialRecord> finished) {

    private static final String HYBRID = "hybrid";

    /** A digest; its first digits are enough to tell it from another. */
    private static final Pattern DIGEST = Pattern.compile("([0-9a-f]{8})[0-9a-f]{24,}");

    public Configuration {
        varying = Collections.unmodifiableMap(new LinkedHashMap<>(varying));
        finished = List.copyOf(finished);
    }

    /**
     * The configurations of a study, in the order in which the first trial of each began.
     *
     * @param trials in the order in which they began, however they ended
     * @param varies what {@link Varying#paths} says of all trials of the study
     */
    public static List<Configuration> of(List<TrialRecord> trials, List<String> varies) {
        var groups = new LinkedHashMap<Map<String, String>, List<TrialRecord>>();
        for (TrialRecord trial : trials) {
            groups.computeIfAbsent(withoutSeed(trial), common -> new ArrayList<>())
                    .add(trial);
        }
        var configurations = new ArrayList<Configuration>();
        groups.forEach((common, repetitions) -> configurations.add(of(common, repetitions, varies)));
        return configurations;
    }

    private static Configuration of(Map<String, String> common, List<TrialRecord> repetitions, List<String> varies) {
        var varying = new LinkedHashMap<String, String>();
        varies.forEach(path -> varying.put(path, common.getOrDefault(path, "")));
        List<TrialRecord> finished =
                repetitions.stream().filter(trial -> trial.result().isPresent()).toList();
        return new Configuration(key(common), repetitions.get(0).role(), varying, finished);
    }

    /** The key of the configuration that a trial repeats. */
    public static String keyOf(TrialRecord trial) {
        return key(withoutSeed(trial));
    }

    /** Whether it has the circuit; if not, it is a control. */
    public boolean isHybrid() {
        return role.equals(HYBRID);
    }

    /** What a person calls it: the role, and what varies. */
    public String label() {
        return (role + " " + setting()).strip();
    }

    /** What varies, and how it is here; empty where nothing does. */
    public String setting() {
        Map<String, String> names = names(varying.keySet());
        return varying.entrySet().stream()
                .filter(setting -> !setting.getValue().isEmpty())
                .map(setting -> names.get(setting.getKey()) + "=" + shortened(setting.getValue()))
                .collect(Collectors.joining(" "));
    }

    /** What a person calls paths: by the last word of each where that is clear, path to name. */
    public static Map<String, String> names(Collection<String> paths) {
        List<String> words = paths.stream().map(Configuration::lastWord).toList();
        var names = new LinkedHashMap<String, String>();
        for (String path : paths) {
            String word = lastWord(path);
            names.put(path, Collections.frequency(words, word) == 1 ? word : path);
        }
        return names;
    }

    /** The mean of a test metric over the finished trials that have it; empty if none has. */
    public Optional<Estimate> mean(String metric) {
        double[] values = values(metric);
        return values.length == 0 ? Optional.empty() : Optional.of(Estimate.mean(values));
    }

    /**
     * A test metric of the finished trials that have it.
     *
     * @param metric a key of {@link io.ansatz.runner.training.Evaluation#metrics()}, such as {@code auc}
     */
    public double[] values(String metric) {
        return finished.stream()
                .map(trial ->
                        trial.result().orElseThrow().metrics().test().metrics().get(metric))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static Map<String, String> withoutSeed(TrialRecord trial) {
        var common = new LinkedHashMap<>(trial.identity());
        common.remove("seed");
        return common;
    }

    private static String key(Map<String, String> common) {
        return RunFolder.sha256(TrialRecord.identityLines(common).getBytes(StandardCharsets.UTF_8));
    }

    /** The value, of digests only their first digits. */
    public static String shortened(String value) {
        return DIGEST.matcher(value).replaceAll("$1");
    }

    private static String lastWord(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
