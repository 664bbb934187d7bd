package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import io.ansatz.api.circuit.Start;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The terms of a truncated Fourier series whose frequencies are learned: term k is {@code cos(frequency[k] * x + phase[k])}
 * of input {@code x[k % inputs]}. It begins as a proper series, with frequency 1 for every input, then 2 for every input.
 */
record CosineTerms(int inputs, int terms) implements PlainOperation {

    static final String FREQUENCY = "frequency";
    static final String PHASE = "phase";

    @Override
    public ImageShape output() {
        return new ImageShape(terms, 1, 1);
    }

    @Override
    public Map<String, Integer> parameters() {
        var lengths = new LinkedHashMap<String, Integer>();
        lengths.put(FREQUENCY, terms);
        lengths.put(PHASE, terms);
        return lengths;
    }

    /** Where the frequencies begin. */
    List<Start> frequencies() {
        return IntStream.range(0, terms)
                .<Start>mapToObj(k -> new Start.At(1 + k / inputs))
                .toList();
    }

    @Override
    public double[] run(int batch, double[] inputs, Map<String, double[]> parameters) {
        double[] frequency = parameters.get(FREQUENCY);
        double[] phase = parameters.get(PHASE);
        var outputs = new double[batch * terms];
        for (int sample = 0; sample < batch; sample++) {
            for (int k = 0; k < terms; k++) {
                double x = inputs[sample * this.inputs + k % this.inputs];
                outputs[sample * terms + k] = Math.cos(frequency[k] * x + phase[k]);
            }
        }
        return outputs;
    }

    @Override
    public Gradient differentiate(int batch, double[] inputs, Map<String, double[]> parameters, double[] slopes) {
        double[] frequency = parameters.get(FREQUENCY);
        double[] phase = parameters.get(PHASE);
        var towardsInputs = new double[inputs.length];
        var towardsFrequency = new double[terms];
        var towardsPhase = new double[terms];
        for (int sample = 0; sample < batch; sample++) {
            for (int k = 0; k < terms; k++) {
                int place = sample * this.inputs + k % this.inputs;
                double towardsAngle = -Math.sin(frequency[k] * inputs[place] + phase[k]) * slopes[sample * terms + k];
                towardsInputs[place] += frequency[k] * towardsAngle;
                towardsFrequency[k] += inputs[place] * towardsAngle;
                towardsPhase[k] += towardsAngle;
            }
        }
        return new Gradient(towardsInputs, Map.of(FREQUENCY, towardsFrequency, PHASE, towardsPhase));
    }
}
