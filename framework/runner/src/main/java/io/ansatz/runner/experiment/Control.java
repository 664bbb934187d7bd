package io.ansatz.runner.experiment;

/** A twin of the hybrid: the same network, trained in the same way, with something else in the place of the circuit. */
public enum Control {
    /** Two dense layers with tanh, as many parameters as the circuit has weights. */
    MLP,
    /** One dense layer without activation. */
    LINEAR,
    /** Cosines of the circuit's inputs, their frequencies and phases learned, and a dense layer behind them. */
    FOURIER,
    /** Nothing: the circuit's inputs go straight to the head. */
    IDENTITY,
    /** The same circuit without its gates between wires. */
    SEPARABLE,
    /** The same circuit, whose weights stay where they start. */
    FROZEN,
    /** The hybrid, but the circuit reads the values of another image of the batch. */
    SHUFFLED_INPUT
}
