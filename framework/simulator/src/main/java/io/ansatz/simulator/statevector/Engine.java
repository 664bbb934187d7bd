package io.ansatz.simulator.statevector;

/** Runs a plan on batches. Arrays are row-major and belong to the caller; an engine serves one call at a time. */
interface Engine {

    void run(int batch, double[] inputs, double[] weights, double[] outputs);

    /** Sets the slopes of a loss along inputs and weights, given those along the outputs. */
    void differentiate(
            int batch, double[] inputs, double[] weights, double[] slopes, double[] inputSlopes, double[] weightSlopes);
}
