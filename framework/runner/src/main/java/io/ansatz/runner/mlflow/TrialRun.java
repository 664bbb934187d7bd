package io.ansatz.runner.mlflow;

import io.ansatz.runner.comparison.Configuration;
import io.ansatz.runner.tracking.TrialMetrics;
import io.ansatz.runner.tracking.TrialRecord;
import io.ansatz.runner.tracking.TrialRecord.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A trial, as the run that MLflow should hold. */
record TrialRun(TrialRecord trial, List<String> varying) {

    /** The kind of these runs. */
    static final String KIND = "trial";

    /** The files and folders that are there for our own sake alone, or too large to be kept twice. */
    private static final Set<String> OURS =
            Set.of("claim", "done", "checkpoint", "checkpoint.damaged", "model", "model.draft");

    /** What tells it from every other run. */
    String identity() {
        return KIND + "/" + trial.id();
    }

    Run run() throws IOException {
        RunStatus status = status(trial.state());
        boolean running = status == RunStatus.RUNNING;
        String label = Configuration.of(List.of(trial), varying).get(0).label();
        return new Run(
                identity(),
                Optional.of(StudyRuns.IDENTITY),
                Tags.name("%s seed %s".formatted(label, trial.seed())),
                status,
                trial.begun(),
                running ? Optional.empty() : Optional.of(trial.last()),
                params(),
                tags(),
                new TrialPoints(trial).all(),
                List.of(TrialInput.of(trial)),
                running ? Map.of() : artifacts());
    }

    static RunStatus status(State state) {
        return switch (state) {
            case RUNNING -> RunStatus.RUNNING;
            case FINISHED -> RunStatus.FINISHED;
            case FAILED -> RunStatus.FAILED;
            case KILLED -> RunStatus.KILLED;
        };
    }

    private Map<String, String> params() {
        var params = new LinkedHashMap<String, String>();
        params.put("role", trial.role());
        params.put("seed", trial.seed());
        for (String path : varying) {
            trial.setting(path).ifPresent(value -> params.put(path, Tags.param(value)));
        }
        return params;
    }

    private Map<String, String> tags() {
        var tags = new LinkedHashMap<String, String>();
        tags.put(Tags.KIND, KIND);
        tags.put("ansatz.trial", trial.id());
        tags.put("role", trial.role());
        tags.put("seed", trial.seed());
        tags.put(Tags.NOTE, Tags.tag(note()));
        tags.putAll(Tags.surroundings(trial));
        trial.dataset().promises().forEach((name, promise) -> tags.put("ansatz.guard." + name, promise.words()));
        return tags;
    }

    private String note() {
        return switch (trial.state()) {
            case RUNNING -> "Being trained.";
            case FINISHED -> {
                TrialMetrics metrics = trial.result().orElseThrow().metrics();
                yield "Kept epoch %d of %d.".formatted(metrics.bestEpoch(), metrics.epochs());
            }
            case FAILED -> "Failed: " + trial.reason();
            case KILLED ->
                "Stopped from outside after %d epochs. The same command goes on."
                        .formatted(trial.curve().size());
        };
    }

    /** Everything in the folder that was made to last. */
    private Map<String, Path> artifacts() throws IOException {
        Path folder = trial.folder().path();
        var artifacts = new LinkedHashMap<String, Path>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (!OURS.contains(name.split("/")[0]) && !name.endsWith(".draft")) {
                    artifacts.put(name, file);
                }
            }
        }
        return artifacts;
    }
}
