package io.ansatz.simulator.noise;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.simulator.LoweredCircuit;
import io.ansatz.simulator.Simulator;
import io.ansatz.simulator.StateVector;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The density matrix of the circuit, with every channel applied exactly.
 *
 * <p>Gradients are adjoint: the observable goes back through the circuit, through gates by {@code U* M U} and through
 * channels by their pull-back, and beside it lies the density matrix. Since channels cannot be undone, the matrix after
 * each gate is kept on the way forward.
 */
record ExactChannels(
        Circuit circuit,
        List<Measurement> measurements,
        Channel channel,
        int[][] sites,
        LoweredCircuit gates,
        List<LoweredCircuit> bases)
        implements Evolution {

    private static final long MEGA = 1_000_000;

    /** @param memory what may be used, in bytes */
    static ExactChannels of(Circuit circuit, Noise noise, long memory) {
        int qubits = circuit.qubits();
        if (qubits > DensityMatrix.MOST_QUBITS) {
            throw new IllegalArgumentException(
                    "A density matrix has at most %d qubits, not %d. Draw trajectories instead."
                            .formatted(DensityMatrix.MOST_QUBITS, qubits));
        }
        long bytes = bytes(circuit);
        if (bytes > memory) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "Density matrices of %d qubits, one for each of %d gates, take %,d MB, and Java may use %,d MB."
                            + " Draw trajectories instead.",
                    qubits,
                    circuit.gates().size(),
                    bytes / MEGA,
                    memory / MEGA));
        }
        List<Measurement> measurements = Measurement.of(circuit);
        return new ExactChannels(
                circuit,
                measurements,
                Channel.of(noise),
                Noise.sites(circuit),
                onRows(circuit),
                measurements.stream().map(one -> onRows(one.alone(circuit))).toList());
    }

    private static LoweredCircuit onRows(Circuit circuit) {
        return LoweredCircuit.onRegister(circuit, 2 * circuit.qubits());
    }

    @Override
    public String method() {
        return "exact channels on a density matrix of %d qubits".formatted(circuit.qubits());
    }

    @Override
    public long workingBytes() {
        return bytes(circuit);
    }

    /** The matrix after each gate, the one at work, one turned for a measurement, and the observable. */
    private static long bytes(Circuit circuit) {
        return DensityMatrix.bytes(circuit.qubits()) * (circuit.gates().size() + 3L);
    }

    @Override
    public double[][] probabilities(int batch, double[] inputs, double[] weights) {
        int outcomes = 1 << circuit.qubits();
        var probabilities = new double[measurements.size()][batch * outcomes];
        var sample = new Sample(weights);
        for (int i = 0; i < batch; i++) {
            sample.begin(inputs, i);
            sample.forward(List.of());
            for (int m = 0; m < probabilities.length; m++) {
                sample.measure(m, probabilities[m], i * outcomes);
            }
        }
        return probabilities;
    }

    @Override
    public Simulator.Gradient differentiate(int batch, double[] inputs, double[] weights, double[][] slopes) {
        int outcomes = 1 << circuit.qubits();
        var inputSlopes = new double[batch * circuit.inputs()];
        var weightSlopes = new double[circuit.weights()];
        var sample = new Sample(weights);
        var observable = new DensityMatrix(circuit.qubits());
        List<DensityMatrix> kept = Stream.generate(() -> new DensityMatrix(circuit.qubits()))
                .limit(sites.length)
                .toList();
        for (int i = 0; i < batch; i++) {
            sample.begin(inputs, i);
            sample.forward(kept);
            observable.elements().clear();
            for (int m = 0; m < slopes.length; m++) {
                sample.addObservable(m, slopes[m], i * outcomes, observable);
            }
            sample.backward(observable, kept, weightSlopes);
            sample.walk.writeInputSlopes(inputSlopes, i);
        }
        return new Simulator.Gradient(inputSlopes, weightSlopes);
    }

    /** What one walk through the circuit works on; reused for every sample of a call. */
    private final class Sample {

        private final LoweredCircuit.Walk walk;
        private final List<LoweredCircuit.Walk> basisWalks;
        private final StateVector start = new StateVector(circuit.qubits());
        private final DensityMatrix matrix = new DensityMatrix(circuit.qubits());
        private final DensityMatrix turned = new DensityMatrix(circuit.qubits());

        Sample(double[] weights) {
            walk = gates.walk(weights);
            basisWalks = bases.stream().map(basis -> basis.walk(weights)).toList();
        }

        void begin(double[] inputs, int index) {
            walk.begin(inputs, index);
            basisWalks.forEach(basis -> basis.begin(inputs, index));
            walk.prepare(start);
            matrix.setProjector(start);
        }

        /** @param kept where the matrix after each gate and before its noise goes, if anywhere */
        void forward(List<DensityMatrix> kept) {
            for (int gate = 0; gate < sites.length; gate++) {
                matrix.apply(walk, walk.firstStep(gate), walk.firstStep(gate + 1));
                if (!kept.isEmpty()) {
                    kept.get(gate).copyFrom(matrix);
                }
                for (int bit : sites[gate]) {
                    matrix.apply(channel, bit);
                }
            }
        }

        void measure(int measurement, double[] probabilities, int from) {
            turned.copyFrom(matrix);
            turned.apply(basisWalks.get(measurement), 0, steps(measurement));
            turned.readDiagonal(probabilities, from);
        }

        void addObservable(int measurement, double[] slopes, int from, DensityMatrix observable) {
            turned.setDiagonal(slopes, from);
            turned.undo(basisWalks.get(measurement), 0, steps(measurement));
            observable.add(turned);
        }

        private int steps(int measurement) {
            return basisWalks
                    .get(measurement)
                    .firstStep(measurements.get(measurement).basis().size());
        }

        /**
         * With {@code M} the observable, {@code dL/dt = tr(M d(rho)/dt) = 2 Re <M|dU/dt U*|rho>}, where both matrices are
         * read as vectors: the slope of a step for a state vector, with {@code M} as the adjoint.
         */
        void backward(DensityMatrix observable, List<DensityMatrix> kept, double[] weightSlopes) {
            for (int gate = sites.length - 1; gate >= 0; gate--) {
                for (int bit : sites[gate]) {
                    observable.pullBack(channel, bit);
                }
                DensityMatrix after = kept.get(gate);
                for (int step = walk.firstStep(gate + 1) - 1; step >= walk.firstStep(gate); step--) {
                    walk.addSlope(step, observable.elements(), after.elements(), weightSlopes);
                    observable.undo(walk, step, step + 1);
                    if (step > walk.firstStep(gate)) {
                        after.undo(walk, step, step + 1);
                    }
                }
            }
            var adjoint = new StateVector(circuit.qubits());
            observable.multiply(start, adjoint);
            walk.addPreparationSlopes(adjoint);
        }
    }
}
