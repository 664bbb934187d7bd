package io.ansatz.runner.training;

import java.util.List;

/**
 * What training came to.
 *
 * @param epochs every epoch in order
 * @param bestEpoch the epoch whose parameters were kept, from 1
 * @param validationPredictions the answers for the validation images at the best epoch, in their order
 * @param test the judgement on the test images, read once, with the parameters of the best epoch, also at the threshold
 *     that its validation images choose
 * @param predictions the answers for the test images, in their order
 * @param circuitEvaluations how many circuits ran, one per image and pass, forward or backward
 * @param quantumNanos the time spent in the simulator
 * @param effort what learning took in this process
 */
public record Outcome(
        List<EpochResult> epochs,
        int bestEpoch,
        Predictions validationPredictions,
        Evaluation test,
        Predictions predictions,
        long circuitEvaluations,
        long quantumNanos,
        Effort effort) {

    public Outcome {
        epochs = List.copyOf(epochs);
    }

    /** The judgement on the validation images by which the best epoch was chosen. */
    public Evaluation validation() {
        return epochs.get(bestEpoch - 1).validation();
    }
}
