package io.ansatz.api.circuit;

import io.ansatz.api.Part;
import java.util.List;

/** Draws a circuit from its settings. */
public interface CircuitTemplate<S extends Record> extends Part<S> {

    /** Draws the circuit. The same settings give the same circuit. */
    Circuit draw(S settings);

    /**
     * Draws the circuits that stand side by side: all read the same inputs, and their outputs follow one another. The first
     * is what {@link #draw} draws, and few parts have more than that one; those that have can only read pixels, and none of
     * their circuits has weights.
     */
    default List<Circuit> drawAll(S settings) {
        return List.of(draw(settings));
    }
}
