package io.ansatz.simulator.statevector;

import io.ansatz.api.circuit.Gate;
import java.util.Arrays;

/** Writes inputs, {@code [input][sample]}, as amplitudes, {@code [sample][amplitude]}: padded, then divided by their length. */
final class Amplitudes {

    /** A shorter vector has no direction to speak of. */
    private static final double SHORTEST = 1e-12;

    private final int size;
    private int features;
    private double padding;

    /** Loads nothing if the plan does not. */
    Amplitudes(Plan plan) {
        size = 1 << plan.qubits();
        for (Gate gate : plan.circuit().gates()) {
            if (gate instanceof Gate.Amplitudes load) {
                features = load.features();
                padding = load.padding();
            }
        }
    }

    /** Sets the amplitudes; a vector that is too short gives the uniform state. */
    void normalise(double[][] inputs, double[] amplitudes, int count) {
        for (int j = 0; j < count; j++) {
            double length = length(inputs, j);
            int from = j * size;
            if (length < SHORTEST) {
                Arrays.fill(amplitudes, from, from + size, 1 / Math.sqrt(size));
                continue;
            }
            for (int k = 0; k < size; k++) {
                amplitudes[from + k] = (k < features ? inputs[k][j] : padding) / length;
            }
        }
    }

    /** Adds the slopes along the inputs: with {@code a = v / |v|}, dL/dv = (g - (g.a) a) / |v|. */
    void pullBack(double[][] inputs, double[] amplitudes, double[] slopes, double[][] inputSlopes, int count) {
        for (int j = 0; j < count; j++) {
            double length = length(inputs, j);
            if (length < SHORTEST) {
                continue;
            }
            int from = j * size;
            double along = 0;
            for (int k = 0; k < size; k++) {
                along += slopes[from + k] * amplitudes[from + k];
            }
            for (int k = 0; k < features; k++) {
                inputSlopes[k][j] += (slopes[from + k] - along * amplitudes[from + k]) / length;
            }
        }
    }

    private double length(double[][] inputs, int sample) {
        double squares = (size - features) * padding * padding;
        for (int k = 0; k < features; k++) {
            squares += inputs[k][sample] * inputs[k][sample];
        }
        return Math.sqrt(squares);
    }
}
