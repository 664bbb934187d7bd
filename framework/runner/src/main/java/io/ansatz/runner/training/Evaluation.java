package io.ansatz.runner.training;

import io.ansatz.runner.experiment.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How good predictions are, by MedMNIST's conventions: the likeliest class is the answer (of equally likely ones the
 * lowest); a binary AUC takes the score of label 1, one of more classes is the plain mean of each class against the rest,
 * and ties count half.
 *
 * <p>A class without images in this part says nothing: balanced accuracy and AUC average over the classes that are there,
 * and {@link #absent} names the others. With a single class there is no AUC.
 *
 * @param images how many images were judged
 * @param loss the mean cross-entropy
 * @param accuracy the share of right answers
 * @param balancedAccuracy the mean over classes of the share of their images that are recognised
 * @param auc the area under the receiver operating characteristic
 * @param majorityRate the accuracy of always answering the most frequent class
 * @param confusion how many images of a class got which answer: {@code [label][answer]}
 * @param absent the labels that no image of this part carries
 */
public record Evaluation(
        int images,
        double loss,
        double accuracy,
        double balancedAccuracy,
        OptionalDouble auc,
        double majorityRate,
        int[][] confusion,
        List<Integer> absent) {

    /** Below this a probability counts as this much; one sure mistake is then not infinite. */
    private static final double LEAST_PROBABILITY = 1e-10;

    public Evaluation {
        absent = List.copyOf(absent);
    }

    /** Judges predictions; every probability must be a number. */
    public static Evaluation of(Predictions predictions) {
        if (!predictions.finite()) {
            throw new IllegalArgumentException("Predictions that are not numbers cannot be judged.");
        }
        float[][] probabilities = predictions.probabilities();
        int[] labels = predictions.labels();
        int classes = probabilities[0].length;
        var confusion = new int[classes][classes];
        double loss = 0;
        for (int i = 0; i < labels.length; i++) {
            confusion[labels[i]][likeliest(probabilities[i])]++;
            loss -= Math.log(Math.max(probabilities[i][labels[i]], LEAST_PROBABILITY));
        }
        int right = 0;
        int largest = 0;
        double recalls = 0;
        var absent = new ArrayList<Integer>();
        for (int label = 0; label < classes; label++) {
            int count = Arrays.stream(confusion[label]).sum();
            right += confusion[label][label];
            largest = Math.max(largest, count);
            if (count == 0) {
                absent.add(label);
            } else {
                recalls += (double) confusion[label][label] / count;
            }
        }
        return new Evaluation(
                labels.length,
                loss / labels.length,
                (double) right / labels.length,
                recalls / (classes - absent.size()),
                auc(probabilities, labels, classes, absent),
                (double) largest / labels.length,
                confusion,
                absent);
    }

    /** The metrics by the words of the experiment file; without {@code auc} where there is none. */
    public Map<String, Double> metrics() {
        var metrics = new LinkedHashMap<String, Double>();
        metrics.put("loss", loss);
        metrics.put("accuracy", accuracy);
        metrics.put("balanced-accuracy", balancedAccuracy);
        auc.ifPresent(value -> metrics.put("auc", value));
        return metrics;
    }

    /** The metric that epochs are compared by. */
    OptionalDouble value(Selection selection) {
        return switch (selection) {
            case ACCURACY -> OptionalDouble.of(accuracy);
            case BALANCED_ACCURACY -> OptionalDouble.of(balancedAccuracy);
            case AUC -> auc;
            case LOSS -> OptionalDouble.of(loss);
        };
    }

    private static int likeliest(float[] row) {
        int best = 0;
        for (int k = 1; k < row.length; k++) {
            if (row[k] > row[best]) {
                best = k;
            }
        }
        return best;
    }

    private static OptionalDouble auc(float[][] probabilities, int[] labels, int classes, List<Integer> absent) {
        if (classes - absent.size() < 2) {
            return OptionalDouble.empty();
        }
        if (classes == 2) {
            return OptionalDouble.of(oneAgainstRest(probabilities, labels, 1));
        }
        double sum = 0;
        for (int label = 0; label < classes; label++) {
            if (!absent.contains(label)) {
                sum += oneAgainstRest(probabilities, labels, label);
            }
        }
        return OptionalDouble.of(sum / (classes - absent.size()));
    }

    /** Mann and Whitney: the share of pairs, one image of the class and one of the rest, that the score puts in order. */
    private static double oneAgainstRest(float[][] probabilities, int[] labels, int label) {
        int positives = (int) Arrays.stream(labels).filter(l -> l == label).count();
        var inside = new float[positives];
        var outside = new float[labels.length - positives];
        int in = 0;
        int out = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == label) {
                inside[in++] = probabilities[i][label];
            } else {
                outside[out++] = probabilities[i][label];
            }
        }
        Arrays.sort(inside);
        Arrays.sort(outside);
        long halves = 0;
        int below = 0;
        int upTo = 0;
        for (float score : inside) {
            while (below < outside.length && outside[below] < score) {
                below++;
            }
            while (upTo < outside.length && outside[upTo] <= score) {
                upTo++;
            }
            halves += below + upTo;
        }
        return halves / 2.0 / ((double) inside.length * outside.length);
    }
}
