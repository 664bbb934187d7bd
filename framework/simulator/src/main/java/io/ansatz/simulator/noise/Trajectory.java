package io.ansatz.simulator.noise;

import io.ansatz.simulator.LoweredCircuit;
import io.ansatz.simulator.StateVector;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * One way that a noisy run can go: at every site of noise chance decides what happens, and the state stays pure.
 * Depolarising is a random Pauli matrix, phase damping a Z now and then; with amplitude damping a 1 decays, or its not
 * decaying makes a 1 less likely (quantum jumps, Dalibard, Castin and Moelmer 1992).
 *
 * <p>Going back, what happened is held fixed, with the norm that it gave the state: see {@link QuantumJumps}.
 */
final class Trajectory {

    private static final int FLIP = 1;
    private static final int SIGN = 2;

    private final Noise noise;
    private final int[][] sites;
    private final LoweredCircuit.Walk walk;
    private final StateVector state;

    /** Where damping follows, the state after each gate: a decay cannot be undone. */
    private final StateVector[] kept;

    // What happened at each site, in time order.
    private final int[] paulis;
    private final boolean[] decays;
    private final double[] norms;
    private final boolean[] phaseFlips;

    /** @param keeps whether {@link #backward} will be asked for */
    Trajectory(Noise noise, int[][] sites, LoweredCircuit.Walk walk, int qubits, boolean keeps) {
        this.noise = noise;
        this.sites = sites;
        this.walk = walk;
        state = new StateVector(qubits);
        kept = keeps && noise.amplitudeDamping() > 0
                ? Stream.generate(() -> new StateVector(qubits))
                        .limit(sites.length)
                        .toArray(StateVector[]::new)
                : new StateVector[0];
        int count = Stream.of(sites).mapToInt(bits -> bits.length).sum();
        paulis = new int[count];
        decays = new boolean[count];
        norms = new double[count];
        phaseFlips = new boolean[count];
    }

    /** The state at the end. */
    StateVector state() {
        return state;
    }

    /** Runs the circuit for the sample that the walk has begun. */
    void forward(SplittableRandom random) {
        walk.prepare(state);
        int site = 0;
        for (int gate = 0; gate < sites.length; gate++) {
            for (int step = walk.firstStep(gate); step < walk.firstStep(gate + 1); step++) {
                walk.apply(step, state);
            }
            if (kept.length > 0) {
                kept[gate].copyFrom(state.re, state.im);
            }
            for (int bit : sites[gate]) {
                disturb(site, bit, random);
                site++;
            }
        }
    }

    private void disturb(int site, int bit, SplittableRandom random) {
        if (noise.depolarizing() > 0) {
            paulis[site] = random.nextDouble() < noise.depolarizing() ? 1 + random.nextInt(FLIP | SIGN) : 0;
            if ((paulis[site] & SIGN) != 0) {
                sign(bit, state);
            }
            if ((paulis[site] & FLIP) != 0) {
                state.flip(0, bit);
            }
        }
        if (noise.amplitudeDamping() > 0) {
            double decay = noise.amplitudeDamping() * probabilityOfOne(bit);
            decays[site] = random.nextDouble() < decay;
            norms[site] = Math.sqrt(decays[site] ? decay : 1 - decay);
            damp(site, bit);
        }
        if (noise.phaseDamping() > 0) {
            // K0 rho K0 + K1 rho K1 = (1 - q) rho + q Z rho Z with sqrt(1 - g) = 1 - 2q.
            phaseFlips[site] = random.nextDouble() < (1 - Math.sqrt(1 - noise.phaseDamping())) / 2;
            if (phaseFlips[site]) {
                sign(bit, state);
            }
        }
    }

    /**
     * Takes the derivative of the loss by the conjugate of the state from the end to the start, and adds the slopes on
     * the way. The state is that of the start afterwards.
     */
    void backward(StateVector adjoint, double[] weightSlopes) {
        int site = paulis.length;
        for (int gate = sites.length - 1; gate >= 0; gate--) {
            for (int i = sites[gate].length - 1; i >= 0; i--) {
                site--;
                takeBack(site, sites[gate][i], adjoint);
            }
            if (kept.length > 0) {
                state.copyFrom(kept[gate].re, kept[gate].im);
            }
            for (int step = walk.firstStep(gate + 1) - 1; step >= walk.firstStep(gate); step--) {
                walk.addSlope(step, adjoint, state, weightSlopes);
                walk.undo(step, state);
                walk.undo(step, adjoint);
            }
        }
        walk.addPreparationSlopes(adjoint);
    }

    /** The adjoint of what happened on the adjoint; the state is taken along where it is not kept. */
    private void takeBack(int site, int bit, StateVector adjoint) {
        if (phaseFlips[site]) {
            sign(bit, adjoint);
            sign(bit, state);
        }
        if (noise.amplitudeDamping() > 0) {
            dampAdjoint(site, bit, adjoint);
        }
        if ((paulis[site] & FLIP) != 0) {
            adjoint.flip(0, bit);
            state.flip(0, bit);
        }
        if ((paulis[site] & SIGN) != 0) {
            sign(bit, adjoint);
            sign(bit, state);
        }
    }

    private static void sign(int bit, StateVector vector) {
        vector.phase(bit, -1, 0);
    }

    private double probabilityOfOne(int bit) {
        double sum = 0;
        for (int k = 0; k < state.re.length; k++) {
            sum += (k & bit) == 0 ? 0 : state.probability(k);
        }
        return sum;
    }

    /** {@code sqrt(g) |0><1|}, or {@code diag(1, sqrt(1 - g))}, divided by the norm that is left. */
    private void damp(int site, int bit) {
        double moved = Math.sqrt(noise.amplitudeDamping()) / norms[site];
        double zero = 1 / norms[site];
        double one = Math.sqrt(1 - noise.amplitudeDamping()) / norms[site];
        for (int k = 0; k < state.re.length; k++) {
            if ((k & bit) == 0) {
                state.re[k] = decays[site] ? moved * state.re[k | bit] : zero * state.re[k];
                state.im[k] = decays[site] ? moved * state.im[k | bit] : zero * state.im[k];
                state.re[k | bit] = decays[site] ? 0 : one * state.re[k | bit];
                state.im[k | bit] = decays[site] ? 0 : one * state.im[k | bit];
            }
        }
    }

    private void dampAdjoint(int site, int bit, StateVector adjoint) {
        double moved = Math.sqrt(noise.amplitudeDamping()) / norms[site];
        double zero = 1 / norms[site];
        double one = Math.sqrt(1 - noise.amplitudeDamping()) / norms[site];
        for (int k = 0; k < adjoint.re.length; k++) {
            if ((k & bit) == 0) {
                adjoint.re[k | bit] = decays[site] ? moved * adjoint.re[k] : one * adjoint.re[k | bit];
                adjoint.im[k | bit] = decays[site] ? moved * adjoint.im[k] : one * adjoint.im[k | bit];
                adjoint.re[k] = decays[site] ? 0 : zero * adjoint.re[k];
                adjoint.im[k] = decays[site] ? 0 : zero * adjoint.im[k];
            }
        }
    }
}
