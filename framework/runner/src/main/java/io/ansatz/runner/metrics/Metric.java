package io.ansatz.runner.metrics;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A number that says how good probabilities are about images whose classes are known, by MedMNIST's conventions where it has
 * any: the likeliest class is the answer, of equally likely ones the lowest. With two classes that is the same as calling
 * positive, label 1, what is likelier than 0.5.
 *
 * <p>With two classes, what needs a positive one takes label 1. With more it is the plain mean of each class against the
 * rest, over the classes that are there. What needs two classes does not exist where only one is there.
 */
public enum Metric {
    /** The area under the receiver operating characteristic; ties count half. */
    AUC("auc", "AUC", true, 0, 1),
    /** The area under precision over recall, in steps, as scikit-learn has it; equal scores are one threshold. */
    AVERAGE_PRECISION("average-precision", "average precision", true, 0, 1),
    /** The share of right answers. */
    ACCURACY("accuracy", "accuracy", true, 0, 1),
    /** The mean over classes of the share of their images that are recognised. */
    BALANCED_ACCURACY("balanced-accuracy", "balanced accuracy", true, 0, 1),
    /** The correlation of labels and answers; 0 where all answers are the same. */
    MCC("mcc", "MCC", true, -1, 1),
    /** The harmonic mean of precision and recall. */
    F1("f1", "F1", true, 0, 1),
    /** The highest sensitivity of the scores with a specificity of at least 95 %, nothing interpolated between them. */
    SENSITIVITY_AT_95_SPECIFICITY("sensitivity-at-95-specificity", "sensitivity at 95 % specificity", true, 0, 1),
    /** The highest specificity of the scores with a sensitivity of at least 95 %, nothing interpolated between them. */
    SPECIFICITY_AT_95_SENSITIVITY("specificity-at-95-sensitivity", "specificity at 95 % sensitivity", true, 0, 1),
    /**
     * The mean squared error of probabilities: with two classes that of the positive one, at most 1; with more the sum over
     * classes, at most 2.
     */
    BRIER("brier", "Brier score", false, 0, 2),
    /** How far answers are from being right as often as they are sure, over 15 equal ranges of confidence. */
    ECE("ece", "expected calibration error", false, 0, 1),
    /** The share of right ones among the surest answers, as few as are at least 80 %; equally sure ones stay together. */
    ACCURACY_AT_80_COVERAGE("accuracy-at-80-coverage", "accuracy at 80 % coverage", true, 0, 1),
    /** The area under the share of mistakes over the share of answers that are given, the surest first. */
    AURC("aurc", "area under risk over coverage", false, 0, 1),
    /** The mean cross-entropy. */
    LOSS("loss", "loss", false, 0, Double.POSITIVE_INFINITY);

    /** Below this a probability counts as this much; one sure mistake is then not infinite. */
    private static final double LEAST_PROBABILITY = 1e-10;

    private final String word;
    private final String title;
    private final boolean ascending;
    private final double lowest;
    private final double highest;

    Metric(String word, String title, boolean ascending, double lowest, double highest) {
        this.word = word;
        this.title = title;
        this.ascending = ascending;
        this.lowest = lowest;
        this.highest = highest;
    }

    /** The metric of a word; empty if there is none. */
    public static Optional<Metric> of(String word) {
        return Arrays.stream(values())
                .filter(metric -> metric.word.equals(word))
                .findFirst();
    }

    /** The word in files, such as {@code average-precision}. */
    public String word() {
        return word;
    }

    /** What a person calls it. */
    public String title() {
        return title;
    }

    /** Whether the higher value is the better one. */
    public boolean higherIsBetter() {
        return ascending;
    }

    /** No value is lower. */
    public double lowest() {
        return lowest;
    }

    /** No value is higher; infinite for the loss. */
    public double highest() {
        return highest;
    }

    /**
     * Measures all images; empty where the metric does not exist.
     *
     * @param probabilities {@code [image][class]}
     * @param labels the true class of each image
     */
    public OptionalDouble measure(float[][] probabilities, int[] labels) {
        return measure(new Scores(probabilities, labels));
    }

    /** Measures chosen images. Whoever chooses often makes {@link Scores} of all of them once and asks with those. */
    public OptionalDouble measure(float[][] probabilities, int[] labels, int[] indices) {
        var chosen = new float[indices.length][];
        var theirs = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            chosen[i] = probabilities[indices[i]];
            theirs[i] = labels[indices[i]];
        }
        return measure(chosen, theirs);
    }

    /** Measures all images; empty where the metric does not exist. */
    public OptionalDouble measure(Scores scores) {
        return measure(scores, scores.all());
    }

    /**
     * Measures chosen images; empty where the metric does not exist.
     *
     * @param indices of images, at least one; one that is there twice counts twice
     */
    public OptionalDouble measure(Scores scores, int[] indices) {
        return switch (this) {
            case AUC -> scores.oneAgainstRest(indices, Ranking::auc);
            case AVERAGE_PRECISION -> scores.oneAgainstRest(indices, Ranking::averagePrecision);
            case ACCURACY -> OptionalDouble.of(scores.confusion(indices).accuracy());
            case BALANCED_ACCURACY ->
                OptionalDouble.of(scores.confusion(indices).balancedAccuracy());
            case MCC -> scores.confusion(indices).mcc();
            case F1 -> scores.confusion(indices).f1();
            case SENSITIVITY_AT_95_SPECIFICITY -> scores.oneAgainstRest(indices, Ranking::sensitivity);
            case SPECIFICITY_AT_95_SENSITIVITY -> scores.oneAgainstRest(indices, Ranking::specificity);
            case BRIER -> OptionalDouble.of(brier(scores, indices));
            case ECE -> OptionalDouble.of(Reliability.of(scores, indices).error());
            case ACCURACY_AT_80_COVERAGE ->
                OptionalDouble.of(scores.coverage(indices).accuracyOfSurest());
            case AURC -> OptionalDouble.of(scores.coverage(indices).area());
            case LOSS -> OptionalDouble.of(loss(scores, indices));
        };
    }

    private static double brier(Scores scores, int[] indices) {
        int first = scores.classes() == 2 ? 1 : 0;
        double sum = 0;
        for (int i : indices) {
            for (int label = first; label < scores.classes(); label++) {
                double error = scores.probability(i, label) - (scores.label(i) == label ? 1.0 : 0.0);
                sum += error * error;
            }
        }
        return sum / indices.length;
    }

    private static double loss(Scores scores, int[] indices) {
        double loss = 0;
        for (int i : indices) {
            loss -= Math.log(Math.max(scores.probability(i, scores.label(i)), LEAST_PROBABILITY));
        }
        return loss / indices.length;
    }
}
