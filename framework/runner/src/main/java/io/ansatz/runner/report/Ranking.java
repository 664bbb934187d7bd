package io.ansatz.runner.report;

import io.ansatz.runner.training.Predictions;
import java.util.Arrays;

/**
 * The images of a part, sorted by how likely they are said to be of one class: the ground of its receiver operating
 * characteristic and of its precision and recall. At every distinct score, from the highest down, it counts the images that
 * would be called this class if that score were enough. Equal scores cannot be told apart, so they come in together.
 *
 * @param hits how many of these images are of the class, at each score; the first is 0, before any score
 * @param misses how many are not
 */
record Ranking(int[] hits, int[] misses) {

    /** Sorts predictions by the score of a label. */
    static Ranking of(Predictions predictions, int label) {
        int[] labels = predictions.labels();
        int positives = (int) Arrays.stream(labels).filter(l -> l == label).count();
        var inside = new float[positives];
        var outside = new float[labels.length - positives];
        int in = 0;
        int out = 0;
        for (int i = 0; i < labels.length; i++) {
            float score = predictions.probabilities()[i][label];
            if (labels[i] == label) {
                inside[in++] = score;
            } else {
                outside[out++] = score;
            }
        }
        Arrays.sort(inside);
        Arrays.sort(outside);
        return of(inside, outside);
    }

    private static Ranking of(float[] inside, float[] outside) {
        var hits = new int[inside.length + outside.length + 1];
        var misses = new int[hits.length];
        int thresholds = 1;
        int in = inside.length;
        int out = outside.length;
        while (in > 0 || out > 0) {
            float score = Math.max(
                    in > 0 ? inside[in - 1] : Float.NEGATIVE_INFINITY,
                    out > 0 ? outside[out - 1] : Float.NEGATIVE_INFINITY);
            while (in > 0 && inside[in - 1] >= score) {
                in--;
            }
            while (out > 0 && outside[out - 1] >= score) {
                out--;
            }
            hits[thresholds] = inside.length - in;
            misses[thresholds] = outside.length - out;
            thresholds++;
        }
        return new Ranking(Arrays.copyOf(hits, thresholds), Arrays.copyOf(misses, thresholds));
    }

    /** How many images are of the class. */
    int positives() {
        return hits[hits.length - 1];
    }

    /** How many are not. */
    int negatives() {
        return misses[misses.length - 1];
    }

    /** Whether there are images of both kinds; without them there is nothing to tell apart, and no curve. */
    boolean tells() {
        return positives() > 0 && negatives() > 0;
    }

    /** The share of images that are of the class: the precision of calling every image so. */
    double prevalence() {
        return (double) positives() / (positives() + negatives());
    }

    /** The share of hits over the share of false alarms; through images of equal score it is a slope, which counts them half. */
    Curve characteristic() {
        var falseAlarms = new double[hits.length];
        var found = new double[hits.length];
        for (int i = 0; i < hits.length; i++) {
            falseAlarms[i] = (double) misses[i] / negatives();
            found[i] = (double) hits[i] / positives();
        }
        return new Curve(falseAlarms, found);
    }

    /** The area under {@link #characteristic()}, to the last bit what the evaluation says. */
    double auc() {
        long halves = 0;
        for (int i = 1; i < hits.length; i++) {
            halves += (long) (misses[i] - misses[i - 1]) * (hits[i] + hits[i - 1]);
        }
        return halves / 2.0 / ((double) positives() * negatives());
    }

    /** Precision over recall, in steps: each new share of the class is found at the precision of the score that finds it. */
    Curve precision() {
        var recall = new double[2 * hits.length];
        var precision = new double[2 * hits.length];
        int points = 0;
        for (int i = 1; i < hits.length; i++) {
            if (hits[i] > hits[i - 1]) {
                recall[points] = (double) hits[i - 1] / positives();
                precision[points++] = precision(i);
                recall[points] = (double) hits[i] / positives();
                precision[points++] = precision(i);
            }
        }
        return new Curve(Arrays.copyOf(recall, points), Arrays.copyOf(precision, points));
    }

    /** The area under {@link #precision()}: the sum of (R_n - R_(n-1)) P_n over the scores. */
    double averagePrecision() {
        double sum = 0;
        for (int i = 1; i < hits.length; i++) {
            sum += (double) (hits[i] - hits[i - 1]) / positives() * precision(i);
        }
        return sum;
    }

    private double precision(int i) {
        return (double) hits[i] / (hits[i] + misses[i]);
    }
}
