package io.ansatz.simulator;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Gate;
import java.util.Arrays;
import java.util.List;

/**
 * The readable simulator: exact amplitudes in double precision, one sample at a time, step by step. It is what a fast
 * simulator is held against.
 *
 * <p>Gradients are adjoint: from the final state back to the start, every step is undone on the state and on the
 * derivative of the loss by it, and between the two lies the slope along the step's angle.
 */
public final class PlainSimulator implements Simulator {

    private final Circuit circuit;
    private final Step[] steps;
    private final Reading reading;

    public PlainSimulator(Circuit circuit) {
        this.circuit = circuit;
        this.steps = Lowering.of(circuit).toArray(new Step[0]);
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
            sample.writeInputSlopes(inputSlopes, i);
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
        private final double[] inputs = new double[circuit.inputs()];
        private final double[] inputSlopes = new double[circuit.inputs()];
        private final double[] weights;
        private final double[] cos = new double[steps.length];
        private final double[] sin = new double[steps.length];
        private final List<AmplitudeLoading> loadings;

        Sample(double[] weights) {
            this.weights = weights;
            this.loadings = circuit.gates().stream()
                    .filter(Gate.Amplitudes.class::isInstance)
                    .map(gate -> new AmplitudeLoading((Gate.Amplitudes) gate))
                    .toList();
        }

        /** Takes the inputs of one sample of a batch, and the start state. */
        void begin(double[] batchInputs, int index) {
            System.arraycopy(batchInputs, index * inputs.length, inputs, 0, inputs.length);
            state.reset();
            for (AmplitudeLoading loading : loadings) {
                loading.load(inputs, state);
            }
        }

        void forward() {
            for (int i = 0; i < steps.length; i++) {
                if (steps[i] instanceof Step.Turn turn) {
                    double angle = turn.rate() * turn.angle().value(inputs, weights);
                    cos[i] = Math.cos(angle);
                    sin[i] = Math.sin(angle);
                }
                steps[i].apply(state, cos[i], sin[i]);
            }
        }

        void backward(StateVector adjoint, double[] weightSlopes) {
            Arrays.fill(inputSlopes, 0);
            for (int i = steps.length - 1; i >= 0; i--) {
                if (steps[i] instanceof Step.Turn turn) {
                    turn.angle().spread(turn.slope(adjoint, state), inputs, weights, inputSlopes, weightSlopes);
                }
                steps[i].undo(state, cos[i], sin[i]);
                steps[i].undo(adjoint, cos[i], sin[i]);
            }
            for (AmplitudeLoading loading : loadings) {
                loading.pullBack(adjoint, inputSlopes);
            }
        }

        void writeInputSlopes(double[] batchSlopes, int index) {
            System.arraycopy(inputSlopes, 0, batchSlopes, index * inputSlopes.length, inputSlopes.length);
        }
    }
}
