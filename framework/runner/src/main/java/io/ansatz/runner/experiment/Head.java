package io.ansatz.runner.experiment;

import io.ansatz.api.Meaning;
import java.util.List;

/** What stands between the circuit and the classes. */
public record Head(
        @Meaning("the widths of the dense ReLU layers, from the circuit on")
        List<Integer> hidden) {

    public Head {
        hidden = List.copyOf(hidden);
        for (int width : hidden) {
            if (width < 1) {
                throw new IllegalArgumentException(
                        "head.hidden must hold widths of at least 1, not %d.".formatted(width));
            }
        }
    }
}
