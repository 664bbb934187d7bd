package io.ansatz.runner.report;

import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.runner.tracking.TrialMetrics;
import io.ansatz.runner.tracking.TrialRecord;
import io.ansatz.runner.training.Evaluation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Records of trials that nobody trained. */
public final class SampleTrials {

    public static final Instant BEGUN = Instant.parse("2026-01-31T09:00:00Z");

    public static final TrialRecord.Data DATA = new TrialRecord.Data(
            "generated",
            "1",
            "sha256:78161be31e7e",
            "Apache-2.0",
            Optional.of(""),
            List.of("disc", "ring"),
            Map.of("train", 400, "val", 100, "test", 200),
            Map.of("train", List.of(201, 199), "val", List.of(48, 52), "test", List.of(95, 105)),
            Optional.of("phantom"),
            Map.of("train", 40, "val", 10, "test", 20),
            List.of(),
            Map.of("duplicates", new TrialRecord.Promise("violated", 3, "3 images stand in several parts.")),
            Map.of());

    private SampleTrials() {}

    /** A trial that came to this. */
    public static TrialRecord finished(String role, int seed, Map<String, String> settings, Evaluation test) {
        var metrics = new TrialMetrics(role, seed, 8, 7, 90_000, 36, 1_000, test, test);
        var result = new TrialRecord.Result(metrics, BEGUN.plusSeconds(60L * seed + 12), 12.5, 3.25);
        return record(role, seed, settings, TrialRecord.State.FINISHED, "", Optional.of(result));
    }

    /** A trial that came to this AUC, and an accuracy a tenth below. */
    public static TrialRecord finished(String role, int seed, Map<String, String> settings, double auc) {
        return finished(role, seed, settings, evaluation(auc - 0.1, OptionalDouble.of(auc)));
    }

    /** A trial without results. */
    public static TrialRecord unfinished(
            String role, int seed, Map<String, String> settings, TrialRecord.State state, String reason) {
        return record(role, seed, settings, state, reason, Optional.empty());
    }

    /** The same trial as another folder tells it. */
    static TrialRecord told(
            TrialRecord trial,
            Path folder,
            TrialRecord.Data data,
            Map<String, String> surroundings,
            List<TrialRecord.Ending> endings) {
        return new TrialRecord(
                new RunFolder(folder),
                trial.identity(),
                trial.state(),
                trial.reason(),
                trial.begun(),
                trial.last(),
                trial.epochs(),
                trial.curve(),
                data,
                surroundings,
                endings,
                trial.result());
    }

    public static Evaluation evaluation(double accuracy, OptionalDouble auc) {
        return new Evaluation(200, 0.5, accuracy, accuracy, auc, 0.525, new int[][] {{90, 5}, {15, 90}}, List.of());
    }

    private static TrialRecord record(
            String role,
            int seed,
            Map<String, String> settings,
            TrialRecord.State state,
            String reason,
            Optional<TrialRecord.Result> result) {
        var identity = new LinkedHashMap<String, String>();
        identity.put("role", role);
        identity.put("seed", Integer.toString(seed));
        identity.putAll(settings);
        var folder = new RunFolder(Path.of("runs", "sample", role + "-s" + seed + "-" + settings.hashCode()));
        Instant begun = BEGUN.plusSeconds(60L * seed);
        return new TrialRecord(
                folder,
                identity,
                state,
                reason,
                begun,
                begun.plusSeconds(12),
                List.of(),
                List.of(),
                DATA,
                Map.of("ansatz", "0.1.0"),
                List.of(),
                result);
    }
}
