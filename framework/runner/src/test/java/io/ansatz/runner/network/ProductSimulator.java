package io.ansatz.runner.network;

import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.simulator.Simulator;

/** A circuit whose answer is known: RY(x) then RY(w) on every wire, nothing between wires, so {@code <Z> = cos(x + w)}. */
public record ProductSimulator(Circuit circuit) implements Simulator {

    public static ProductSimulator onQubits(int qubits) {
        var draft = Circuit.onQubits(qubits);
        for (int wire = 0; wire < qubits; wire++) {
            draft.rotate(Axis.Y, wire, draft.nextInput());
            draft.rotate(Axis.Y, wire, draft.nextWeight());
        }
        return new ProductSimulator(draft.measurePauliZ());
    }

    /** The same without weights: {@code <Z> = cos(x)}. */
    public static ProductSimulator withoutWeights(int qubits) {
        var draft = Circuit.onQubits(qubits);
        for (int wire = 0; wire < qubits; wire++) {
            draft.rotate(Axis.Y, wire, draft.nextInput());
        }
        return new ProductSimulator(draft.measurePauliZ());
    }

    @Override
    public double[] run(int batch, double[] inputs, double[] weights) {
        var outputs = new double[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            outputs[i] = Math.cos(inputs[i] + weight(i, weights));
        }
        return outputs;
    }

    @Override
    public Gradient differentiate(int batch, double[] inputs, double[] weights, double[] slopes) {
        var towardsInputs = new double[inputs.length];
        var towardsWeights = new double[weights.length];
        for (int i = 0; i < inputs.length; i++) {
            towardsInputs[i] = -Math.sin(inputs[i] + weight(i, weights)) * slopes[i];
            if (weights.length > 0) {
                towardsWeights[i % weights.length] += towardsInputs[i];
            }
        }
        return new Gradient(towardsInputs, towardsWeights);
    }

    private static double weight(int i, double[] weights) {
        return weights.length == 0 ? 0 : weights[i % weights.length];
    }
}
