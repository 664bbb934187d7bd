package io.ansatz.api.circuit;

import io.ansatz.api.Part;

/** Draws a circuit from its settings. */
public interface CircuitTemplate<S extends Record> extends Part<S> {

    /** Draws the circuit. The same settings give the same circuit. */
    Circuit draw(S settings);
}
