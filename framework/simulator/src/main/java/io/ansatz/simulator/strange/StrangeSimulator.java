package io.ansatz.simulator.strange;

import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Gate;
import io.ansatz.api.circuit.Readout;
import io.ansatz.simulator.Simulator;
import java.util.function.Supplier;
import org.redfx.strange.Complex;
import org.redfx.strange.Program;
import org.redfx.strange.QuantumExecutionEnvironment;
import org.redfx.strange.Step;
import org.redfx.strange.gate.Identity;
import org.redfx.strange.local.SimpleQuantumExecutionEnvironment;

/**
 * Runs circuits on Strange and differentiates them by shifting one angle at a time: slow, single precision, and
 * independent of every other simulator here, so it can judge them. It looks at a final state only as hardware would,
 * through the probabilities of its basis states, after a change of basis where X or Y is measured.
 */
public final class StrangeSimulator implements Simulator {

    /** One draw in a million goes wrong for no fault of the circuit; that many in a row do not. */
    private static final int ATTEMPTS = 5;

    /** Probabilities nearer than this count as equal: Strange computes in single precision. */
    private static final double TIE = 1e-6;

    private static final double SHORTEST = 1e-12;

    private final Circuit circuit;
    private final Supplier<QuantumExecutionEnvironment> strange;

    public StrangeSimulator(Circuit circuit) {
        this(circuit, SimpleQuantumExecutionEnvironment::new);
    }

    StrangeSimulator(Circuit circuit, Supplier<QuantumExecutionEnvironment> strange) {
        this.circuit = circuit;
        this.strange = strange;
    }

    @Override
    public Circuit circuit() {
        return circuit;
    }

    @Override
    public double[] run(int batch, double[] inputs, double[] weights) {
        Simulator.requireLengths(circuit, batch, inputs, weights);
        int width = circuit.outputs();
        var outputs = new double[batch * width];
        for (int i = 0; i < batch; i++) {
            double[] sample = new Point(row(inputs, i, circuit.inputs()), weights).outputs();
            System.arraycopy(sample, 0, outputs, i * width, width);
        }
        return outputs;
    }

    @Override
    public Gradient differentiate(int batch, double[] inputs, double[] weights, double[] slopes) {
        Simulator.requireLengths(circuit, batch, inputs, weights);
        Simulator.requireSlopes(circuit, batch, slopes);
        int width = circuit.inputs();
        var inputSlopes = new double[batch * width];
        var weightSlopes = new double[circuit.weights()];
        for (int i = 0; i < batch; i++) {
            var point = new Point(row(inputs, i, width), weights);
            var sampleSlopes = new double[width];
            point.differentiate(row(slopes, i, circuit.outputs()), sampleSlopes, weightSlopes);
            System.arraycopy(sampleSlopes, 0, inputSlopes, i * width, width);
        }
        return new Gradient(inputSlopes, weightSlopes);
    }

    private static double[] row(double[] rows, int index, int width) {
        var row = new double[width];
        System.arraycopy(rows, index * width, row, 0, width);
        return row;
    }

    /** One sample at one set of weights: every angle a number of its own that can be shifted. */
    private final class Point {

        private final double[] inputs;
        private final double[] weights;
        private final double[][] angles;
        private double[] amplitudes = {};

        Point(double[] inputs, double[] weights) {
            this.inputs = inputs;
            this.weights = weights;
            angles = circuit.gates().stream()
                    .map(gate -> gate.angles().stream()
                            .mapToDouble(angle -> angle.value(inputs, weights))
                            .toArray())
                    .toArray(double[][]::new);
            for (Gate gate : circuit.gates()) {
                if (gate instanceof Gate.Amplitudes load) {
                    amplitudes = unit(padded(load));
                }
            }
        }

        void differentiate(double[] slopes, double[] inputSlopes, double[] weightSlopes) {
            for (int i = 0; i < angles.length; i++) {
                Gate gate = circuit.gates().get(i);
                for (int j = 0; j < angles[i].length; j++) {
                    Angle angle = gate.angles().get(j);
                    if (!(angle instanceof Angle.Constant)) {
                        angle.spread(shift(gate, angles[i], j, slopes), inputs, weights, inputSlopes, weightSlopes);
                    }
                }
                if (gate instanceof Gate.Amplitudes load) {
                    differentiate(load, slopes, inputSlopes);
                }
            }
        }

        /**
         * The slope of the loss along one angle of one gate. Two terms are exact for generators with two eigenvalues one
         * apart; the controlled rotations have a third between them and take four terms (Anselmetti et al. 2021).
         */
        private double shift(Gate gate, double[] values, int index, double[] slopes) {
            double quarter = difference(values, index, Math.PI / 2, slopes);
            if (!(gate instanceof Gate.ControlledRotation)) {
                return quarter / 2;
            }
            double threeQuarters = difference(values, index, 3 * Math.PI / 2, slopes);
            double root = Math.sqrt(2);
            return ((root + 1) * quarter - (root - 1) * threeQuarters) / (4 * root);
        }

        private double difference(double[] values, int index, double shift, double[] slopes) {
            double kept = values[index];
            values[index] = kept + shift;
            double ahead = dot(slopes, outputs());
            values[index] = kept - shift;
            double behind = dot(slopes, outputs());
            values[index] = kept;
            return ahead - behind;
        }

        /**
         * The slopes along loaded inputs. For a loss {@code f(a) = a^T M a} of the amplitudes, {@code (f(a + e) - f(a - e))
         * / 2} is exactly its slope along {@code e}; then through the division by the length.
         */
        private void differentiate(Gate.Amplitudes load, double[] slopes, double[] inputSlopes) {
            double[] vector = padded(load);
            double length = Math.sqrt(dot(vector, vector));
            if (length < SHORTEST) {
                return;
            }
            double[] kept = amplitudes;
            var slope = new double[kept.length];
            for (int k = 0; k < slope.length; k++) {
                slope[k] = (lossAt(kept, k, 1, slopes) - lossAt(kept, k, -1, slopes)) / 2;
            }
            amplitudes = kept;
            double along = dot(slope, kept);
            for (int k = 0; k < load.features(); k++) {
                inputSlopes[k] += (slope[k] - along * kept[k]) / length;
            }
        }

        /** The loss for amplitudes whose squares need not sum to 1: it grows with that sum. */
        private double lossAt(double[] vector, int index, double step, double[] slopes) {
            double[] moved = vector.clone();
            moved[index] += step;
            double squares = dot(moved, moved);
            if (squares < SHORTEST) {
                return 0;
            }
            amplitudes = unit(moved);
            return squares * dot(slopes, outputs());
        }

        private double[] padded(Gate.Amplitudes load) {
            var vector = new double[1 << circuit.qubits()];
            for (int k = 0; k < vector.length; k++) {
                vector[k] = k < load.features() ? inputs[k] : load.padding();
            }
            return vector;
        }

        double[] outputs() {
            int qubits = circuit.qubits();
            Readout readout = circuit.readout();
            if (readout instanceof Readout.PauliZ z) {
                double[] probabilities = probabilities("Z".repeat(qubits));
                return z.wires().stream()
                        .mapToDouble(wire -> parity(probabilities, bit(wire)))
                        .toArray();
            }
            if (readout instanceof Readout.ZThenX) {
                double[] alongZ = probabilities("Z".repeat(qubits));
                double[] alongX = probabilities("X".repeat(qubits));
                var outputs = new double[2 * qubits];
                for (int wire = 0; wire < qubits; wire++) {
                    outputs[wire] = parity(alongZ, bit(wire));
                    outputs[qubits + wire] = parity(alongX, bit(wire));
                }
                return outputs;
            }
            if (readout instanceof Readout.PauliString string) {
                int mask = 0;
                for (int wire = 0; wire < qubits; wire++) {
                    mask |= string.letters().charAt(wire) == 'I' ? 0 : bit(wire);
                }
                return new double[] {parity(probabilities(string.letters()), mask)};
            }
            if (readout instanceof Readout.Probabilities some) {
                return marginals(probabilities("Z".repeat(qubits)), some);
            }
            if (readout instanceof Readout.OnesInLikeliest) {
                return new double[] {onesInLikeliest(probabilities("Z".repeat(qubits)))};
            }
            throw new AssertionError("A read-out without a measurement: " + readout);
        }

        /** The probabilities of the basis states when each wire is measured along its letter. */
        private double[] probabilities(String letters) {
            return normalised(StrangeSimulator.this.run(() -> program(letters)));
        }

        /** A new program each time, because running one changes it. */
        private Program program(String letters) {
            var translation = new Translation(circuit.qubits());
            if (amplitudes.length > 0) {
                translation.prepare(amplitudes);
            }
            for (int i = 0; i < angles.length; i++) {
                translation.add(circuit.gates().get(i), angles[i]);
            }
            for (int wire = 0; wire < letters.length(); wire++) {
                if (letters.charAt(wire) == 'X') {
                    translation.hadamard(wire);
                } else if (letters.charAt(wire) == 'Y') {
                    translation.rotate(Axis.X, wire, Math.PI / 2);
                }
            }
            // A program without any gate fails.
            var program = new Program(circuit.qubits(), new Step(new Identity(0)));
            for (var gate : translation.gates()) {
                program.addStep(new Step(gate));
            }
            return program;
        }

        private int bit(int wire) {
            return 1 << (circuit.qubits() - 1 - wire);
        }
    }

    /**
     * Runs a program. Strange also draws a measurement, unasked and unseeded; the draw runs past its array when it falls
     * into the gap that rounding leaves between the sum of the probabilities and 1. Then the run is repeated.
     */
    private Complex[] run(Supplier<Program> program) {
        for (int attempt = 1; ; attempt++) {
            try {
                return strange.get().runProgram(program.get()).getProbability();
            } catch (ArrayIndexOutOfBoundsException overrun) {
                if (attempt == ATTEMPTS) {
                    throw new IllegalStateException(
                            "Strange could not draw a measurement of the circuit in %d attempts.".formatted(ATTEMPTS),
                            overrun);
                }
            }
        }
    }

    /** What Strange calls probabilities are amplitudes, and their squares sum to 1 only in single precision. */
    private static double[] normalised(Complex[] amplitudes) {
        var probabilities = new double[amplitudes.length];
        double sum = 0;
        for (int k = 0; k < amplitudes.length; k++) {
            double re = amplitudes[k].r;
            double im = amplitudes[k].i;
            probabilities[k] = re * re + im * im;
            sum += probabilities[k];
        }
        for (int k = 0; k < amplitudes.length; k++) {
            probabilities[k] /= sum;
        }
        return probabilities;
    }

    /** The expectation of the product of the signs of the wires in the mask. */
    private static double parity(double[] probabilities, int mask) {
        double sum = 0;
        for (int k = 0; k < probabilities.length; k++) {
            sum += Integer.bitCount(k & mask) % 2 == 0 ? probabilities[k] : -probabilities[k];
        }
        return sum;
    }

    private double[] marginals(double[] probabilities, Readout.Probabilities readout) {
        var marginals = new double[circuit.outputs()];
        for (int k = 0; k < probabilities.length; k++) {
            int outcome = 0;
            for (int wire : readout.wires()) {
                outcome = 2 * outcome + (k >> (circuit.qubits() - 1 - wire)) % 2;
            }
            marginals[outcome] += readout.scale() * probabilities[k];
        }
        return marginals;
    }

    private static int onesInLikeliest(double[] probabilities) {
        int likeliest = 0;
        for (int k = 1; k < probabilities.length; k++) {
            if (probabilities[k] > probabilities[likeliest] + TIE) {
                likeliest = k;
            }
        }
        return Integer.bitCount(likeliest);
    }

    /** The vector divided by its length; the uniform one if it has none. */
    private static double[] unit(double[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        var unit = new double[vector.length];
        for (int k = 0; k < unit.length; k++) {
            unit[k] = length < SHORTEST ? 1 / Math.sqrt(unit.length) : vector[k] / length;
        }
        return unit;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
