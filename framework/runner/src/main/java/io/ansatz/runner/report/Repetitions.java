package io.ansatz.runner.report;

import io.ansatz.runner.comparison.Configuration;
import io.ansatz.runner.comparison.Run;
import io.ansatz.runner.metrics.Metric;
import io.ansatz.runner.metrics.Scores;
import io.ansatz.runner.statistics.Estimate;
import io.ansatz.runner.tracking.PredictionsFile;
import io.ansatz.runner.tracking.TrialRecord;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A configuration with what its seeds said about the test images.
 *
 * @param colour its role's
 * @param said one for each finished trial whose predictions can be read; all speak of equally many classes
 * @param together the same as if one had said it all
 * @param leftOut a sentence about those that are missing; empty where none are
 */
record Repetitions(
        Configuration configuration,
        int colour,
        List<Scores> said,
        Optional<Scores> together,
        Optional<String> leftOut) {

    /** What stands where a picture of answers would. */
    static final String NOTHING_SAID = "No predictions can be read.";

    Repetitions {
        said = List.copyOf(said);
    }

    /** Reads what the finished trials of a configuration said. */
    static Repetitions of(Configuration configuration, int colour) {
        var probabilities = new ArrayList<float[][]>();
        var labels = new ArrayList<int[]>();
        var missing = new ArrayList<String>();
        var reasons = new ArrayList<String>();
        for (TrialRecord trial : configuration.finished()) {
            try {
                var predictions = Run.of(trial).predictions();
                requireClasses(predictions.probabilities()[0].length, probabilities);
                probabilities.add(predictions.probabilities());
                labels.add(predictions.labels());
            } catch (NoSuchFileException e) {
                missing.add(trial.seed());
                reasons.add("There is no %s.".formatted(PredictionsFile.FILE));
            } catch (IOException e) {
                missing.add(trial.seed());
                reasons.add(e.getMessage());
            }
        }
        var said = new ArrayList<Scores>();
        for (int i = 0; i < labels.size(); i++) {
            said.add(new Scores(probabilities.get(i), labels.get(i)));
        }
        Optional<Scores> together = said.isEmpty()
                ? Optional.empty()
                : Optional.of(new Scores(
                        probabilities.stream().flatMap(Stream::of).toArray(float[][]::new),
                        labels.stream().flatMapToInt(Arrays::stream).toArray()));
        return new Repetitions(configuration, colour, said, together, leftOut(configuration, missing, reasons));
    }

    private static void requireClasses(int classes, List<float[][]> others) throws IOException {
        if (!others.isEmpty() && others.get(0)[0].length != classes) {
            throw new IOException("It speaks of %d classes, others of %d.".formatted(classes, others.get(0)[0].length));
        }
    }

    private static Optional<String> leftOut(Configuration configuration, List<String> seeds, List<String> reasons) {
        if (seeds.isEmpty()) {
            return Optional.empty();
        }
        String label = configuration.label();
        return Optional.of(
                seeds.size() == 1
                        ? "Of %s, seed %s is left out of all but the learning curves. %s"
                                .formatted(label, seeds.get(0), reasons.get(0))
                        : "Of %s, seeds %s are left out of all but the learning curves. Seed %s: %s"
                                .formatted(label, String.join(", ", seeds), seeds.get(0), reasons.get(0)));
    }

    boolean isHybrid() {
        return configuration.isHybrid();
    }

    String role() {
        return configuration.role();
    }

    /** What the classes are called. */
    ClassNames names() {
        return new ClassNames(configuration.finished().stream()
                .findFirst()
                .map(trial -> trial.dataset().classes())
                .orElse(List.of()));
    }

    /** The mean of a metric over seeds; empty if one of them has none. */
    Optional<Estimate> mean(Metric metric) {
        double[] values = said.stream()
                .map(metric::measure)
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        return values.length == 0 || values.length < said.size()
                ? Optional.empty()
                : Optional.of(Estimate.mean(values));
    }
}
