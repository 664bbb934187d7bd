package io.ansatz.runner.training;

import io.ansatz.runner.experiment.Selection;

/** The best value of one metric and the epoch that reached it first. */
final class Best {

    private final Selection metric;
    private double value;
    private int epoch;

    Best(Selection metric) {
        this.metric = metric;
    }

    /** Takes an epoch; whether it is the best so far. */
    boolean offer(int candidate, Evaluation validation) {
        double found = validation.value(metric).orElseThrow();
        if (epoch > 0 && !metric.better(found, value)) {
            return false;
        }
        value = found;
        epoch = candidate;
        return true;
    }

    /** The best epoch, from 1; 0 before there is one. */
    int epoch() {
        return epoch;
    }
}
