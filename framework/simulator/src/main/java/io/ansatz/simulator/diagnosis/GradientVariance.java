package io.ansatz.simulator.diagnosis;

import io.ansatz.simulator.Simulator;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * How much the slope of one output along each weight varies over random weights. Where this is tiny, training starts on a
 * plateau: it falls exponentially with the number of qubits for circuits that are expressive enough (J. McClean et al.,
 * 2018, arXiv:1803.11173).
 *
 * @param variances one per weight
 * @param error the standard error of their mean
 */
public record GradientVariance(double[] variances, double error, int samples) {

    /**
     * Estimates it for these inputs; the same seed gives the same estimate.
     *
     * @throws UnsupportedOperationException if the read-out has no gradient
     */
    public static GradientVariance of(Simulator simulator, double[] inputs, int output, int samples, long seed) {
        RandomWeights.requireSamples(samples, 2);
        int count = simulator.circuit().weights();
        var weights = new RandomWeights(count, seed);
        Moments[] moments = Stream.generate(Moments::new).limit(count).toArray(Moments[]::new);
        // Slopes along several weights vary together, so the error is that of what each sample adds to the mean
        // variance.
        var squares = new Moments();
        var slopes = new double[simulator.circuit().outputs()];
        slopes[output] = 1;
        for (int sample = 0; sample < samples; sample++) {
            double[] gradient =
                    simulator.differentiate(1, inputs, weights.next(), slopes).weights();
            double square = 0;
            for (int i = 0; i < count; i++) {
                square += moments[i].add(gradient[i]) / count;
            }
            squares.add(square);
        }
        return new GradientVariance(
                Arrays.stream(moments).mapToDouble(Moments::variance).toArray(),
                Math.sqrt(squares.variance() / samples),
                samples);
    }

    /** The mean over the weights; 0 where there are none. */
    public double mean() {
        return Arrays.stream(variances).average().orElse(0);
    }
}
