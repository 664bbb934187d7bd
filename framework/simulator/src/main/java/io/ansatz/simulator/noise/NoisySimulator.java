package io.ansatz.simulator.noise;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.simulator.Simulator;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs a circuit as hardware would: with noise between the gates, bits that are read wrongly, and a finite number of shots.
 * Each is there only if asked for; without shots the outputs are the limit of infinitely many.
 *
 * <p>Shots are drawn for each measurement by itself: a read-out of Z and X takes two, each with all its shots. Only
 * outputs are drawn: the gradient is that of the limit of infinitely many shots, with noise and wrongly read bits.
 */
public final class NoisySimulator implements Simulator {

    /** So many probabilities per measurement are at work at once; larger batches are cut into pieces. */
    private static final int MOST_PROBABILITIES = 1 << 20;

    /**
     * Up to here the density matrix: 7 qubits and 49 gates take 13 ms forward and back, 8 qubits and 56 gates 59 ms, where a
     * hundred trajectories take 15 ms.
     */
    private static final int MOST_QUBITS_EXACT = 7;

    /** They leave Z with an error of 0.005 to 0.035 for 0.1 to 5 percent in each channel: about that of 1024 shots at most. */
    private static final int TRAJECTORIES = 100;

    private final Evolution evolution;
    private final ReadoutError error;
    private final Optional<Shots> shots;

    private NoisySimulator(Evolution evolution, ReadoutError error, Optional<Shots> shots) {
        this.evolution = evolution;
        this.error = error;
        this.shots = shots;
    }

    /**
     * The exact channels where a density matrix is cheap, trajectories on more qubits, neither where there is no noise
     * between the gates.
     *
     * @param seed for the trajectories
     * @param ideal makes the simulator that runs the circuit without noise
     * @throws IllegalArgumentException if it is too large for the memory there is; the message is for the user
     */
    public static NoisySimulator fitting(Circuit circuit, Noise noise, long seed, Function<Circuit, Simulator> ideal) {
        if (!noise.betweenGates()) {
            return withIdealStates(circuit, noise.readout(), ideal);
        }
        return circuit.qubits() <= MOST_QUBITS_EXACT
                ? withDensityMatrix(circuit, noise)
                : withTrajectories(circuit, noise, TRAJECTORIES, seed);
    }

    /**
     * No noise between the gates.
     *
     * @param ideal makes the simulators that find the probabilities of the outcomes
     */
    public static NoisySimulator withIdealStates(
            Circuit circuit, ReadoutError error, Function<Circuit, Simulator> ideal) {
        return new NoisySimulator(IdealStates.of(circuit, ideal), error, Optional.empty());
    }

    /**
     * The exact channels on a density matrix: for small circuits, since every qubit makes it four times as large.
     *
     * @throws IllegalArgumentException if it is too large for the memory there is; the message is for the user
     */
    public static NoisySimulator withDensityMatrix(Circuit circuit, Noise noise) {
        long memory = Runtime.getRuntime().maxMemory();
        return new NoisySimulator(ExactChannels.of(circuit, noise, memory), noise.readout(), Optional.empty());
    }

    /**
     * The average over a number of trajectories, drawn anew for each sample; equal seeds give equal draws.
     *
     * @throws IllegalArgumentException if they are too large for the memory there is; the message is for the user
     */
    public static NoisySimulator withTrajectories(Circuit circuit, Noise noise, int count, long seed) {
        long memory = Runtime.getRuntime().maxMemory();
        return new NoisySimulator(
                QuantumJumps.of(circuit, noise, count, Draws.of("trajectories", seed), memory),
                noise.readout(),
                Optional.empty());
    }

    /** The same with a finite number of shots per measurement; equal seeds give equal draws. */
    public NoisySimulator withShots(int count, long seed) {
        return new NoisySimulator(evolution, error, Optional.of(new Shots(count, Draws.of("shots", seed))));
    }

    @Override
    public Circuit circuit() {
        return evolution.circuit();
    }

    /** How the outputs come about, for a person to read. */
    public String method() {
        String repetitions = shots.map(
                        drawn -> String.format(Locale.ROOT, ", %,d shots per measurement", drawn.count()))
                .orElse("");
        return evolution.method() + repetitions;
    }

    @Override
    public double[] run(int batch, double[] inputs, double[] weights) {
        Simulator.requireLengths(circuit(), batch, inputs, weights);
        int width = circuit().inputs();
        var outputs = new double[batch * circuit().outputs()];
        int most = samplesAtOnce();
        for (int from = 0; from < batch; from += most) {
            int count = Math.min(most, batch - from);
            double[] piece = Arrays.copyOfRange(inputs, from * width, (from + count) * width);
            run(count, piece, weights, outputs, from);
        }
        return outputs;
    }

    private void run(int count, double[] inputs, double[] weights, double[] outputs, int first) {
        int outcomes = 1 << circuit().qubits();
        double[][] probabilities = evolution.probabilities(count, inputs, weights);
        for (int i = 0; i < count; i++) {
            // Drawing from the probabilities of what is read is drawing what is measured and misreading its bits.
            for (double[] measured : probabilities) {
                error.apply(measured, i * outcomes, outcomes);
            }
            if (shots.isPresent()) {
                shots.get().draw(probabilities, count, i, inputs, weights);
            }
            int at = (first + i) * circuit().outputs();
            for (int m = 0; m < probabilities.length; m++) {
                Tally tally = evolution.measurements().get(m).tally();
                tally.read(probabilities[m], i * outcomes, outputs, at);
                at += tally.outputs();
            }
        }
    }

    @Override
    public Gradient differentiate(int batch, double[] inputs, double[] weights, double[] slopes) {
        Simulator.requireLengths(circuit(), batch, inputs, weights);
        Simulator.requireSlopes(circuit(), batch, slopes);
        int width = circuit().inputs();
        var sum = new Gradient(new double[inputs.length], new double[weights.length]);
        int most = samplesAtOnce();
        for (int from = 0; from < batch; from += most) {
            int count = Math.min(most, batch - from);
            double[] piece = Arrays.copyOfRange(inputs, from * width, (from + count) * width);
            Gradient gradient = evolution.differentiate(count, piece, weights, probabilitySlopes(count, slopes, from));
            System.arraycopy(gradient.inputs(), 0, sum.inputs(), from * width, count * width);
            for (int i = 0; i < weights.length; i++) {
                sum.weights()[i] += gradient.weights()[i];
            }
        }
        return sum;
    }

    /** The slopes along the probabilities of what is measured, for each measurement of some samples of a batch. */
    private double[][] probabilitySlopes(int count, double[] slopes, int first) {
        int outcomes = 1 << circuit().qubits();
        List<Measurement> measurements = evolution.measurements();
        var probabilitySlopes = new double[measurements.size()][count * outcomes];
        for (int i = 0; i < count; i++) {
            int at = (first + i) * circuit().outputs();
            for (int m = 0; m < measurements.size(); m++) {
                Tally tally = measurements.get(m).tally();
                tally.pullBack(slopes, at, probabilitySlopes[m], i * outcomes);
                error.pullBack(probabilitySlopes[m], i * outcomes, outcomes);
                at += tally.outputs();
            }
        }
        return probabilitySlopes;
    }

    /** What the evolution needs, and two values for each outcome of each measurement of the samples at work. */
    @Override
    public long workingBytes() {
        long outcomes = Math.max(MOST_PROBABILITIES, 1L << circuit().qubits());
        return evolution.workingBytes()
                + 2 * outcomes * Double.BYTES * evolution.measurements().size();
    }

    private int samplesAtOnce() {
        return Math.max(1, MOST_PROBABILITIES >> circuit().qubits());
    }
}
