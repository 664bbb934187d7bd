package io.ansatz.runner.experiment;

import io.ansatz.api.Meaning;
import java.util.List;

/** What stands between the circuit and the classes. */
public record Head(
        @Meaning("the widths of the dense ReLU layers, from the circuit on")
        List<Integer> hidden,

        @Meaning("the share of values left out while learning, in front of each of them and of the classes")
        double dropout) {

    public Head {
        hidden = List.copyOf(hidden);
        for (int width : hidden) {
            if (width < 1) {
                throw new IllegalArgumentException(
                        "head.hidden must hold widths of at least 1, not %d.".formatted(width));
            }
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException(
                    "head.dropout must be at least 0 and below 1, not %s.".formatted(dropout));
        }
    }

    /** A head from which nothing is left out. */
    public Head(List<Integer> hidden) {
        this(hidden, 0);
    }
}
