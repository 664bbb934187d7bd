package io.ansatz.runner.experiment;

import io.ansatz.api.Meaning;
import java.util.List;
import java.util.Optional;

/** What becomes of the learning rate from epoch to epoch. */
public sealed interface Schedule {

    /** It stays as it is. */
    record Constant() implements Schedule {}

    /**
     * It falls along half a cosine, over all epochs or again and again (Loshchilov and Hutter, 2017, equation 5), set once an
     * epoch.
     */
    record Cosine(
            @Meaning("what the rate falls towards") double floor,

            @Meaning("the epochs until the rate starts anew; none for a single fall over all epochs")
            Optional<Integer> restart,

            @Meaning("how many times as long each fall is as the one before")
            int stretch)
            implements Schedule {

        public Cosine {
            requireFloor(floor);
            if (restart.isPresent() && restart.get() < 1) {
                throw new IllegalArgumentException("restart must be at least 1, not %d.".formatted(restart.get()));
            }
            if (stretch < 1) {
                throw new IllegalArgumentException("stretch must be at least 1, not %d.".formatted(stretch));
            }
            if (stretch > 1 && restart.isEmpty()) {
                throw new IllegalArgumentException("stretch needs a restart: without one there is a single fall.");
            }
        }
    }

    /** It is multiplied by a factor behind certain epochs. */
    record Steps(
            @Meaning("the epochs behind which the rate changes, from 1")
            List<Integer> at,

            @Meaning("what the rate is multiplied by") double factor)
            implements Schedule {

        public Steps {
            at = List.copyOf(at);
            if (at.isEmpty()) {
                throw new IllegalArgumentException("at must name at least one epoch.");
            }
            int before = 0;
            for (int epoch : at) {
                if (epoch <= before) {
                    throw new IllegalArgumentException(
                            before == 0
                                    ? "at must hold epochs of at least 1, not %d.".formatted(epoch)
                                    : "at must name later and later epochs, not %d behind %d."
                                            .formatted(epoch, before));
                }
                before = epoch;
            }
            if (!(factor > 0) || Double.isInfinite(factor)) {
                throw new IllegalArgumentException("factor must be greater than 0, not %s.".formatted(factor));
            }
        }
    }

    /** It is lowered whenever a validation metric has not improved for a while. */
    record Plateau(
            @Meaning("the validation metric to watch") Selection metric,
            @Meaning("what the rate is multiplied by") double factor,

            @Meaning("how many epochs without improvement are borne")
            int patience,

            @Meaning("what the rate never falls below") double floor)
            implements Schedule {

        public Plateau {
            if (!(factor > 0 && factor < 1)) {
                throw new IllegalArgumentException("factor must lie between 0 and 1, not be %s.".formatted(factor));
            }
            if (patience < 1) {
                throw new IllegalArgumentException("patience must be at least 1, not %d.".formatted(patience));
            }
            requireFloor(floor);
        }
    }

    private static void requireFloor(double floor) {
        if (!(floor >= 0) || Double.isInfinite(floor)) {
            throw new IllegalArgumentException("floor must be 0 or greater, not %s.".formatted(floor));
        }
    }
}
