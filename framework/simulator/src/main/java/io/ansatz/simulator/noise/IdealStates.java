package io.ansatz.simulator.noise;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.simulator.Simulator;
import java.util.List;
import java.util.function.Function;

/**
 * A circuit without noise between its gates.
 *
 * @param simulators for each measurement, the circuit up to there on a simulator without noise
 */
record IdealStates(Circuit circuit, List<Measurement> measurements, List<Simulator> simulators) implements Evolution {

    static IdealStates of(Circuit circuit, Function<Circuit, Simulator> ideal) {
        List<Measurement> measurements = Measurement.of(circuit);
        return new IdealStates(
                circuit,
                measurements,
                measurements.stream()
                        .map(measurement -> ideal.apply(measurement.after(circuit)))
                        .toList());
    }

    @Override
    public String method() {
        return "no noise between the gates";
    }

    @Override
    public long workingBytes() {
        return simulators.stream().mapToLong(Simulator::workingBytes).max().orElseThrow();
    }

    @Override
    public double[][] probabilities(int batch, double[] inputs, double[] weights) {
        return simulators.stream()
                .map(simulator -> simulator.run(batch, inputs, weights))
                .toArray(double[][]::new);
    }

    @Override
    public Simulator.Gradient differentiate(int batch, double[] inputs, double[] weights, double[][] slopes) {
        var sum = new Simulator.Gradient(new double[inputs.length], new double[weights.length]);
        for (int m = 0; m < slopes.length; m++) {
            Simulator.Gradient gradient = simulators.get(m).differentiate(batch, inputs, weights, slopes[m]);
            add(gradient.inputs(), sum.inputs());
            add(gradient.weights(), sum.weights());
        }
        return sum;
    }

    private static void add(double[] values, double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += values[i];
        }
    }
}
