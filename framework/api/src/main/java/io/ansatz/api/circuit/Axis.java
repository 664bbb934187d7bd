package io.ansatz.api.circuit;

/** An axis of the Bloch sphere, and the Pauli matrix that belongs to it. */
public enum Axis {
    X,
    Y,
    Z
}
