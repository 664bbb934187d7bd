package io.ansatz.simulator;

import io.ansatz.api.circuit.Gate;

/** Writes inputs as amplitudes: padded, then divided by their length. */
final class AmplitudeLoading {

    /** A shorter vector has no direction to speak of. */
    static final double SHORTEST = 1e-12;

    private final int features;
    private final double padding;
    private final double[] vector;
    private double length;

    AmplitudeLoading(Gate.Amplitudes gate) {
        features = gate.features();
        padding = gate.padding();
        vector = new double[1 << gate.wires().size()];
    }

    /** Sets the state; a vector that is too short gives the uniform one. */
    void load(double[] inputs, StateVector state) {
        double squares = 0;
        for (int k = 0; k < vector.length; k++) {
            vector[k] = k < features ? inputs[k] : padding;
            squares += vector[k] * vector[k];
        }
        length = Math.sqrt(squares);
        state.clear();
        for (int k = 0; k < vector.length; k++) {
            state.re[k] = length < SHORTEST ? 1 / Math.sqrt(vector.length) : vector[k] / length;
        }
    }

    /** Adds the slopes along the loaded inputs: with {@code a = v / |v|}, dL/dv = (g - (g.a) a) / |v|. */
    void pullBack(StateVector adjoint, double[] inputSlopes) {
        if (length < SHORTEST) {
            return;
        }
        double along = 0;
        for (int k = 0; k < vector.length; k++) {
            along += 2 * adjoint.re[k] * vector[k] / length;
        }
        for (int k = 0; k < features; k++) {
            inputSlopes[k] += (2 * adjoint.re[k] - along * vector[k] / length) / length;
        }
    }
}
