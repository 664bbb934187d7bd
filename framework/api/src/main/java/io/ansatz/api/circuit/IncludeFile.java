package io.ansatz.api.circuit;

import java.util.Locale;
import java.util.Optional;

/** The gates that an OpenQASM program can count on. */
enum IncludeFile {
    /** As printed in A. Cross et al., "Open Quantum Assembly Language", 2017, arXiv:1707.03429. */
    QELIB1("qelib1.inc", "u1"),

    /** As printed in the specification of OpenQASM 3. */
    STDGATES("stdgates.inc", "p");

    private final String fileName;
    private final String phase;

    IncludeFile(String fileName, String phase) {
        this.fileName = fileName;
        this.phase = phase;
    }

    String fileName() {
        return fileName;
    }

    /** What it calls a gate, up to a global phase; empty if it has no such gate. */
    Optional<String> name(Gate gate) {
        if (gate instanceof Gate.Fixed fixed && has(fixed.kind())) {
            return lower(fixed.kind().name());
        } else if (gate instanceof Gate.Rotation rotation) {
            return lower("r" + rotation.axis());
        } else if (gate instanceof Gate.Phase) {
            return Optional.of(phase);
        } else if (gate instanceof Gate.Rot || gate instanceof Gate.U3) {
            return Optional.of("u3");
        } else if (gate instanceof Gate.Cnot) {
            return Optional.of("cx");
        } else if (gate instanceof Gate.Cz) {
            return Optional.of("cz");
        } else if (gate instanceof Gate.ControlledPhase) {
            return Optional.of("c" + phase);
        } else if (gate instanceof Gate.ControlledRotation rotation
                && (rotation.axis() == Axis.Z || this == STDGATES)) {
            return lower("cr" + rotation.axis());
        } else if (gate instanceof Gate.Swap && this == STDGATES) {
            return Optional.of("swap");
        } else if (gate instanceof Gate.Toffoli) {
            return Optional.of("ccx");
        }
        return Optional.empty();
    }

    private boolean has(Gate.Fixed.Kind kind) {
        return kind != Gate.Fixed.Kind.SX || this == STDGATES;
    }

    private static Optional<String> lower(String name) {
        return Optional.of(name.toLowerCase(Locale.ROOT));
    }
}
