package io.ansatz.simulator.noise;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.simulator.LoweredCircuit;
import io.ansatz.simulator.Simulator;
import io.ansatz.simulator.StateVector;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The average over a number of trajectories, drawn anew for each sample: its expectation is the density matrix, its cost
 * that of pure states.
 *
 * <p>The gradient is an estimate without bias of that of the density matrix. With {@code K_r} everything that happens on
 * trajectory {@code r}, the exact probability of an outcome is the sum of {@code |<k|K_r|0>|^2} over all {@code r}. Those
 * drawn with probability {@code p_r} therefore contribute the derivative of {@code |<k|K_r|0>|^2 / p_r} with {@code p_r} held
 * fixed: the norms of the forward pass are constants on the way back. Where {@code p_r} depends on no angle, without
 * amplitude damping, this is the derivative of the drawn average itself.
 *
 * @param count the trajectories of a sample
 */
record QuantumJumps(
        Circuit circuit,
        List<Measurement> measurements,
        Noise noise,
        int count,
        Draws draws,
        int[][] sites,
        LoweredCircuit gates,
        List<LoweredCircuit> bases)
        implements Evolution {

    private static final long MEGA = 1_000_000;

    /** @param memory what may be used, in bytes */
    static QuantumJumps of(Circuit circuit, Noise noise, int count, Draws draws, long memory) {
        if (count < 1) {
            throw new IllegalArgumentException("trajectories must be at least 1, not %d.".formatted(count));
        }
        long bytes = bytes(circuit, noise);
        if (bytes > memory) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "Trajectories of %d qubits and %d gates take %,d MB, and Java may use %,d MB.%s",
                    circuit.qubits(),
                    circuit.gates().size(),
                    bytes / MEGA,
                    memory / MEGA,
                    noise.amplitudeDamping() > 0
                            ? "\nMaybe because of amplitude-damping: its gradient keeps a state for each gate."
                            : ""));
        }
        List<Measurement> measurements = Measurement.of(circuit);
        return new QuantumJumps(
                circuit,
                measurements,
                noise,
                count,
                draws,
                Noise.sites(circuit),
                LoweredCircuit.of(circuit),
                measurements.stream()
                        .map(one -> LoweredCircuit.of(one.alone(circuit)))
                        .toList());
    }

    @Override
    public String method() {
        String noun = count == 1 ? "trajectory" : "trajectories";
        return String.format(Locale.ROOT, "%,d %s of %d qubits per sample", count, noun, circuit.qubits());
    }

    @Override
    public long workingBytes() {
        return bytes(circuit, noise);
    }

    /** The state at work, one turned for a measurement, the adjoint, and what {@link Trajectory} keeps. */
    private static long bytes(Circuit circuit, Noise noise) {
        long states = 3L + (noise.amplitudeDamping() > 0 ? circuit.gates().size() : 0);
        return states * 2 * Double.BYTES << circuit.qubits();
    }

    @Override
    public double[][] probabilities(int batch, double[] inputs, double[] weights) {
        int outcomes = 1 << circuit.qubits();
        var probabilities = new double[measurements.size()][batch * outcomes];
        var sample = new Sample(weights, false);
        for (int i = 0; i < batch; i++) {
            SplittableRandom random = draws.of(inputs, i, circuit.inputs(), weights);
            sample.begin(inputs, i);
            for (int t = 0; t < count; t++) {
                sample.trajectory.forward(random);
                for (int m = 0; m < probabilities.length; m++) {
                    sample.addProbabilities(m, probabilities[m], i * outcomes);
                }
            }
        }
        return probabilities;
    }

    @Override
    public Simulator.Gradient differentiate(int batch, double[] inputs, double[] weights, double[][] slopes) {
        int outcomes = 1 << circuit.qubits();
        var inputSlopes = new double[batch * circuit.inputs()];
        var weightSlopes = new double[circuit.weights()];
        var sample = new Sample(weights, true);
        var adjoint = new StateVector(circuit.qubits());
        for (int i = 0; i < batch; i++) {
            SplittableRandom random = draws.of(inputs, i, circuit.inputs(), weights);
            sample.begin(inputs, i);
            for (int t = 0; t < count; t++) {
                sample.trajectory.forward(random);
                adjoint.clear();
                for (int m = 0; m < slopes.length; m++) {
                    sample.addAdjoint(m, slopes[m], i * outcomes, adjoint);
                }
                sample.trajectory.backward(adjoint, weightSlopes);
            }
            sample.walk.writeInputSlopes(inputSlopes, i);
        }
        return new Simulator.Gradient(inputSlopes, weightSlopes);
    }

    /** What the trajectories of a sample work on; reused for every sample of a call. */
    private final class Sample {

        private final LoweredCircuit.Walk walk;
        private final List<LoweredCircuit.Walk> basisWalks;
        private final Trajectory trajectory;
        private final StateVector turned = new StateVector(circuit.qubits());

        Sample(double[] weights, boolean keeps) {
            walk = gates.walk(weights);
            basisWalks = bases.stream().map(basis -> basis.walk(weights)).toList();
            trajectory = new Trajectory(noise, sites, walk, circuit.qubits(), keeps);
        }

        void begin(double[] inputs, int index) {
            walk.begin(inputs, index);
            basisWalks.forEach(basis -> basis.begin(inputs, index));
        }

        void addProbabilities(int measurement, double[] probabilities, int from) {
            turn(measurement);
            for (int k = 0; k < turned.re.length; k++) {
                probabilities[from + k] += turned.probability(k) / count;
            }
        }

        /** With {@code L = sum c_k |a_k|^2} for the turned amplitudes, dL/da* is {@code c_k a_k}, to be turned back. */
        void addAdjoint(int measurement, double[] slopes, int from, StateVector adjoint) {
            turn(measurement);
            for (int k = 0; k < turned.re.length; k++) {
                turned.re[k] *= slopes[from + k] / count;
                turned.im[k] *= slopes[from + k] / count;
            }
            LoweredCircuit.Walk basis = basisWalks.get(measurement);
            for (int step = steps(measurement) - 1; step >= 0; step--) {
                basis.undo(step, turned);
            }
            for (int k = 0; k < turned.re.length; k++) {
                adjoint.re[k] += turned.re[k];
                adjoint.im[k] += turned.im[k];
            }
        }

        private void turn(int measurement) {
            turned.copyFrom(trajectory.state().re, trajectory.state().im);
            for (int step = 0; step < steps(measurement); step++) {
                basisWalks.get(measurement).apply(step, turned);
            }
        }

        private int steps(int measurement) {
            int gates = measurements.get(measurement).basis().size();
            return basisWalks.get(measurement).firstStep(gates);
        }
    }
}
