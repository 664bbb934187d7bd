package io.ansatz.simulator;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Gate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A circuit as elementary steps, to be walked by simulators that need to stop between its gates. It keeps nothing between
 * walks and may be used from several threads.
 */
public final class LoweredCircuit {

    private final Circuit circuit;
    private final Step[] steps;

    /** Where the steps of each gate begin, and behind the last gate where they end. */
    private final int[] firstSteps;

    private LoweredCircuit(Circuit circuit, List<List<Step>> gates) {
        this.circuit = circuit;
        steps = gates.stream().flatMap(List::stream).toArray(Step[]::new);
        firstSteps = new int[gates.size() + 1];
        for (int gate = 0; gate < gates.size(); gate++) {
            firstSteps[gate + 1] = firstSteps[gate] + gates.get(gate).size();
        }
    }

    public static LoweredCircuit of(Circuit circuit) {
        return onRegister(circuit, circuit.qubits());
    }

    /** The circuit on the first wires of a larger register, whose other wires it leaves alone. */
    public static LoweredCircuit onRegister(Circuit circuit, int qubits) {
        return new LoweredCircuit(circuit, Lowering.of(circuit, qubits));
    }

    public Circuit circuit() {
        return circuit;
    }

    /** A walk through the circuit; to be used by one thread, for one sample after the other. */
    public Walk walk(double[] weights) {
        return new Walk(weights);
    }

    /** One sample's way through the circuit: every step knows its angle, and every slope finds its input or weight. */
    public final class Walk {

        private final double[] weights;
        private final double[] inputs = new double[circuit.inputs()];
        private final double[] inputSlopes = new double[circuit.inputs()];
        private final double[] cos = new double[steps.length];
        private final double[] sin = new double[steps.length];
        private final Optional<AmplitudeLoading> loading;

        private Walk(double[] weights) {
            this.weights = weights;
            loading = circuit.gates().stream()
                    .filter(Gate.Amplitudes.class::isInstance)
                    .map(gate -> new AmplitudeLoading((Gate.Amplitudes) gate))
                    .findFirst();
        }

        /** Takes the inputs of one sample of a batch; slopes along inputs are 0 again. */
        public void begin(double[] batchInputs, int index) {
            System.arraycopy(batchInputs, index * inputs.length, inputs, 0, inputs.length);
            Arrays.fill(inputSlopes, 0);
            for (int i = 0; i < steps.length; i++) {
                if (steps[i] instanceof Step.Turn turn) {
                    double angle = turn.rate() * turn.angle().value(inputs, weights);
                    cos[i] = Math.cos(angle);
                    sin[i] = Math.sin(angle);
                }
            }
        }

        /** The state before the first step: {@code |0...0>}, or the loaded amplitudes. */
        public void prepare(StateVector state) {
            state.reset();
            loading.ifPresent(amplitudes -> amplitudes.load(inputs, state));
        }

        /** The first step of a gate; for the number of gates, the number of steps. */
        public int firstStep(int gate) {
            return firstSteps[gate];
        }

        public void apply(int step, StateVector state) {
            steps[step].apply(state, cos[step], sin[step]);
        }

        public void undo(int step, StateVector state) {
            steps[step].undo(state, cos[step], sin[step]);
        }

        /**
         * Adds the slope along the angle of a step, if it has one, to those of its inputs and weights.
         *
         * @param adjoint the derivative of the loss by the conjugate of the state
         * @param state the state after the step
         * @param weightSlopes one per weight, added to
         */
        public void addSlope(int step, StateVector adjoint, StateVector state, double[] weightSlopes) {
            if (steps[step] instanceof Step.Turn turn) {
                turn.angle().spread(turn.slope(adjoint, state), inputs, weights, inputSlopes, weightSlopes);
            }
        }

        /** Adds the slopes along loaded amplitudes, given the derivative by the conjugate of the prepared state. */
        public void addPreparationSlopes(StateVector adjoint) {
            loading.ifPresent(amplitudes -> amplitudes.pullBack(adjoint, inputSlopes));
        }

        /** Writes the slopes along the inputs of the sample into those of its batch. */
        public void writeInputSlopes(double[] batchSlopes, int index) {
            System.arraycopy(inputSlopes, 0, batchSlopes, index * inputSlopes.length, inputSlopes.length);
        }
    }
}
