package io.ansatz.runner.experiment;

import io.ansatz.api.Part;
import java.util.Objects;

/** A part that an experiment file names behind {@code use:}, with its complete settings. */
public record Use<P extends Part<?>>(P part, Record settings) {

    public Use {
        Objects.requireNonNull(part);
        Objects.requireNonNull(settings);
    }

    public String name() {
        return part.name();
    }
}
