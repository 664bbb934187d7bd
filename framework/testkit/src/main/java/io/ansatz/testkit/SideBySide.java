package io.ansatz.testkit;

import io.ansatz.api.circuit.Circuit;
import java.util.List;
import java.util.Objects;

/** The circuits that a template draws for the same settings to stand side by side; mostly one. */
record SideBySide(List<Circuit> circuits) {

    SideBySide {
        if (circuits == null || circuits.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("Null stands where circuits should stand side by side.");
        }
        circuits = List.copyOf(circuits);
    }

    /** Fails unless the first is the circuit that is drawn alone, and the others can stand beside it. */
    void fitTogether(String who, Circuit alone) {
        Breach.unless(!circuits.isEmpty(), "%s draws one circuit alone, and none to stand side by side.", who);
        Difference.between(alone, circuits.get(0)).ifPresent(difference -> {
            throw new Breach(
                    "%s draws another circuit first of those side by side than alone: %s.".formatted(who, difference));
        });
        for (int place = 0; place < circuits.size(); place++) {
            Circuit circuit = circuits.get(place);
            Breach.unless(
                    circuit.inputs() == alone.inputs(),
                    "%s reads %d inputs, and the first reads %d: all must read the same.",
                    who(who, place),
                    circuit.inputs(),
                    alone.inputs());
            Breach.unless(
                    isSingle() || circuit.weights() == 0,
                    "%s has weights, and circuits side by side cannot learn.",
                    who(who, place));
        }
    }

    boolean isSingle() {
        return circuits.size() == 1;
    }

    /** One of the circuits, as the beginning of a sentence. */
    String who(String who, int place) {
        return isSingle() ? who : "%s, circuit %d of %d side by side,".formatted(who, place + 1, circuits.size());
    }
}
