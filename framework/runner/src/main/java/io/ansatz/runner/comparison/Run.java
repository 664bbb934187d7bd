package io.ansatz.runner.comparison;

import io.ansatz.runner.metrics.Metric;
import io.ansatz.runner.metrics.Scores;
import io.ansatz.runner.tracking.PredictionsFile;
import io.ansatz.runner.tracking.TrialRecord;
import io.ansatz.runner.training.Predictions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What the trainings with one seed said about the test images: one training, or one for each fold, which judge an image once
 * between them.
 *
 * @param items what they are called
 * @param groups what they belong to; empty where that is not known
 * @param ends behind which image each fold ends; a single one is all of them
 */
public record Run(String seed, Predictions predictions, List<String> items, List<String> groups, List<Integer> ends) {

    public Run {
        items = List.copyOf(items);
        groups = List.copyOf(groups);
        ends = List.copyOf(ends);
    }

    /** A single training. */
    public Run(String seed, Predictions predictions, List<String> items, List<String> groups) {
        this(seed, predictions, items, groups, List.of(predictions.labels().length));
    }

    /**
     * What a finished trial said.
     *
     * @throws IOException if its folder does not tell
     */
    public static Run of(TrialRecord trial) throws IOException {
        Path file = trial.folder().path().resolve(PredictionsFile.FILE);
        PredictionsFile.Said said = PredictionsFile.read(Files.readString(file)).get(PredictionsFile.TEST);
        if (said == null) {
            throw new IOException("%s has nothing about test images.".formatted(file));
        }
        return new Run(trial.seed(), said.predictions(), said.items(), said.groups());
    }

    /** What the folds of a seed said, one behind the other. */
    static Run of(List<TrialRecord> folds) throws IOException {
        var runs = new ArrayList<Run>();
        for (TrialRecord fold : folds) {
            runs.add(of(fold));
        }
        if (runs.size() == 1) {
            return runs.get(0);
        }
        var items = new ArrayList<String>();
        var groups = new ArrayList<String>();
        var ends = new ArrayList<Integer>();
        for (Run run : runs) {
            items.addAll(run.items());
            groups.addAll(run.groups());
            ends.add(items.size());
        }
        float[][] probabilities = runs.stream()
                .flatMap(run -> Arrays.stream(run.predictions().probabilities()))
                .toArray(float[][]::new);
        int[] labels = runs.stream()
                .flatMapToInt(run -> Arrays.stream(run.predictions().labels()))
                .toArray();
        return new Run(folds.get(0).seed(), new Predictions(probabilities, labels), items, groups, ends);
    }

    /** Whether several trainings share the images among them. */
    boolean isFolded() {
        return ends.size() > 1;
    }

    /** The fold of each image. */
    int[] folds() {
        var folds = new int[predictions.labels().length];
        for (int fold = 0, i = 0; fold < ends.size(); fold++) {
            for (; i < ends.get(fold); i++) {
                folds[i] = fold;
            }
        }
        return folds;
    }

    /** A metric of all images; empty where it does not exist. */
    OptionalDouble measure(Metric metric) {
        var scores = new Scores(predictions.probabilities(), predictions.labels());
        var all = new int[scores.images()];
        Arrays.setAll(all, i -> i);
        return measure(metric, scores, all);
    }

    /**
     * A metric of chosen images: the mean over folds, as scores of different trainings cannot be ranked together. Empty where a
     * fold has none.
     *
     * @param scores of {@link #predictions}
     */
    OptionalDouble measure(Metric metric, Scores scores, int[] images) {
        if (!isFolded()) {
            return metric.measure(scores, images);
        }
        double sum = 0;
        int begin = 0;
        for (int end : ends) {
            int from = begin;
            int[] ofFold =
                    Arrays.stream(images).filter(i -> i >= from && i < end).toArray();
            OptionalDouble value = ofFold.length == 0 ? OptionalDouble.empty() : metric.measure(scores, ofFold);
            if (value.isEmpty()) {
                return OptionalDouble.empty();
            }
            sum += value.getAsDouble();
            begin = end;
        }
        return OptionalDouble.of(sum / ends.size());
    }
}
