package io.ansatz.runner.execution;

import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.tracking.TrialMetrics;
import java.nio.file.Path;
import java.util.List;

/**
 * What became of a study.
 *
 * @param finished in the order of the plan
 * @param busy trials that another process is training
 * @param stopped whether it was stopped before all of its trials had their turn
 */
public record Report(List<Finished> finished, List<Failure> failures, List<Trial> busy, boolean stopped) {

    public Report {
        finished = List.copyOf(finished);
        failures = List.copyOf(failures);
        busy = List.copyOf(busy);
    }

    /**
     * A trial with its results.
     *
     * @param seconds how long it took when it was trained
     * @param trainedNow false if an earlier run had done it
     */
    public record Finished(Trial trial, TrialMetrics metrics, double seconds, Path folder, boolean trainedNow) {}

    /** A trial without results, and why. */
    public record Failure(Trial trial, String reason) {}
}
