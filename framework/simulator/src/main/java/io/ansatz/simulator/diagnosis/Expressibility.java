package io.ansatz.simulator.diagnosis;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.simulator.PlainSimulator;

/**
 * How evenly a circuit with random weights covers the states: the Kullback-Leibler divergence, in nats, of the fidelity
 * between two of its states from that between two Haar-random ones (S. Sim, P. Johnson, A. Aspuru-Guzik, 2019,
 * arXiv:1905.10876, with 75 bins as there). 0 is as expressive as possible; a circuit that always gives
 * the same state has {@code (2^qubits - 1) ln 75}. Beyond 8 qubits or so nearly all pairs fall
 * into the first bin, and it tells little.
 *
 * @param bias about how much of it comes from having so few pairs, (occupied bins - 1) / (2 pairs): what even Haar-random
 *     states would show
 * @param error the standard error of the divergence, to first order in the shares of the bins; 0 where all pairs fall into one
 */
public record Expressibility(double divergence, double bias, double error, int pairs) {

    private static final int BINS = 75;

    /** Estimates it from pairs of states for these inputs; the same seed gives the same estimate. */
    public static Expressibility of(Circuit circuit, double[] inputs, int pairs, long seed) {
        RandomWeights.requireSamples(pairs, 1);
        var simulator = new PlainSimulator(circuit);
        var weights = new RandomWeights(circuit.weights(), seed);
        var counts = new int[BINS];
        for (int pair = 0; pair < pairs; pair++) {
            double fidelity =
                    fidelity(simulator.state(inputs, weights.next()), simulator.state(inputs, weights.next()));
            counts[Math.min((int) (fidelity * BINS), BINS - 1)]++;
        }
        double divergence = 0;
        double squares = 0;
        int occupied = 0;
        for (int bin = 0; bin < BINS; bin++) {
            if (counts[bin] > 0) {
                double share = (double) counts[bin] / pairs;
                double excess = Math.log(share) - logarithmOfHaarShare(bin, circuit.qubits());
                divergence += share * excess;
                squares += share * excess * excess;
                occupied++;
            }
        }
        double variance = Math.max(0, squares - divergence * divergence);
        return new Expressibility(
                divergence, (occupied - 1) / (2.0 * pairs), occupied == 1 ? 0 : Math.sqrt(variance / pairs), pairs);
    }

    private static double fidelity(double[][] a, double[][] b) {
        double re = 0;
        double im = 0;
        for (int k = 0; k < a[0].length; k++) {
            re += a[0][k] * b[0][k] + a[1][k] * b[1][k];
            im += a[0][k] * b[1][k] - a[1][k] * b[0][k];
        }
        return re * re + im * im;
    }

    /**
     * Haar-random states exceed a fidelity of F with probability {@code (1 - F)^(2^qubits - 1)}. The share of a bin is the
     * difference between its ends, taken as a logarithm because it is smaller than any double where states are many.
     */
    private static double logarithmOfHaarShare(int bin, int qubits) {
        double power = (1L << qubits) - 1;
        double above = 1 - (double) bin / BINS;
        double ratio = 1 - 1 / (BINS * above);
        return power * Math.log(above) + Math.log1p(-Math.pow(Math.max(0, ratio), power));
    }
}
