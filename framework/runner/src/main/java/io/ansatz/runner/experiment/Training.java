package io.ansatz.runner.experiment;

import io.ansatz.api.Meaning;
import java.util.Optional;

/** How a network learns. */
public record Training(
        @Meaning("the most passes over the training images") int epochs,
        @Meaning("images per step") int batch,
        @Meaning("the update rule") Optimizer optimizer,
        @Meaning("the learning rate") double rate,

        @Meaning("what becomes of the rate from epoch to epoch")
        Schedule schedule,

        @Meaning("when to stop early; left out, all epochs run")
        Optional<Stop> stop,

        @Meaning("the validation metric that chooses the epoch to keep")
        Selection select) {

    /** The update rules there are. */
    public enum Optimizer {
        ADAM
    }

    /** Stops when the metric has not improved for {@code patience} epochs. */
    public record Stop(
            @Meaning("how many epochs without improvement are borne")
            int patience,

            @Meaning("the validation metric to watch") Selection metric) {

        public Stop {
            requireAtLeastOne("stop.patience", patience);
        }
    }

    public Training {
        requireAtLeastOne("epochs", epochs);
        requireAtLeastOne("batch", batch);
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("rate must be greater than 0, not %s.".formatted(rate));
        }
        if (schedule instanceof Schedule.Cosine cosine) {
            requireNotAbove(rate, "schedule.cosine.floor", cosine.floor());
        } else if (schedule instanceof Schedule.Plateau plateau) {
            requireNotAbove(rate, "schedule.plateau.floor", plateau.floor());
        }
    }

    /** At a constant rate. */
    public Training(int epochs, int batch, Optimizer optimizer, double rate, Optional<Stop> stop, Selection select) {
        this(epochs, batch, optimizer, rate, new Schedule.Constant(), stop, select);
    }

    private static void requireNotAbove(double rate, String name, double floor) {
        if (floor > rate) {
            throw new IllegalArgumentException("%s must be at most the rate, %s, not %s."
                    .formatted(name, Literal.text(rate), Literal.text(floor)));
        }
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s must be at least 1, not %d.".formatted(name, value));
        }
    }
}
