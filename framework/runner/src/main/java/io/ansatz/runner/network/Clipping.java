package io.ansatz.runner.network;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/** Shortens the gradient of a step when it is too long, before the update rule sees it, as torch's {@code clip_grad_norm_} does. */
final class Clipping extends BaseTrainingListener {

    private final RowUpdater updater;
    private final double most;

    /** @param most the length that the gradient of all that learns may have */
    Clipping(RowUpdater updater, double most) {
        this.updater = updater;
        this.most = most;
    }

    @Override
    public void onGradientCalculation(Model model) {
        updater.shorten((ComputationGraph) model, most);
    }
}
