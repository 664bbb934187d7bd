package io.ansatz.runner.mlflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** A tracker in memory that keeps count, and fails when it is told to. */
final class RecordingTracker implements Tracker {

    /** What it holds of a run. */
    static final class Kept {
        final String id;
        String name;
        RunStatus status = RunStatus.RUNNING;
        final Instant begun;
        Optional<Instant> ended = Optional.empty();
        boolean deleted;
        final Map<String, String> params = new TreeMap<>();
        final Map<String, String> tags = new TreeMap<>();
        final Set<Point> points = new LinkedHashSet<>();
        final Set<DatasetInput> inputs = new LinkedHashSet<>();
        final Map<String, String> artifacts = new TreeMap<>();

        private Kept(String id, String name, Instant begun) {
            this.id = id;
            this.name = name;
            this.begun = begun;
        }

        /** Everything in it as a text, to compare. */
        @Override
        public String toString() {
            return "%s %s %s %s %s\n%s\n%s\n%s\n%s\n%s"
                    .formatted(
                            id,
                            name,
                            status,
                            begun,
                            ended,
                            params,
                            tags,
                            new java.util.TreeSet<>(
                                    points.stream().map(Point::toString).toList()),
                            inputs,
                            artifacts);
        }
    }

    final Map<String, String> experimentTags = new TreeMap<>();
    final List<String> calls = new ArrayList<>();
    private final Map<String, Kept> runs = new LinkedHashMap<>();

    /** How many calls go well before one fails; negative for all. */
    int failsAfter = -1;

    boolean failsAlways;
    boolean doesItAllTheSame;
    boolean forGood;
    volatile CountDownLatch hangs = new CountDownLatch(0);

    /** How many points the run of this identity has, if it is there. */
    synchronized int points(String identity) {
        return runs.values().stream()
                .filter(run -> identity.equals(run.tags.get(Run.IDENTITY)))
                .mapToInt(run -> run.points.size())
                .sum();
    }

    /** The run of this identity. */
    synchronized Kept kept(String identity) {
        return runs.values().stream()
                .filter(run -> identity.equals(run.tags.get(Run.IDENTITY)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no run %s.".formatted(identity)));
    }

    /** Everything it holds, by identity. */
    Map<String, String> contents() {
        var contents = new TreeMap<String, String>();
        runs.values().forEach(run -> contents.put(run.tags.get(Run.IDENTITY), run.toString()));
        return contents;
    }

    private interface Deed {

        void act();
    }

    private void call(String name, Deed deed) throws TrackerException {
        try {
            hangs.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean fails;
        synchronized (this) {
            calls.add(name);
            fails = failsAlways || failsAfter == 0;
            failsAfter--;
            if (!fails || doesItAllTheSame) {
                deed.act();
            }
        }
        if (fails) {
            throw forGood
                    ? TrackerException.refused("It refused %s.".formatted(name), null)
                    : TrackerException.away("It was away for %s.".formatted(name), null);
        }
    }

    @Override
    public String place() {
        return "the recorder";
    }

    @Override
    public String experiment(String name) throws TrackerException {
        call("experiment", () -> {});
        return "1";
    }

    @Override
    public void tagExperiment(String experiment, Map<String, String> tags) throws TrackerException {
        call("tagExperiment", () -> experimentTags.putAll(tags));
    }

    @Override
    public List<Held> runs(String experiment) throws TrackerException {
        call("runs", () -> {});
        return runs.values().stream()
                .map(run -> new Held(
                        run.id,
                        run.tags.get(Run.IDENTITY),
                        run.status,
                        run.tags.getOrDefault(Run.CONTENT, ""),
                        run.deleted))
                .toList();
    }

    @Override
    public String begin(String experiment, Run run, Optional<String> parent) throws TrackerException {
        call("begin " + run.identity(), () -> {
            if (runs.values().stream().noneMatch(known -> run.identity().equals(known.tags.get(Run.IDENTITY)))) {
                var kept = new Kept("id-of-" + run.identity(), run.name(), run.begun());
                kept.tags.putAll(run.tags());
                kept.tags.put(Run.IDENTITY, run.identity());
                parent.ifPresent(id -> kept.tags.put("mlflow.parentRunId", id));
                runs.put(kept.id, kept);
            }
        });
        return kept(run.identity()).id;
    }

    @Override
    public void log(String run, Map<String, String> params, Map<String, String> tags, List<Point> points)
            throws TrackerException {
        call("log %s %d".formatted(run, points.size()), () -> {
            Kept kept = runs.get(run);
            params.forEach((key, value) -> {
                String before = kept.params.putIfAbsent(key, value);
                if (before != null && !before.equals(value)) {
                    throw new AssertionError("%s is %s already, not %s.".formatted(key, before, value));
                }
            });
            kept.tags.putAll(tags);
            kept.points.addAll(points);
        });
    }

    @Override
    public void use(String run, List<DatasetInput> inputs) throws TrackerException {
        call("use " + run, () -> runs.get(run).inputs.addAll(inputs));
    }

    @Override
    public void keep(String run, String path, Path file) throws TrackerException {
        call("keep %s %s".formatted(run, path), () -> {
            try {
                runs.get(run).artifacts.put(path, Files.readString(file, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void update(String run, String name, RunStatus status, Optional<Instant> ended) throws TrackerException {
        call("update %s %s".formatted(run, status), () -> {
            Kept kept = runs.get(run);
            kept.name = name;
            kept.status = status;
            kept.ended = ended;
        });
    }

    @Override
    public void close() {
        // There is nothing to let go.
    }
}
