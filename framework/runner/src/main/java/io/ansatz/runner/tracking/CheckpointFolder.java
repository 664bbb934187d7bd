package io.ansatz.runner.tracking;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.ansatz.runner.network.NetworkState;
import io.ansatz.runner.training.Checkpoint;
import io.ansatz.runner.training.EpochResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checkpoint of a trial on the disk, in a folder {@code checkpoint/epoch-7} of its own. The next one is whole before the one
 * before it goes, so that there is always one, whenever the power fails.
 */
public final class CheckpointFolder {

    /** The name of the folder in that of the trial. */
    public static final String NAME = "checkpoint";

    private static final String KIND = "checkpoint";
    private static final Pattern EPOCH = Pattern.compile("epoch-([1-9][0-9]{0,8})");

    private static final String VALUES = "values/";
    private static final String BEST = "best/";
    private static final String UPDATER = "updater";
    private static final String ANSWERS = "best answers";

    private final Path path;
    private final String key;
    private final String engine;

    /**
     * The folder of one trial.
     *
     * @param key the trial's: a checkpoint of another one does not count
     * @param engine what computes: what an updater remembers has another order on another engine
     */
    public CheckpointFolder(RunFolder trial, String key, String engine) {
        this.path = trial.path().resolve(NAME);
        this.key = key;
        this.engine = engine;
    }

    /**
     * A checkpoint, and what it took to get there.
     *
     * @param seconds how long the trial was trained, without what was lost in between
     */
    public record Kept(Checkpoint checkpoint, double seconds) {}

    /**
     * Keeps a checkpoint in place of the one before it.
     *
     * @throws UnwritableException if the disk refuses it; the one before it is still there
     */
    public void keep(Kept kept) throws IOException {
        Checkpoint checkpoint = kept.checkpoint();
        NetworkState network = checkpoint.network();
        var facts = new JsonObject();
        facts.addProperty("key", key);
        facts.addProperty("engine", engine);
        facts.addProperty("epoch", checkpoint.epoch());
        facts.addProperty("bestEpoch", checkpoint.bestEpoch());
        facts.addProperty("steps", network.steps());
        facts.addProperty("circuitEvaluations", network.circuitEvaluations());
        facts.addProperty("quantumNanos", network.quantumNanos());
        facts.addProperty("seconds", kept.seconds());
        facts.add("history", TrialMetrics.GSON.toJsonTree(checkpoint.epochs()));
        Path made = path.resolve("epoch-" + checkpoint.epoch());
        new ArrayFolder(made, KIND).write(facts, arrays(checkpoint));
        try {
            for (Path other : others(made)) {
                RunFolder.delete(other);
            }
        } catch (IOException e) {
            throw new UnwritableException(path, e);
        }
    }

    private static List<NamedArray> arrays(Checkpoint checkpoint) {
        var arrays = new ArrayList<NamedArray>();
        checkpoint.network().values().forEach((name, values) -> arrays.add(NamedArray.row(VALUES + name, values)));
        arrays.add(NamedArray.row(UPDATER, checkpoint.network().updater()));
        if (checkpoint.bestEpoch() < checkpoint.epoch()) {
            checkpoint.best().forEach((name, values) -> arrays.add(NamedArray.row(BEST + name, values)));
        }
        float[][] answers = checkpoint.answers();
        int classes = answers[0].length;
        var flat = new float[answers.length * classes];
        for (int i = 0; i < answers.length; i++) {
            System.arraycopy(answers[i], 0, flat, i * classes, classes);
        }
        arrays.add(new NamedArray(ANSWERS, new int[] {answers.length, classes}, flat));
        return arrays;
    }

    /**
     * The last checkpoint, if there is one.
     *
     * @throws DamagedArraysException if it is not what was kept, or belongs to another trial or engine
     */
    public Optional<Kept> last() throws IOException {
        if (!Files.isDirectory(path)) {
            return Optional.empty();
        }
        Optional<Path> newest;
        try (var folders = Files.list(path)) {
            newest = folders.filter(folder -> epochOf(folder).isPresent())
                    .max(Comparator.comparingInt(folder -> epochOf(folder).getAsInt()));
        }
        return newest.isEmpty() ? Optional.empty() : Optional.of(read(newest.get()));
    }

    private Kept read(Path folder) throws IOException {
        ArrayFolder.Content content = new ArrayFolder(folder, KIND).read();
        JsonObject facts = content.facts();
        try {
            require("key", key, facts);
            require("engine", engine, facts);
            var epochs = new ArrayList<EpochResult>();
            for (JsonElement epoch : facts.getAsJsonArray("history")) {
                epochs.add(TrialMetrics.GSON.fromJson(epoch, EpochResult.class));
            }
            Map<String, float[]> values = valuesIn(VALUES, content);
            var network = new NetworkState(
                    values,
                    content.arrays().get(UPDATER).values(),
                    facts.get("steps").getAsInt(),
                    facts.get("circuitEvaluations").getAsLong(),
                    facts.get("quantumNanos").getAsLong());
            int bestEpoch = facts.get("bestEpoch").getAsInt();
            var checkpoint = new Checkpoint(
                    epochs,
                    bestEpoch,
                    network,
                    bestEpoch < epochs.size() ? valuesIn(BEST, content) : values,
                    answers(content.arrays().get(ANSWERS)));
            return new Kept(checkpoint, facts.get("seconds").getAsDouble());
        } catch (RuntimeException e) {
            throw new DamagedArraysException("%s.json lacks what it should tell".formatted(KIND), e);
        }
    }

    private static void require(String fact, String wanted, JsonObject facts) throws DamagedArraysException {
        String found = facts.get(fact).getAsString();
        if (!found.equals(wanted)) {
            throw new DamagedArraysException("its %s is %s, not %s".formatted(fact, found, wanted));
        }
    }

    private static Map<String, float[]> valuesIn(String prefix, ArrayFolder.Content content) {
        var values = new LinkedHashMap<String, float[]>();
        content.arrays().forEach((name, array) -> {
            if (name.startsWith(prefix)) {
                values.put(name.substring(prefix.length()), array.values());
            }
        });
        return values;
    }

    private static float[][] answers(NamedArray array) {
        int classes = array.shape()[1];
        var answers = new float[array.shape()[0]][];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = Arrays.copyOfRange(array.values(), i * classes, (i + 1) * classes);
        }
        return answers;
    }

    /** Takes the checkpoint away: it is no longer needed. */
    public void remove() throws IOException {
        RunFolder.delete(path);
    }

    private List<Path> others(Path made) throws IOException {
        try (var folders = Files.list(path)) {
            return folders.filter(folder -> !folder.equals(made)).toList();
        }
    }

    private static OptionalInt epochOf(Path folder) {
        Matcher name = EPOCH.matcher(folder.getFileName().toString());
        return name.matches() ? OptionalInt.of(Integer.parseInt(name.group(1))) : OptionalInt.empty();
    }
}
