package io.ansatz.runner.report;

import io.ansatz.runner.metrics.Reliability;
import io.ansatz.runner.metrics.Scores;
import io.ansatz.runner.training.EpochResult;
import io.ansatz.runner.training.Predictions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows how a trial was trained, and what it makes of the test images. */
public final class TrialPlots {

    public static final String LEARNING_CURVES = "plots/learning-curves.svg";
    public static final String CONFUSION = "plots/confusion.svg";
    public static final String ROC = "plots/roc.svg";
    public static final String PRECISION_RECALL = "plots/precision-recall.svg";
    public static final String RELIABILITY = "plots/reliability.svg";

    /** The drawing of the circuit, which is the only one that does not depend on what came out. */
    public static final String CIRCUIT = "plots/circuit.svg";

    private TrialPlots() {}

    /**
     * Draws every plot but the circuit: path in the folder of the trial to SVG, in the order in which a person looks at them.
     * The same values give the same bytes.
     *
     * @param epochs in order; at least one
     * @param bestEpoch the epoch that was kept, from 1
     * @param test what was said about the test images; every probability must be a number
     * @param classes the names of the classes in label order
     */
    public static Map<String, String> of(
            List<EpochResult> epochs, int bestEpoch, Predictions test, List<String> classes) {
        if (!test.finite()) {
            throw new IllegalArgumentException("Predictions that are not numbers cannot be drawn.");
        }
        var names = new ClassNames(classes);
        var plots = new LinkedHashMap<String, String>();
        plots.put(LEARNING_CURVES, new LearningCurves(epochs, bestEpoch).svg());
        plots.put(CONFUSION, ConfusionPlot.of(test, names).svg());
        plots.put(ROC, CurvesPlot.characteristics(test, names).svg());
        plots.put(PRECISION_RECALL, CurvesPlot.precisions(test, names).svg());
        plots.put(
                RELIABILITY,
                new ReliabilityPlot(Reliability.of(new Scores(test.probabilities(), test.labels()))).svg());
        return Collections.unmodifiableMap(plots);
    }
}
