package io.ansatz.runner.cli;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.runner.experiment.Reading;
import io.ansatz.runner.experiment.Use;
import io.ansatz.runner.experiment.Variant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A circuit, and the name of the part that drew it. */
record NamedCircuit(String name, Circuit circuit) {

    /** The one circuit of an experiment. */
    static NamedCircuit in(Reading reading, String file, Drawings drawings) throws ToMendException {
        Map<Use<CircuitTemplate<?>>, Variant> uses = new LinkedHashMap<>();
        for (Variant variant : reading.variants()) {
            variant.experiment().model().circuit().ifPresent(use -> uses.putIfAbsent(use, variant));
        }
        if (uses.isEmpty()) {
            throw new ToMendException("%s has no circuit: its model.circuit is none.".formatted(file));
        }
        Use<CircuitTemplate<?>> first = uses.keySet().iterator().next();
        if (uses.size() > 1) {
            Map<String, String> point = uses.get(first).point();
            String axis = point.keySet().stream()
                    .filter(path -> uses.values().stream()
                            .anyMatch(other ->
                                    !point.get(path).equals(other.point().get(path))))
                    .findFirst()
                    .orElseThrow();
            throw new ToMendException(
                    "%s has %d different circuits in its sweep. Choose one, such as with --set sweep.%s=[%s]."
                            .formatted(file, uses.size(), axis, point.get(axis)));
        }
        return new NamedCircuit(first.name(), drawings.circuit(first));
    }
}
