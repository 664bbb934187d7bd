package io.ansatz.api.circuit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A circuit for reading, as text or as a picture: wires are rows, time runs to the right, and what acts together stands
 * together. A drawing that is too wide goes on in another block below.
 *
 * <p>Inputs are {@code x0, x1, ...} and weights {@code w0, w1, ...}. Where a gate on several wires has them in another
 * order than from top to bottom, each wire shows its place in brackets.
 *
 * @param width how many characters a line may have; a single column that is wider still gets its room
 */
public record Drawing(Circuit circuit, int width) {

    private static final int DEFAULT_WIDTH = 100;
    private static final int PIXELS = 12;

    /** A drawing for lines of 100 characters. */
    public Drawing(Circuit circuit) {
        this(circuit, DEFAULT_WIDTH);
    }

    /** The lines of the drawing, without a line break at the end. */
    public String text() {
        List<Column> columns = columns();
        int[] widths = columns.stream().mapToInt(Column::width).toArray();
        return blocks(widths, width - prefix(0).length()).stream()
                .map(block -> block(columns.subList(block.from(), block.to())))
                .collect(Collectors.joining("\n\n"));
    }

    /** Columns that stand in one row, {@code to} not included. */
    record Block(int from, int to) {}

    /** As many columns in each block as there is room for; one is always taken. */
    static List<Block> blocks(int[] widths, int room) {
        var blocks = new ArrayList<Block>();
        int from = 0;
        while (from < widths.length) {
            int to = from + 1;
            int used = widths[from];
            while (to < widths.length && used + widths[to] <= room) {
                used += widths[to];
                to++;
            }
            blocks.add(new Block(from, to));
            from = to;
        }
        return blocks;
    }

    /** The drawing as an SVG file of its own: light or dark as the viewer prefers, twelve pixels for each character. */
    public String svg() {
        return new Picture(circuit, PIXELS * width).svg();
    }

    private List<Column> columns() {
        var columns = new ArrayList<Column>();
        for (List<Gate> moment : moments(circuit)) {
            var column = new Column(circuit.qubits(), "─");
            moment.forEach(gate -> column.put(gate.wires(), labels(gate), true));
            columns.add(column);
        }
        columns.add(signs());
        return columns;
    }

    /** What stands above one another: each gate as early as its wires, and those its connectors cross, are free. */
    static List<List<Gate>> moments(Circuit circuit) {
        var moments = new ArrayList<List<Gate>>();
        var busy = new int[circuit.qubits()];
        for (Gate gate : circuit.gates()) {
            int top = Collections.min(gate.wires());
            int bottom = Collections.max(gate.wires());
            int at = Arrays.stream(busy, top, bottom + 1).max().orElseThrow();
            if (at == moments.size()) {
                moments.add(new ArrayList<>());
            }
            moments.get(at).add(gate);
            Arrays.fill(busy, top, bottom + 1, at + 1);
        }
        return moments;
    }

    private String block(List<Column> columns) {
        boolean connected = columns.stream().anyMatch(Column::connected);
        var lines = new ArrayList<String>();
        for (int wire = 0; wire < circuit.qubits(); wire++) {
            var line = new StringBuilder(prefix(wire));
            var below = new StringBuilder(" ".repeat(prefix(wire).length()));
            for (Column column : columns) {
                line.append(column.onWire(wire));
                below.append(column.belowWire(wire));
            }
            lines.add(line.toString());
            if (connected && wire + 1 < circuit.qubits()) {
                lines.add(below.toString().stripTrailing());
            }
        }
        return String.join("\n", lines);
    }

    private String prefix(int wire) {
        int digits = Integer.toString(circuit.qubits() - 1).length();
        return " ".repeat(digits - Integer.toString(wire).length()) + wire + ": ─";
    }

    private static List<String> labels(Gate gate) {
        List<String> labels = inOrder(gate.wires(), gate.symbols());
        if (!gate.angles().isEmpty()) {
            int last = labels.size() - 1;
            labels.set(last, labels.get(last) + "(" + angles(gate) + ")");
        }
        return labels;
    }

    /** Adds the place of each wire where it cannot be seen: equal symbols on wires that do not go from top to bottom. */
    static List<String> inOrder(List<Integer> wires, List<String> symbols) {
        var labels = new ArrayList<>(symbols);
        boolean alike = symbols.stream().distinct().count() == 1;
        boolean symmetric = symbols.contains("x") || symbols.get(0).matches("R([XYZ])\\1");
        if (alike && !symmetric && !wires.equals(wires.stream().sorted().toList())) {
            for (int i = 0; i < labels.size(); i++) {
                labels.set(i, "%s[%d]".formatted(symbols.get(i), i));
            }
        }
        return labels;
    }

    private Column signs() {
        var column = new Column(circuit.qubits(), "");
        Signs signs = Signs.of(circuit);
        List<String> labels = signs.labels();
        if (circuit.readout() instanceof Readout.PauliString) {
            labels = product(labels);
        }
        column.put(signs.wires(), labels, signs.together());
        return column;
    }

    /** One bra and one ket around all letters, because it is one number. */
    private static List<String> product(List<String> letters) {
        var labels = new ArrayList<String>();
        for (int i = 0; i < letters.size(); i++) {
            labels.add((i == 0 ? "⟨" : "─") + letters.get(i) + (i == letters.size() - 1 ? "⟩" : "─"));
        }
        return labels;
    }

    static String angles(Gate gate) {
        return gate.angles().stream().map(Drawing::angle).collect(Collectors.joining(", "));
    }

    private static String angle(Angle angle) {
        if (angle instanceof Angle.Constant constant) {
            return number(constant.radians());
        }
        if (angle instanceof Angle.Input input) {
            return times(input.factor(), "x" + input.index());
        }
        if (angle instanceof Angle.Weight weight) {
            return times(weight.factor(), "w" + weight.index());
        }
        if (angle instanceof Angle.ScaledInput scaled) {
            return "w%d x%d".formatted(scaled.scale(), scaled.input());
        }
        var weighted = (Angle.WeightedInput) angle;
        return "w%d x%d + w%d".formatted(weighted.scale(), weighted.input(), weighted.shift());
    }

    private static String times(double factor, String value) {
        if (factor == 1) {
            return value;
        }
        return factor == -1 ? "-" + value : number(factor) + " " + value;
    }

    /** A simple fraction of pi, or three significant digits. */
    static String number(double value) {
        Optional<PiFraction> fraction = PiFraction.of(value);
        if (fraction.isPresent()) {
            return fraction.get().text("π", "");
        }
        if (value == 0) {
            return "0";
        }
        var rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
        boolean readable = Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6;
        return readable ? rounded.toPlainString() : rounded.toString();
    }

    /** What stands at one moment: a label or nothing on each wire, and connectors between the wires of a gate. */
    private static final class Column {

        private static final String NOTHING = "";

        private final String[] labels;
        private final boolean[] connectors;

        private final String after;

        /** @param after the wire behind the labels, or nothing where it ends */
        Column(int qubits, String after) {
            this.after = after;
            labels = new String[qubits];
            Arrays.fill(labels, NOTHING);
            connectors = new boolean[qubits];
        }

        void put(List<Integer> wires, List<String> symbols, boolean together) {
            for (int i = 0; i < wires.size(); i++) {
                labels[wires.get(i)] = symbols.get(i);
            }
            if (together && !wires.isEmpty()) {
                Arrays.fill(connectors, Collections.min(wires), Collections.max(wires), true);
            }
        }

        boolean connected() {
            for (boolean connector : connectors) {
                if (connector) {
                    return true;
                }
            }
            return false;
        }

        int width() {
            return 1 + longest() + after.length();
        }

        /** The label in the middle of the wire, or the wire with what crosses it. */
        String onWire(int wire) {
            String label = labels[wire];
            if (label.isEmpty()) {
                label = wire > 0 && connectors[wire - 1] && connectors[wire] ? "┼" : "─";
            }
            int left = (longest() - label.length()) / 2;
            int right = longest() - label.length() - left;
            return "─".repeat(left + 1) + label + "─".repeat(right) + after;
        }

        String belowWire(int wire) {
            int left = (longest() - 1) / 2;
            int right = longest() - 1 - left;
            return " ".repeat(left + 1) + (connectors[wire] ? "│" : " ") + " ".repeat(right + 1);
        }

        private int longest() {
            int longest = 1;
            for (String label : labels) {
                longest = Math.max(longest, label.length());
            }
            return longest;
        }
    }
}
