package io.ansatz.runner.tracking;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trial as its folder tells it, whoever trained it and however it ended.
 *
 * @param identity what its key is made of, path to value: role, seed, every setting, and what stands behind the names
 * @param reason why it failed; empty unless it did
 * @param begun when it was first begun
 * @param last when its journal was last written to
 * @param epochs every epoch of every attempt, in the order in which they were turned
 * @param curve the epochs that count, in order: those of the last attempt, behind those it went on from
 * @param dataset what is known of the images
 * @param surroundings what the last attempt ran on, by name
 * @param endings every time that an attempt came to its end; there is more than one when results were lost and made again
 * @param result what came out; empty unless it is finished
 */
public record TrialRecord(
        RunFolder folder,
        Map<String, String> identity,
        State state,
        String reason,
        Instant begun,
        Instant last,
        List<Epoch> epochs,
        List<Epoch> curve,
        Data dataset,
        Map<String, String> surroundings,
        List<Ending> endings,
        Optional<Result> result) {

    /** The file that holds the lines a key is made of. */
    public static final String IDENTITY_FILE = "trial.txt";

    /** The fact of a beginning that names the epoch behind which it goes on. */
    public static final String RESUMED = "resumed";

    /** What the name of a plugin stands behind in the surroundings, which hold its version. */
    public static final String PLUGIN = "plugin ";

    private static final String SEPARATOR = " = ";

    /** What became of a trial. */
    public enum State {
        /** It is being trained, or its process vanished. */
        RUNNING,
        FINISHED,
        FAILED,
        /** It was stopped from outside. */
        KILLED
    }

    /**
     * An epoch.
     *
     * @param attempt which attempt it belongs to, from 1
     * @param values such as {@code train/loss} and {@code val/auc}
     */
    public record Epoch(int attempt, int number, Instant at, Map<String, Double> values, double seconds) {

        public Epoch {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /**
     * The end of an attempt.
     *
     * @param values the metrics of the test images, such as {@code test/auc}
     * @param quantumSeconds how long it computed circuits
     * @param speed how fast it learned, and the share of the time that each thing took, such as {@code share_circuit}; empty in
     *     journals that do not tell
     */
    public record Ending(
            Instant at,
            int bestEpoch,
            Map<String, Double> values,
            double seconds,
            double quantumSeconds,
            Map<String, Double> speed) {

        public Ending {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            speed = Collections.unmodifiableMap(new LinkedHashMap<>(speed));
        }
    }

    /**
     * What the journal says of a data set.
     *
     * @param citation what to cite, empty where there is nothing to cite; missing in journals that do not tell
     * @param classes the names of the classes in label order
     * @param images how many images each part has
     * @param labels how many images of each class each part has, in label order; empty in journals that do not tell
     * @param groupedBy what the images of a group have in common, empty where that is not known; missing in journals that do not
     *     tell
     * @param groups how many groups each part has; empty where none are known
     * @param promises what became of each promise, such as {@code duplicates}
     * @param published how many images of each class a part should have; empty where that was not published, or not recorded
     */
    public record Data(
            String source,
            String version,
            String digest,
            String licence,
            Optional<String> citation,
            List<String> classes,
            Map<String, Integer> images,
            Map<String, List<Integer>> labels,
            Optional<String> groupedBy,
            Map<String, Integer> groups,
            List<String> knownIssues,
            Map<String, Promise> promises,
            Map<String, List<Integer>> published) {

        public Data {
            classes = List.copyOf(classes);
            images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
            labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
            groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
            knownIssues = List.copyOf(knownIssues);
            promises = Collections.unmodifiableMap(new LinkedHashMap<>(promises));
            published = Collections.unmodifiableMap(new LinkedHashMap<>(published));
        }
    }

    /**
     * What became of a promise that a data set is held to.
     *
     * @param verdict such as {@code violated}
     * @param count how many times it was broken
     * @param sentence what was found
     */
    public record Promise(String verdict, int count, String sentence) {

        /** In a word or two: {@code violated (12)}. */
        public String words() {
            return count == 0 ? verdict : "%s (%,d)".formatted(verdict, count);
        }
    }

    /**
     * What came out of a trial.
     *
     * @param at when it first came out
     * @param seconds how long it took, without what was lost between attempts
     * @param quantumSeconds how long it computed circuits
     */
    public record Result(TrialMetrics metrics, Instant at, double seconds, double quantumSeconds) {}

    public TrialRecord {
        identity = Collections.unmodifiableMap(new LinkedHashMap<>(identity));
        epochs = List.copyOf(epochs);
        curve = List.copyOf(curve);
        endings = List.copyOf(endings);
        surroundings = Collections.unmodifiableMap(new LinkedHashMap<>(surroundings));
    }

    /** The name of its folder. */
    public String id() {
        return folder.path().getFileName().toString();
    }

    /** The setting, or what stands behind a name; empty if this trial has no such line. */
    public Optional<String> setting(String path) {
        return Optional.ofNullable(identity.get(path));
    }

    /** The plugins that what stands behind names came from: id to digest, in the order of the lines. */
    public Map<String, String> plugins() {
        return plugins(identity);
    }

    /** The same, of the lines a key is made of. */
    public static Map<String, String> plugins(Map<String, String> identity) {
        var plugins = new LinkedHashMap<String, String>();
        identity.forEach((path, value) -> {
            int at = value.lastIndexOf(' ');
            if (path.endsWith(".plugin") && at > 0) {
                plugins.put(value.substring(0, at), value.substring(at + 1));
            }
        });
        return plugins;
    }

    public String role() {
        return setting("role").orElse("");
    }

    public String seed() {
        return setting("seed").orElse("");
    }

    /** One of its surroundings; empty if the journal does not tell it. */
    public Optional<String> surrounding(String name) {
        return Optional.ofNullable(surroundings.get(name));
    }

    /**
     * Reads a folder; empty if no trial began there.
     *
     * @throws DamagedJournalException if the journal cannot be read
     */
    public static Optional<TrialRecord> read(RunFolder folder) throws IOException {
        Path lines = folder.path().resolve(IDENTITY_FILE);
        List<Journal.Event> events = Journal.read(folder.journal());
        if (events.isEmpty() || !Files.isRegularFile(lines)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Story(events).toRecord(folder, identity(lines)));
        } catch (IllegalStateException
                | NullPointerException
                | ClassCastException
                | UnsupportedOperationException
                | NumberFormatException
                | java.time.DateTimeException e) {
            throw new DamagedJournalException(folder.journal(), events.size(), e);
        }
    }

    private static Map<String, String> identity(Path file) throws IOException {
        var identity = new LinkedHashMap<String, String>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            int at = line.indexOf(SEPARATOR);
            if (at > 0) {
                identity.put(line.substring(0, at), line.substring(at + SEPARATOR.length()));
            }
        }
        return identity;
    }

    /** The lines that {@link #read} understands. */
    public static String identityLines(Map<String, String> identity) {
        var lines = new StringBuilder();
        identity.forEach((path, value) ->
                lines.append(path).append(SEPARATOR).append(value).append('\n'));
        return lines.toString();
    }

    /** The events of a journal, on their way to a record. */
    private static final class Story {

        private final List<Journal.Event> events;
        private final List<Epoch> epochs = new ArrayList<>();
        private final List<Epoch> curve = new ArrayList<>();
        private final List<Ending> endings = new ArrayList<>();
        private JsonObject beginning = new JsonObject();
        private int attempt;

        Story(List<Journal.Event> events) {
            this.events = events;
        }

        TrialRecord toRecord(RunFolder folder, Map<String, String> identity) throws IOException {
            for (Journal.Event event : events) {
                if (event.name().equals("begin")) {
                    beginning = event.facts();
                    attempt++;
                    int resumed = beginning.has(RESUMED) ? (int) event.number(RESUMED) : 0;
                    curve.removeIf(epoch -> epoch.number() > resumed);
                } else if (event.name().equals("epoch")) {
                    Epoch epoch = epoch(event);
                    epochs.add(epoch);
                    curve.add(epoch);
                } else if (event.name().equals("end")) {
                    endings.add(ending(event));
                }
            }
            Journal.Event last = events.get(events.size() - 1);
            Optional<Result> result = last.name().equals("end") ? result(folder) : Optional.empty();
            State state = state(last, result.isPresent());
            return new TrialRecord(
                    folder,
                    identity,
                    state,
                    state == State.FAILED ? last.facts().get("reason").getAsString() : "",
                    events.get(0).at(),
                    last.at(),
                    epochs,
                    curve,
                    data(),
                    texts(beginning.get("surroundings")),
                    endings,
                    result);
        }

        private Epoch epoch(Journal.Event event) {
            var values = new LinkedHashMap<String, Double>();
            values.putAll(values(event, "train"));
            values.putAll(values(event, "val"));
            return new Epoch(attempt, (int) event.number("epoch"), event.at(), values, event.number("seconds"));
        }

        private static Ending ending(Journal.Event event) {
            return new Ending(
                    event.at(),
                    (int) event.number("best_epoch"),
                    values(event, "test"),
                    event.number("seconds"),
                    event.number("quantum_seconds"),
                    speed(event));
        }

        private static Map<String, Double> speed(Journal.Event event) {
            var speed = new LinkedHashMap<String, Double>();
            if (event.facts().has("speed")) {
                JsonObject told = event.facts().getAsJsonObject("speed");
                speed.put("images_per_second", told.get("images_per_second").getAsDouble());
                told.getAsJsonObject("shares")
                        .entrySet()
                        .forEach(share -> speed.put(
                                "share_" + share.getKey(), share.getValue().getAsDouble()));
            }
            return speed;
        }

        private static Map<String, Double> values(Journal.Event event, String part) {
            var values = new LinkedHashMap<String, Double>();
            event.facts()
                    .getAsJsonObject(part)
                    .entrySet()
                    .forEach(metric -> values.put(
                            part + "/" + metric.getKey(), metric.getValue().getAsDouble()));
            return values;
        }

        private Optional<Result> result(RunFolder folder) throws IOException {
            Optional<RunFolder.Published> published = folder.published();
            if (published.isEmpty()) {
                return Optional.empty();
            }
            TrialMetrics metrics = TrialMetrics.read(published.get().files().get(TrialMetrics.FILE));
            return Optional.of(new Result(
                    metrics,
                    endings.get(0).at(),
                    published.get().seconds(),
                    endings.get(endings.size() - 1).quantumSeconds()));
        }

        private static State state(Journal.Event last, boolean published) {
            return switch (last.name()) {
                case "failed" -> State.FAILED;
                case "killed" -> State.KILLED;
                case "end" -> published ? State.FINISHED : State.RUNNING;
                default -> State.RUNNING;
            };
        }

        private Data data() {
            JsonObject facts = beginning.has("dataset") ? beginning.getAsJsonObject("dataset") : new JsonObject();
            return new Data(
                    text(facts, "source"),
                    text(facts, "version"),
                    text(facts, "digest"),
                    text(facts, "licence"),
                    told(facts, "citation"),
                    list(facts.get("classes")),
                    counts(facts, "images"),
                    byClass(facts, "labels"),
                    told(facts, "grouped_by"),
                    counts(facts, "groups"),
                    list(facts.get("known_issues")),
                    promises(facts),
                    byClass(facts, "published"));
        }

        private static Map<String, Promise> promises(JsonObject facts) {
            var promises = new LinkedHashMap<String, Promise>();
            if (facts.has("guard")) {
                facts.getAsJsonObject("guard").entrySet().forEach(promise -> {
                    JsonObject told = promise.getValue().getAsJsonObject();
                    promises.put(
                            promise.getKey(),
                            new Promise(text(told, "verdict"), told.get("count").getAsInt(), text(told, "sentence")));
                });
            }
            return promises;
        }

        private static Map<String, Integer> counts(JsonObject facts, String name) {
            var counts = new LinkedHashMap<String, Integer>();
            if (facts.has(name)) {
                facts.getAsJsonObject(name)
                        .entrySet()
                        .forEach(part ->
                                counts.put(part.getKey(), part.getValue().getAsInt()));
            }
            return counts;
        }

        /** Counts in label order, by part. */
        private static Map<String, List<Integer>> byClass(JsonObject facts, String name) {
            var parts = new LinkedHashMap<String, List<Integer>>();
            if (facts.has(name)) {
                facts.getAsJsonObject(name).entrySet().forEach(part -> {
                    var counts = new ArrayList<Integer>();
                    part.getValue().getAsJsonArray().forEach(count -> counts.add(count.getAsInt()));
                    parts.put(part.getKey(), List.copyOf(counts));
                });
            }
            return parts;
        }

        private static Optional<String> told(JsonObject facts, String name) {
            return facts.has(name) ? Optional.of(facts.get(name).getAsString()) : Optional.empty();
        }

        private static String text(JsonObject facts, String name) {
            return facts.has(name) ? facts.get(name).getAsString() : "";
        }

        private static List<String> list(JsonElement element) {
            if (element == null) {
                return List.of();
            }
            var texts = new ArrayList<String>();
            element.getAsJsonArray().forEach(text -> texts.add(text.getAsString()));
            return texts;
        }

        private static Map<String, String> texts(JsonElement element) {
            var texts = new LinkedHashMap<String, String>();
            if (element != null) {
                element.getAsJsonObject()
                        .entrySet()
                        .forEach(entry ->
                                texts.put(entry.getKey(), entry.getValue().getAsString()));
            }
            return texts;
        }
    }
}
