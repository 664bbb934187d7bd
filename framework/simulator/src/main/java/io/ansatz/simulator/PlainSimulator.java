package io.ansatz.simulator;

import io.ansatz.api.circuit.Circuit;

/**
 * The readable simulator: exact amplitudes in double precision, one sample at a time, step by step. It is what a fast
 * simulator is held against.
 *
 * <p>Gradients are adjoint: from the final state back to the start, every step is undone on the state and on the
 * derivative of the loss by it, and between the two lies the slope along the step's angle.
 */
public final class PlainSimulator implements Simulator {

    private final Circuit circuit;
    private final LoweredCircuit lowered;
    private final Reading reading;

    public PlainSimulator(Circuit circuit) {
        this.circuit = circuit;
        this.lowered = LoweredCircuit.of(circuit);
        this.reading = Reading.of(circuit);
    }

    @Override
    public Circuit circuit() {
        return circuit;
    }

    @Override
    public double[] run(int batch, double[] inputs, double[] weights) {
        Simulator.requireLengths(circuit, batch, inputs, weights);
        var outputs = new double[batch * circuit.outputs()];
        var sample = new Sample(weights);
        for (int i = 0; i < batch; i++) {
            sample.begin(inputs, i);
            sample.forward();
            reading.read(sample.state, outputs, i * circuit.outputs());
        }
        return outputs;
    }

    @Override
    public Gradient differentiate(int batch, double[] inputs, double[] weights, double[] slopes) {
        Simulator.requireLengths(circuit, batch, inputs, weights);
        Simulator.requireSlopes(circuit, batch, slopes);
        var inputSlopes = new double[batch * circuit.inputs()];
        var weightSlopes = new double[circuit.weights()];
        var sample = new Sample(weights);
        var adjoint = new StateVector(circuit.qubits());
        for (int i = 0; i < batch; i++) {
            sample.begin(inputs, i);
            sample.forward();
            reading.pullBack(sample.state, slopes, i * circuit.outputs(), adjoint);
            sample.backward(adjoint, weightSlopes);
            sample.walk.writeInputSlopes(inputSlopes, i);
        }
        return new Gradient(inputSlopes, weightSlopes);
    }

    /** The amplitudes before the read-out: real parts, then imaginary parts. */
    public double[][] state(double[] inputs, double[] weights) {
        Simulator.requireLengths(circuit, 1, inputs, weights);
        var sample = new Sample(weights);
        sample.begin(inputs, 0);
        sample.forward();
        return new double[][] {sample.state.re, sample.state.im};
    }

    /** The amplitudes before the read-out when the circuit starts from these instead of {@code |0...0>}. */
    double[][] stateFrom(double[] re, double[] im, double[] inputs, double[] weights) {
        Simulator.requireLengths(circuit, 1, inputs, weights);
        var sample = new Sample(weights);
        sample.begin(inputs, 0);
        sample.state.copyFrom(re, im);
        sample.forward();
        return new double[][] {sample.state.re, sample.state.im};
    }

    /** What one walk through the circuit works on; reused for every sample of a call. */
    private final class Sample {

        private final StateVector state = new StateVector(circuit.qubits());
        private final LoweredCircuit.Walk walk;
        private final int steps;

        Sample(double[] weights) {
            walk = lowered.walk(weights);
            steps = walk.firstStep(circuit.gates().size());
        }

        void begin(double[] inputs, int index) {
            walk.begin(inputs, index);
            walk.prepare(state);
        }

        void forward() {
            for (int step = 0; step < steps; step++) {
                walk.apply(step, state);
            }
        }

        void backward(StateVector adjoint, double[] weightSlopes) {
            for (int step = steps - 1; step >= 0; step--) {
                walk.addSlope(step, adjoint, state, weightSlopes);
                walk.undo(step, state);
                walk.undo(step, adjoint);
            }
            walk.addPreparationSlopes(adjoint);
        }
    }
}
