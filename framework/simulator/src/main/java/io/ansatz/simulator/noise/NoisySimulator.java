package io.ansatz.simulator.noise;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.simulator.Simulator;
import java.util.List;

/** Runs a circuit as hardware would: with noise between the gates and bits that are read wrongly. */
public final class NoisySimulator implements Simulator {

    private final Evolution evolution;
    private final ReadoutError error;

    private NoisySimulator(Evolution evolution, ReadoutError error) {
        this.evolution = evolution;
        this.error = error;
    }

    /**
     * The exact channels on a density matrix: for small circuits, since every qubit makes it four times as large.
     *
     * @throws IllegalArgumentException if it is too large for the memory there is; the message is for the user
     */
    public static NoisySimulator withDensityMatrix(Circuit circuit, Noise noise) {
        long memory = Runtime.getRuntime().maxMemory();
        return new NoisySimulator(ExactChannels.of(circuit, noise, memory), noise.readout());
    }

    @Override
    public Circuit circuit() {
        return evolution.circuit();
    }

    /** How the noise is computed, for a person to read. */
    public String method() {
        return evolution.method();
    }

    @Override
    public double[] run(int batch, double[] inputs, double[] weights) {
        Simulator.requireLengths(circuit(), batch, inputs, weights);
        int outcomes = 1 << circuit().qubits();
        int width = circuit().outputs();
        var outputs = new double[batch * width];
        double[][] probabilities = evolution.probabilities(batch, inputs, weights);
        int at = 0;
        for (int m = 0; m < probabilities.length; m++) {
            Tally tally = evolution.measurements().get(m).tally();
            for (int i = 0; i < batch; i++) {
                error.apply(probabilities[m], i * outcomes, outcomes);
                tally.read(probabilities[m], i * outcomes, outputs, i * width + at);
            }
            at += tally.outputs();
        }
        return outputs;
    }

    @Override
    public Gradient differentiate(int batch, double[] inputs, double[] weights, double[] slopes) {
        Simulator.requireLengths(circuit(), batch, inputs, weights);
        Simulator.requireSlopes(circuit(), batch, slopes);
        int outcomes = 1 << circuit().qubits();
        int width = circuit().outputs();
        List<Measurement> measurements = evolution.measurements();
        var probabilitySlopes = new double[measurements.size()][batch * outcomes];
        int at = 0;
        for (int m = 0; m < measurements.size(); m++) {
            Tally tally = measurements.get(m).tally();
            for (int i = 0; i < batch; i++) {
                tally.pullBack(slopes, i * width + at, probabilitySlopes[m], i * outcomes);
                error.pullBack(probabilitySlopes[m], i * outcomes, outcomes);
            }
            at += tally.outputs();
        }
        return evolution.differentiate(batch, inputs, weights, probabilitySlopes);
    }
}
