package io.ansatz.runner.training;

import io.ansatz.runner.experiment.Selection;
import io.ansatz.runner.metrics.Confusion;
import io.ansatz.runner.metrics.Metric;
import io.ansatz.runner.metrics.Scores;
import io.ansatz.runner.metrics.Threshold;
import java.util.Collections;
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
 * @param further other figures by their words, in order: the share of the positive class, the other metrics of
 *     {@link Metric}, and for test images what they come to at the threshold of validation; not in results of earlier versions
 */
public record Evaluation(
        int images,
        double loss,
        double accuracy,
        double balancedAccuracy,
        OptionalDouble auc,
        double majorityRate,
        int[][] confusion,
        List<Integer> absent,
        Map<String, Double> further) {

    /** In this order in files. */
    private static final List<Metric> FURTHER = List.of(
            Metric.AVERAGE_PRECISION,
            Metric.MCC,
            Metric.F1,
            Metric.SENSITIVITY_AT_95_SPECIFICITY,
            Metric.SPECIFICITY_AT_95_SENSITIVITY,
            Metric.BRIER,
            Metric.ECE,
            Metric.ACCURACY_AT_80_COVERAGE,
            Metric.AURC);

    public Evaluation {
        absent = List.copyOf(absent);
        // Files of earlier versions do not have them.
        further = further == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(further));
    }

    /** An evaluation without further metrics. */
    public Evaluation(
            int images,
            double loss,
            double accuracy,
            double balancedAccuracy,
            OptionalDouble auc,
            double majorityRate,
            int[][] confusion,
            List<Integer> absent) {
        this(images, loss, accuracy, balancedAccuracy, auc, majorityRate, confusion, absent, Map.of());
    }

    /** Judges predictions; every probability must be a number. */
    public static Evaluation of(Predictions predictions) {
        var scores = new Scores(predictions.probabilities(), predictions.labels());
        Confusion confusion = scores.confusion();
        var further = new LinkedHashMap<String, Double>();
        confusion.prevalence().ifPresent(share -> further.put("prevalence", share));
        for (Metric metric : FURTHER) {
            metric.measure(scores).ifPresent(value -> further.put(metric.word(), value));
        }
        return new Evaluation(
                scores.images(),
                Metric.LOSS.measure(scores).orElseThrow(),
                confusion.accuracy(),
                confusion.balancedAccuracy(),
                Metric.AUC.measure(scores),
                confusion.majorityRate(),
                confusion.counts(),
                confusion.absent(),
                further);
    }

    /**
     * Judges the predictions that are judged last, also at the threshold that those for the validation images choose, if
     * they choose one.
     */
    public static Evaluation of(Predictions predictions, Predictions validation) {
        Evaluation evaluation = of(predictions);
        var further = new LinkedHashMap<>(evaluation.further);
        Threshold.choose(validation.probabilities(), validation.labels())
                .ifPresent(threshold ->
                        further.putAll(threshold.figures(predictions.probabilities(), predictions.labels())));
        return new Evaluation(
                evaluation.images,
                evaluation.loss,
                evaluation.accuracy,
                evaluation.balancedAccuracy,
                evaluation.auc,
                evaluation.majorityRate,
                evaluation.confusion,
                evaluation.absent,
                further);
    }

    /** Every metric by its word, and beside accuracy what it must be compared with; without those that do not exist. */
    public Map<String, Double> metrics() {
        var metrics = new LinkedHashMap<String, Double>();
        metrics.put(Metric.LOSS.word(), loss);
        metrics.put(Metric.ACCURACY.word(), accuracy);
        metrics.put(Metric.BALANCED_ACCURACY.word(), balancedAccuracy);
        auc.ifPresent(value -> metrics.put(Metric.AUC.word(), value));
        metrics.put("images", (double) images);
        metrics.put("majority-rate", majorityRate);
        metrics.putAll(further);
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
}
