package io.ansatz.runner.experiment;

import io.ansatz.api.Meaning;
import io.ansatz.simulator.noise.Noise;
import io.ansatz.simulator.statevector.Precision;
import java.util.Optional;

/** What runs the circuit, and how much like hardware: exactly, unless shots or noise are asked for. */
public record SimulatorChoice(
        @Meaning("statevector, or the independent and slow strange")
        Kind use,

        @Meaning("what statevector computes in: float, or double for checking")
        Precision precision,

        @Meaning("how often each measurement is repeated; none for exact outputs; gradients are never drawn from shots")
        Optional<Integer> shots,

        @Meaning("what goes wrong between the gates and at the read-out")
        Optional<Noise> noise,

        @Meaning("noise as an average over so many random runs; none lets the number of qubits decide")
        Optional<Integer> trajectories) {

    /** The simulators there are. */
    public enum Kind {
        /** All amplitudes, with adjoint gradients. */
        STATEVECTOR,
        /** Gluon's Strange with parameter-shift gradients: slow, and independent of everything else here. */
        STRANGE
    }

    public SimulatorChoice {
        requireAtLeastOne("shots", shots);
        requireAtLeastOne("trajectories", trajectories);
        if (use == Kind.STRANGE) {
            requireStatevector("shots", shots);
            requireStatevector("noise", noise);
        }
        if (trajectories.isPresent() && !noise.map(Noise::betweenGates).orElse(false)) {
            throw new IllegalArgumentException(
                    "trajectories need noise between the gates: depolarizing, amplitude-damping or phase-damping above 0.");
        }
    }

    /** Exact outputs without noise, in single precision. */
    public SimulatorChoice(Kind use) {
        this(use, Precision.FLOAT, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Exact outputs without noise, in double precision. */
    public static SimulatorChoice inDouble(Kind use) {
        return new SimulatorChoice(use, Precision.DOUBLE, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether nothing is drawn and nothing goes wrong. */
    public boolean exact() {
        return shots.isEmpty() && noise.isEmpty();
    }

    private static void requireAtLeastOne(String name, Optional<Integer> count) {
        if (count.isPresent() && count.get() < 1) {
            throw new IllegalArgumentException("%s must be at least 1, not %d.".formatted(name, count.get()));
        }
    }

    private static void requireStatevector(String name, Optional<?> setting) {
        if (setting.isPresent()) {
            throw new IllegalArgumentException(
                    "%s needs {use: statevector}; strange has neither shots nor noise.".formatted(name));
        }
    }
}
