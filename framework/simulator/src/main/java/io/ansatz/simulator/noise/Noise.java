package io.ansatz.simulator.noise;

import io.ansatz.api.Meaning;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Gate;

/**
 * What goes wrong on a quantum computer. After each gate of the circuit, as a drawing shows it, every wire that the gate
 * acts on is depolarised, then damped in amplitude, then in phase; a transform of many wires counts as one gate. The
 * loading of amplitudes is the preparation of the state, which is without noise, and so is the change of basis in front
 * of a measurement of X or Y.
 *
 * @param depolarizing X, Y or Z happens, each with a third of this probability
 * @param amplitudeDamping the probability {@code g} of {@code sqrt(g) |0><1|}, with {@code diag(1, sqrt(1 - g))} otherwise
 * @param phaseDamping the probability {@code g} of {@code sqrt(g) |1><1|}, with {@code diag(1, sqrt(1 - g))} otherwise
 */
public record Noise(
        @Meaning("the probability of a random Pauli error, per gate and wire")
        double depolarizing,

        @Meaning("the probability that a 1 decays to 0, per gate and wire")
        double amplitudeDamping,

        @Meaning("the probability that a wire loses its phase, per gate and wire")
        double phaseDamping,

        @Meaning("bits that are read wrongly") ReadoutError readout) {

    private static final Noise NONE = new Noise(0, 0, 0, ReadoutError.NONE);

    public Noise {
        requireProbability("depolarizing", depolarizing);
        requireProbability("amplitude-damping", amplitudeDamping);
        requireProbability("phase-damping", phaseDamping);
    }

    /** A computer that makes no mistakes. */
    public static Noise none() {
        return NONE;
    }

    /** Whether anything happens between the gates; errors of the read-out come after them. */
    public boolean betweenGates() {
        return depolarizing > 0 || amplitudeDamping > 0 || phaseDamping > 0;
    }

    static void requireProbability(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("%s must lie between 0 and 1, not be %s.".formatted(name, value));
        }
    }

    /** For each gate, the bit of each wire on which noise follows. */
    static int[][] sites(Circuit circuit) {
        return circuit.gates().stream()
                .map(gate -> gate instanceof Gate.Amplitudes
                        ? new int[0]
                        : gate.wires().stream()
                                .mapToInt(wire -> 1 << (circuit.qubits() - 1 - wire))
                                .toArray())
                .toArray(int[][]::new);
    }
}
