package io.ansatz.runner.experiment;

import io.ansatz.api.Meaning;

/** What runs the circuit. */
public record SimulatorChoice(
        @Meaning("statevector, or the independent and slow strange")
        Kind use) {

    /** The simulators there are. */
    public enum Kind {
        /** Exact amplitudes in double precision with adjoint gradients. */
        STATEVECTOR,
        /** Gluon's Strange with parameter-shift gradients: slow, and independent of everything else here. */
        STRANGE
    }
}
