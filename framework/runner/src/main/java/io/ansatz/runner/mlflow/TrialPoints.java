package io.ansatz.runner.mlflow;

import io.ansatz.runner.tracking.BlockSheet;
import io.ansatz.runner.tracking.TrialMetrics;
import io.ansatz.runner.tracking.TrialRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The metrics of a trial: its curves by epoch, and once it is finished, what came out and what it cost. A trial that was
 * begun again repeats itself; a value that is there already at its step is not said twice.
 */
final class TrialPoints {

    private final TrialRecord trial;
    private final List<Point> points = new ArrayList<>();
    private final Set<Value> said = new HashSet<>();

    TrialPoints(TrialRecord trial) {
        this.trial = trial;
    }

    private record Value(String metric, long step, double value) {}

    List<Point> all() throws IOException {
        for (TrialRecord.Epoch epoch : trial.epochs()) {
            epoch.values().forEach((metric, value) -> add(metric, epoch.number(), epoch.at(), value));
        }
        if (trial.result().isPresent()) {
            trial.endings().forEach(this::addEnding);
            addResult(trial.result().get());
            BlockSheet.read(trial.folder()).ifPresent(this::addEffective);
        }
        return points;
    }

    private void addEnding(TrialRecord.Ending ending) {
        ending.values().forEach((metric, value) -> add(metric, ending.bestEpoch(), ending.at(), value));
        add("cost/seconds", ending.bestEpoch(), ending.at(), ending.seconds());
        add("cost/quantum_s", ending.bestEpoch(), ending.at(), ending.quantumSeconds());
        ending.speed().forEach((metric, value) -> add("cost/" + metric, ending.bestEpoch(), ending.at(), value));
    }

    private void addResult(TrialRecord.Result result) {
        TrialMetrics metrics = result.metrics();
        int step = metrics.bestEpoch();
        Instant at = result.at();
        metrics.validation().metrics().forEach((metric, value) -> add("best/val/" + metric, step, at, value));
        add("best/epoch", step, at, step);
        add("test/images", step, at, metrics.test().images());
        add("test/majority-rate", step, at, metrics.test().majorityRate());
        add("cost/parameters", step, at, metrics.parameters());
        add("cost/parameters_circuit", step, at, metrics.blockParameters());
        add("cost/circuit_evaluations", step, at, metrics.circuitEvaluations());
    }

    /** Beside the other two counts of parameters. */
    private void addEffective(BlockSheet sheet) {
        TrialRecord.Result result = trial.result().orElseThrow();
        add("cost/parameters_effective", result.metrics().bestEpoch(), result.at(), sheet.effectiveParameters());
    }

    private void add(String metric, int step, Instant at, double value) {
        if (said.add(new Value(metric, step, value))) {
            points.add(new Point(metric, step, at, value));
        }
    }
}
