package io.ansatz.runner.cli;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.api.circuit.Drawing;
import io.ansatz.runner.catalog.Catalog;
import io.ansatz.runner.catalog.PartDescription;
import java.util.ArrayList;
import java.util.List;

/** The catalogue for reading: all parts in a table, or one part in full. */
final class PartSheet {

    private static final ImageShape USUAL_IMAGES = new ImageShape(3, 224, 224);
    private static final int WIDTH = 100;
    private static final int WIDEST_TYPE = 80;

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
        Catalog.Entry entry = new PartReference(reference).part(catalog);
        PartDescription part = catalog.describe(entry.kind(), entry.name()).orElseThrow();

        var lines = new ArrayList<String>();
        lines.add("%s:%s   (plugin %s)".formatted(part.kind(), part.name(), entry.plugin()));
        lines.add(part.meaning());
        if (!part.settings().isEmpty()) {
            var table = new Table("setting", "default", "type", "meaning");
            var spelledOut = new ArrayList<String>();
            for (PartDescription.Setting setting : part.settings()) {
                boolean fits = setting.type().length() <= WIDEST_TYPE;
                table.row(setting.name(), setting.value(), fits ? setting.type() : "see below", setting.meaning());
                if (!fits) {
                    spelledOut.addAll(wrap("%s is %s".formatted(setting.name(), setting.type())));
                }
            }
            lines.add("");
            lines.addAll(table.lines());
            if (!spelledOut.isEmpty()) {
                lines.add("");
                lines.addAll(spelledOut);
            }
        }
        if (entry.part() instanceof CircuitTemplate<?> template) {
            lines.add("");
            lines.addAll(drawing(template));
        }
        if (entry.part() instanceof Backbone<?> backbone) {
            lines.add("");
            lines.addAll(stages(backbone));
        }
        return lines;
    }

    /** Breaks a long line at spaces; what follows is indented. */
    private static List<String> wrap(String text) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() + word.length() >= WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder("  ");
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /** What the words beside every backbone may name; left out where the usual images do not fit. */
    private static <S extends Record> List<String> stages(Backbone<S> backbone) {
        var lines = new ArrayList<String>();
        lines.add("Beside its settings it has weights, freeze and cut, as every backbone has.");
        try {
            Trunk trunk = backbone.draw(backbone.defaults(), USUAL_IMAGES);
            List<String> stages = trunk.stages().stream().map(Stage::name).toList();
            lines.addAll(wrap("With its defaults, images of %s pass the stages %s; %s come out."
                    .formatted(USUAL_IMAGES, String.join(", ", stages), trunk.output())));
        } catch (IllegalArgumentException otherImages) {
            return lines;
        }
        return lines;
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
