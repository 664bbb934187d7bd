package io.ansatz.runner.training;

import io.ansatz.runner.experiment.Training;

/** Follows the validation metrics from epoch to epoch: which epoch to keep, and when to stop. */
final class Choice {

    private final Training settings;
    private final Best kept;
    private final Best watched;
    private int epochs;

    Choice(Training settings) {
        this.settings = settings;
        this.kept = new Best(settings.select());
        this.watched = new Best(settings.stop().map(Training.Stop::metric).orElse(settings.select()));
    }

    /** Takes the next epoch; whether it is the best so far. Of equally good epochs the earlier stays. */
    boolean offer(Evaluation validation) {
        epochs++;
        watched.offer(epochs, validation);
        return kept.offer(epochs, validation);
    }

    /** How many epochs were offered. */
    int epochs() {
        return epochs;
    }

    /** The best epoch so far, from 1. */
    int bestEpoch() {
        return kept.epoch();
    }

    /**
     * Whether the watched metric has not improved for as long as the settings bear. Patience counts in the last phase alone,
     * from its beginning on.
     */
    boolean over() {
        int since = Math.max(watched.epoch(), settings.lastPhase() - 1);
        return settings.stop().isPresent()
                && epochs - since >= settings.stop().get().patience();
    }
}
