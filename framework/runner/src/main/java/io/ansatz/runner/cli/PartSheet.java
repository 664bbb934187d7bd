package io.ansatz.runner.cli;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.api.circuit.Drawing;
import io.ansatz.runner.catalog.Catalog;
import io.ansatz.runner.catalog.Kind;
import io.ansatz.runner.catalog.PartDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The catalogue for reading: all parts in a table, or one part in full. */
final class PartSheet {

    private final Catalog catalog;

    PartSheet(Catalog catalog) {
        this.catalog = catalog;
    }

    List<String> list() {
        var table = new Table("kind", "use", "plugin", "meaning");
        for (Catalog.Entry entry : catalog.parts()) {
            String meaning =
                    catalog.describe(entry.kind(), entry.name()).orElseThrow().meaning();
            table.row(entry.kind().word(), entry.name(), entry.plugin().toString(), meaning);
        }
        return table.lines();
    }

    List<String> describe(String reference) throws ToMendException {
        String[] words = reference.split(":", 2);
        if (words.length < 2) {
            throw new ToMendException("'%s' does not name a part. Write kind:name, such as circuit:angle-embedding."
                    .formatted(reference));
        }
        Kind kind = kind(words[0]);
        PartDescription part = catalog.describe(kind, words[1]).orElseThrow(() -> missing(kind, words[1]));
        Catalog.Entry entry = catalog.parts().stream()
                .filter(one -> one.kind() == kind && one.name().equals(part.name()))
                .findFirst()
                .orElseThrow();

        var lines = new ArrayList<String>();
        lines.add("%s:%s   (plugin %s)".formatted(kind, part.name(), entry.plugin()));
        lines.add(part.meaning());
        if (!part.settings().isEmpty()) {
            var table = new Table("setting", "default", "type", "meaning");
            for (PartDescription.Setting setting : part.settings()) {
                table.row(setting.name(), setting.value(), setting.type(), setting.meaning());
            }
            lines.add("");
            lines.addAll(table.lines());
        }
        if (entry.part() instanceof CircuitTemplate<?> template) {
            lines.add("");
            lines.addAll(drawing(template));
        }
        return lines;
    }

    private static Kind kind(String word) throws ToMendException {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new ToMendException("There is no kind '%s' of part. There are %s."
                        .formatted(
                                word,
                                Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", ")))));
    }

    private ToMendException missing(Kind kind, String name) {
        return new ToMendException(
                "There is no %s '%s'. There are: %s.".formatted(kind, name, String.join(", ", catalog.names(kind))));
    }

    private static <S extends Record> List<String> drawing(CircuitTemplate<S> template) {
        Circuit circuit = template.draw(template.defaults());
        var lines = new ArrayList<String>();
        lines.add("With its defaults: %d qubits, %d inputs, %d weights, %d outputs, depth %d."
                .formatted(circuit.qubits(), circuit.inputs(), circuit.weights(), circuit.outputs(), circuit.depth()));
        lines.add("");
        new Drawing(circuit).text().lines().forEach(lines::add);
        return lines;
    }
}
