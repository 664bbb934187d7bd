package io.ansatz.runner.report;

import io.ansatz.runner.comparison.Configuration;
import io.ansatz.runner.tracking.StudyPlan;
import io.ansatz.runner.tracking.TrialRecord;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** A test metric that a report shows, by its word in the experiment file. */
record Measure(String metric) {

    private static final String AUC = "auc";
    private static final String ACCURACY = "accuracy";
    private static final String LOSS = "loss";

    /** The one that chose the epochs, AUC and accuracy: those of them that any trial has. */
    static List<Measure> of(Optional<StudyPlan> plan, List<Configuration> configurations) {
        return Stream.concat(plan.map(StudyPlan::select).stream(), Stream.of(AUC, ACCURACY))
                .distinct()
                .filter(metric -> configurations.stream()
                        .anyMatch(configuration -> configuration.mean(metric).isPresent()))
                .map(Measure::new)
                .toList();
    }

    /** What a person calls it. */
    String title() {
        return metric.equals(AUC) ? "AUC" : metric.replace('-', ' ');
    }

    /** What epochs call it. */
    String epochValue() {
        return "val/" + metric;
    }

    /** Whether it lies between 0 and 1. */
    boolean isShare() {
        return !metric.equals(LOSS);
    }

    /** What a trial came to; empty if it has no results, or not this one. */
    OptionalDouble of(TrialRecord trial) {
        Double value = trial.result()
                .map(result -> result.metrics().test().metrics().get(metric))
                .orElse(null);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    static String text(double value) {
        return Markup.fixed(value, 3);
    }
}
