package io.ansatz.simulator.diagnosis;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.simulator.PlainSimulator;

/**
 * How entangled the states of a circuit with random weights are: the mean of Meyer and Wallach's Q, which is 0 for product
 * states and 1 for states like GHZ (S. Sim, P. Johnson, A. Aspuru-Guzik, 2019, arXiv:1905.10876).
 *
 * @param error the standard error of the mean; 0 where all states are equally entangled
 */
public record EntanglingCapability(double mean, double error, int samples) {

    /** Estimates it for these inputs; the same seed gives the same estimate. */
    public static EntanglingCapability of(Circuit circuit, double[] inputs, int samples, long seed) {
        RandomWeights.requireSamples(samples, 2);
        var simulator = new PlainSimulator(circuit);
        var weights = new RandomWeights(circuit.weights(), seed);
        var moments = new Moments();
        for (int sample = 0; sample < samples; sample++) {
            double[][] state = simulator.state(inputs, weights.next());
            moments.add(entanglement(state[0], state[1], circuit.qubits()));
        }
        return new EntanglingCapability(moments.mean(), Math.sqrt(moments.variance() / samples), samples);
    }

    /** {@code Q = 2 (1 - mean of tr rho^2)} over the states rho of single qubits (G. Brennen, 2003, quant-ph/0305094). */
    private static double entanglement(double[] re, double[] im, int qubits) {
        double purities = 0;
        for (int qubit = 0; qubit < qubits; qubit++) {
            purities += purity(re, im, 1 << qubit);
        }
        return 2 * (1 - purities / qubits);
    }

    /** {@code tr rho^2} of one qubit, the others traced out. */
    private static double purity(double[] re, double[] im, int bit) {
        double zero = 0;
        double one = 0;
        double crossRe = 0;
        double crossIm = 0;
        for (int k = 0; k < re.length; k++) {
            if ((k & bit) == 0) {
                int other = k | bit;
                zero += re[k] * re[k] + im[k] * im[k];
                one += re[other] * re[other] + im[other] * im[other];
                crossRe += re[k] * re[other] + im[k] * im[other];
                crossIm += re[k] * im[other] - im[k] * re[other];
            }
        }
        return zero * zero + one * one + 2 * (crossRe * crossRe + crossIm * crossIm);
    }
}
