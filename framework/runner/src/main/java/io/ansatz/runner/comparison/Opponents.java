package io.ansatz.runner.comparison;

import io.ansatz.runner.metrics.Metric;
import io.ansatz.runner.metrics.Scores;
import io.ansatz.runner.metrics.Yardstick;
import io.ansatz.runner.statistics.DeLong;
import io.ansatz.runner.statistics.Discordance;
import io.ansatz.runner.statistics.McNemar;
import io.ansatz.runner.statistics.PairedBootstrap;
import io.ansatz.runner.statistics.PairedBootstrap.Statistic;
import io.ansatz.runner.statistics.Resampled;
import io.ansatz.runner.statistics.Strata;
import io.ansatz.runner.training.Predictions;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What two sides said about the same test images, seed by seed.
 *
 * @param ours one run for each seed
 * @param theirs the same seeds in the same order
 */
record Opponents(String name, List<Run> ours, String otherName, List<Run> theirs) {

    /** Makes sure that all runs judged the same images, which then stand in the same order. */
    Opponents {
        ours = List.copyOf(ours);
        theirs = List.copyOf(theirs);
    }

    /** @throws IOException if runs do not speak of the same images; the message names two */
    void requireSameImages() throws IOException {
        Run first = ours.get(0);
        for (List<Run> side : List.of(ours, theirs)) {
            for (Run run : side) {
                if (!run.items().equals(first.items())) {
                    throw new IOException("Seed %s of %s and seed %s of %s did not judge the same images."
                            .formatted(first.seed(), name, run.seed(), side == ours ? name : otherName));
                }
                if (!Arrays.equals(
                        run.predictions().labels(), first.predictions().labels())) {
                    throw new IOException("Seed %s of %s and seed %s of %s have other labels for the same images."
                            .formatted(first.seed(), name, run.seed(), side == ours ? name : otherName));
                }
            }
        }
    }

    /** What every accuracy of the images must be held against. */
    Yardstick yardstick() {
        Predictions first = ours.get(0).predictions();
        return new Scores(first.probabilities(), first.labels()).confusion().yardstick();
    }

    /** A metric of every seed; empty where one of them has none. */
    static Optional<double[]> values(List<Run> runs, Metric metric) {
        var values = new double[runs.size()];
        for (int i = 0; i < values.length; i++) {
            OptionalDouble value = runs.get(i).measure(metric);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values[i] = value.getAsDouble();
        }
        return Optional.of(values);
    }

    /** Draws the test images again: whole groups where groups are known, and of each fold as many of each class as there are. */
    Resampled resample(Metric metric, int resamples) {
        return new PairedBootstrap(strata(), resamples, 1).compare(mean(ours, metric), mean(theirs, metric));
    }

    private Strata strata() {
        Run first = ours.get(0);
        int[] labels = first.predictions().labels().clone();
        int[] folds = first.folds();
        int classes = first.predictions().probabilities()[0].length;
        for (int i = 0; i < labels.length; i++) {
            labels[i] += folds[i] * classes;
        }
        if (first.groups().isEmpty()) {
            return Strata.byLabel(labels);
        }
        var numbers = new HashMap<String, Integer>();
        int[] groups = first.groups().stream()
                .mapToInt(group -> numbers.computeIfAbsent(group, one -> numbers.size()))
                .toArray();
        return Strata.byGroup(labels, groups);
    }

    private static Statistic mean(List<Run> runs, Metric metric) {
        List<Scores> scores = runs.stream()
                .map(run -> new Scores(
                        run.predictions().probabilities(), run.predictions().labels()))
                .toList();
        return items -> {
            double sum = 0;
            for (int i = 0; i < scores.size(); i++) {
                sum += runs.get(i).measure(metric, scores.get(i), items).orElse(Double.NaN);
            }
            return sum / scores.size();
        };
    }

    /** Images of one group are not independent of each other, as this test takes them to be; then there is none. */
    Optional<McNemar> answers() {
        return grouped() ? Optional.empty() : Optional.of(McNemar.of(Discordance.of(right(ours), right(theirs))));
    }

    private boolean grouped() {
        return !ours.get(0).groups().isEmpty();
    }

    private static boolean[] right(List<Run> runs) {
        double[][] means = means(runs);
        int[] labels = runs.get(0).predictions().labels();
        var right = new boolean[labels.length];
        for (int i = 0; i < right.length; i++) {
            int answer = 0;
            for (int k = 1; k < means[i].length; k++) {
                if (means[i][k] > means[i][answer]) {
                    answer = k;
                }
            }
            right[i] = answer == labels[i];
        }
        return right;
    }

    /** For two classes, if both are there, and images come neither in groups nor from several trainings, whose scores do not mix. */
    Optional<DeLong> ranks() {
        int[] labels = ours.get(0).predictions().labels();
        boolean both = Arrays.stream(labels).distinct().count() == 2;
        if (ours.get(0).predictions().probabilities()[0].length != 2
                || !both
                || grouped()
                || ours.get(0).isFolded()) {
            return Optional.empty();
        }
        var positive = new boolean[labels.length];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = labels[i] == 1;
        }
        return Optional.of(DeLong.of(positive, ofPositive(means(ours)), ofPositive(means(theirs))));
    }

    private static double[] ofPositive(double[][] means) {
        return Arrays.stream(means).mapToDouble(row -> row[1]).toArray();
    }

    private static double[][] means(List<Run> runs) {
        float[][] first = runs.get(0).predictions().probabilities();
        var means = new double[first.length][first[0].length];
        for (Run run : runs) {
            for (int i = 0; i < means.length; i++) {
                for (int k = 0; k < means[i].length; k++) {
                    means[i][k] += run.predictions().probabilities()[i][k] / runs.size();
                }
            }
        }
        return means;
    }
}
