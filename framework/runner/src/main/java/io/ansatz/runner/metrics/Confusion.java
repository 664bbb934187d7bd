package io.ansatz.runner.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How many images of each class got which answer, and every figure that follows from that alone. Of two classes label 1 is
 * the positive one. A class without images says nothing and is left out of means over classes.
 *
 * @param counts {@code [label][answer]}, with at least one image
 */
public record Confusion(int[][] counts) {

    /** How many images there are. */
    public int images() {
        return Arrays.stream(counts).mapToInt(Confusion::sum).sum();
    }

    /** How many answers are right. */
    public int right() {
        int right = 0;
        for (int label = 0; label < counts.length; label++) {
            right += counts[label][label];
        }
        return right;
    }

    /** The share of right answers. */
    public double accuracy() {
        return (double) right() / images();
    }

    /** The accuracy of always answering the most frequent class. */
    public double majorityRate() {
        int largest = Arrays.stream(counts).mapToInt(Confusion::sum).max().orElseThrow();
        return (double) largest / images();
    }

    /** The share of images of the positive class; empty unless there are two classes. */
    public OptionalDouble prevalence() {
        return counts.length == 2 ? OptionalDouble.of((double) sum(counts[1]) / images()) : OptionalDouble.empty();
    }

    /** What every accuracy of these images must be held against. */
    public Yardstick yardstick() {
        return new Yardstick(images(), majorityRate(), prevalence());
    }

    /** The share of positive images that are recognised; empty without any, or unless there are two classes. */
    public OptionalDouble sensitivity() {
        return counts.length == 2 ? recall(1) : OptionalDouble.empty();
    }

    /** The share of negative images that are recognised; empty without any, or unless there are two classes. */
    public OptionalDouble specificity() {
        return counts.length == 2 ? recall(0) : OptionalDouble.empty();
    }

    /** The mean over classes of the share of their images that are recognised. */
    public double balancedAccuracy() {
        double sum = 0;
        int present = 0;
        for (int label = 0; label < counts.length; label++) {
            OptionalDouble recall = recall(label);
            if (recall.isPresent()) {
                sum += recall.getAsDouble();
                present++;
            }
        }
        return sum / present;
    }

    /**
     * The correlation of labels and answers: Matthews' coefficient, of more classes as Gorodkin made it (2004, equation 8).
     * 0 if all answers are the same; empty if all labels are.
     */
    public OptionalDouble mcc() {
        long images = images();
        long together = 0;
        long ofLabels = 0;
        long ofAnswers = 0;
        for (int k = 0; k < counts.length; k++) {
            long labelled = sum(counts[k]);
            long answered = answered(k);
            together += labelled * answered;
            ofLabels += labelled * labelled;
            ofAnswers += answered * answered;
        }
        // The covariances of labels and answers, of labels and of answers, each n^2 times.
        double covariance = (double) (images * right() - together);
        double labels = (double) (images * images - ofLabels);
        double answers = (double) (images * images - ofAnswers);
        if (labels == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(answers == 0 ? 0 : covariance / Math.sqrt(labels * answers));
    }

    /**
     * The harmonic mean of precision and recall: of two classes that of the positive one, of more the mean over those that
     * are there. Empty without positive images.
     */
    public OptionalDouble f1() {
        if (counts.length == 2) {
            return f1(1);
        }
        double sum = 0;
        int present = 0;
        for (int label = 0; label < counts.length; label++) {
            OptionalDouble f1 = f1(label);
            if (f1.isPresent()) {
                sum += f1.getAsDouble();
                present++;
            }
        }
        return OptionalDouble.of(sum / present);
    }

    /** 2 TP / (2 TP + FP + FN): hits count in the labels and in the answers. */
    private OptionalDouble f1(int label) {
        int labelled = sum(counts[label]);
        return labelled == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(2.0 * counts[label][label] / (labelled + answered(label)));
    }

    /** The labels that no image carries. */
    public List<Integer> absent() {
        var absent = new ArrayList<Integer>();
        for (int label = 0; label < counts.length; label++) {
            if (sum(counts[label]) == 0) {
                absent.add(label);
            }
        }
        return absent;
    }

    private OptionalDouble recall(int label) {
        int labelled = sum(counts[label]);
        return labelled == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) counts[label][label] / labelled);
    }

    private int answered(int answer) {
        int answered = 0;
        for (int[] row : counts) {
            answered += row[answer];
        }
        return answered;
    }

    private static int sum(int[] row) {
        int sum = 0;
        for (int count : row) {
            sum += count;
        }
        return sum;
    }
}
