package io.ansatz.simulator;

import io.ansatz.api.circuit.Circuit;

/**
 * Runs one circuit for batches of inputs. All arrays are row-major and belong to the caller; what a simulator
 * keeps between calls is working memory at most, and it may be used from several threads.
 */
public interface Simulator {

    Circuit circuit();

    /**
     * Runs the circuit for every sample.
     *
     * @param inputs {@code [batch][inputs]}
     * @param weights one value per weight, shared by the batch
     * @return {@code [batch][outputs]}
     */
    double[] run(int batch, double[] inputs, double[] weights);

    /**
     * The gradient of a loss, given its slope along each output.
     *
     * @param slopes {@code [batch][outputs]}
     * @throws UnsupportedOperationException if the read-out has no gradient
     */
    Gradient differentiate(int batch, double[] inputs, double[] weights, double[] slopes);

    /** Runs the circuit for one sample. */
    default double[] run(double[] inputs, double[] weights) {
        return run(1, inputs, weights);
    }

    /** What a call works on beside the arrays that go in and out, in bytes: three state vectors, if nothing else is said. */
    default long workingBytes() {
        return 3L * 2 * Double.BYTES << circuit().qubits();
    }

    /** Refuses arrays that do not fit the circuit. */
    static void requireLengths(Circuit circuit, int batch, double[] inputs, double[] weights) {
        if (inputs.length != batch * circuit.inputs()) {
            throw new IllegalArgumentException("%d samples of %d inputs are %d values, not %d."
                    .formatted(batch, circuit.inputs(), batch * circuit.inputs(), inputs.length));
        }
        if (weights.length != circuit.weights()) {
            throw new IllegalArgumentException(
                    "The circuit has %d weights, not %d.".formatted(circuit.weights(), weights.length));
        }
    }

    /** Refuses slopes that do not fit the circuit, and a circuit that has no gradient. */
    static void requireSlopes(Circuit circuit, int batch, double[] slopes) {
        if (!circuit.readout().differentiable()) {
            throw new UnsupportedOperationException(
                    "The number of ones in the likeliest state jumps, so it has no gradient.");
        }
        if (slopes.length != batch * circuit.outputs()) {
            throw new IllegalArgumentException("%d samples of %d outputs are %d slopes, not %d."
                    .formatted(batch, circuit.outputs(), batch * circuit.outputs(), slopes.length));
        }
    }

    /**
     * The slope of a loss along inputs and weights.
     *
     * @param inputs {@code [batch][inputs]}
     * @param weights summed over the batch
     */
    record Gradient(double[] inputs, double[] weights) {}
}
