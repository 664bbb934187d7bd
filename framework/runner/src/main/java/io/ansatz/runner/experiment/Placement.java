package io.ansatz.runner.experiment;

import io.ansatz.api.Meaning;
import java.util.Optional;

/** Where the circuit stands in the network. */
public sealed interface Placement {

    /** Behind the backbone, where it reads an image's whole feature vector. */
    record Features(
            @Meaning("what turns features into as many values as the circuit reads")
            Projection projection) implements Placement {}

    /** Behind the backbone, where it reads each place of the feature map; its outputs are averaged over the places. */
    record Patches(
            @Meaning("what turns the channels of a place into as many values as the circuit reads")
            Projection projection)
            implements Placement {}

    /** In front of the backbone, where it reads square patches of the image; each output is a channel of a smaller image. */
    record Input(
            @Meaning("pixels from one patch to the next; left out, patches lie side by side")
            Optional<Integer> stride,

            @Meaning(
                    "a brightness between 0 and 1: brighter pixels are read as 1, all others as 0; none reads them as they are")
            Optional<Double> threshold)
            implements Placement {

        public Input {
            if (stride.isPresent() && stride.get() < 1) {
                throw new IllegalArgumentException("stride must be at least 1, not %d.".formatted(stride.get()));
            }
            if (threshold.isPresent() && !(threshold.get() >= 0 && threshold.get() < 1)) {
                throw new IllegalArgumentException(
                        "threshold must be from 0 to below 1, not %s.".formatted(threshold.get()));
            }
        }
    }
}
