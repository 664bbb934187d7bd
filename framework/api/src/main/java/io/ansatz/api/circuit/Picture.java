package io.ansatz.api.circuit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A circuit as an SVG file that needs nothing else. It brings a light and a dark ground, as a picture in a page cannot
 * know what it stands on. Widths of texts are estimates, since the font is the viewer's.
 */
final class Picture {

    private static final int LANE = 52;
    private static final int BOX = 38;
    private static final int METER = 38;
    private static final int TARGET = 11;
    private static final int GAP = 16;
    private static final int PAD = 8;
    private static final int MARGIN = 22;
    private static final int NUMBERS = 26;
    private static final int BLOCK_GAP = 24;

    /** Pixels for each character of a gate's name, and of what is smaller. */
    private static final double NAME = 10;

    private static final double SMALL = 6.6;

    private static final String DATA = " data";
    private static final String WEIGHTS = " weights";
    private static final String BOTH = " both";

    private static final String STYLE = """
            <style>
            .ground { fill: #ffffff }
            .wire, .link, .tie, .needle, .swap { stroke: #57606a; stroke-width: 1.4; fill: none }
            .tie { stroke-dasharray: 3 3 }
            .swap { stroke-width: 2 }
            .dot { fill: #24292f }
            .target { fill: #ffffff; stroke: #24292f; stroke-width: 1.4 }
            .gate { fill: #f6f8fa; stroke: #57606a; stroke-width: 1.2 }
            .data { fill: #ddf4ff; stroke: #0969da }
            .weights { fill: #fff1d6; stroke: #b35900 }
            .both { fill: #f3e8ff; stroke: #7b3fc4 }
            text { font-family: system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #24292f }
            .name { font-size: 14px; font-weight: 600; text-anchor: middle }
            .angle { font-size: 11px; text-anchor: middle }
            .sign { font-size: 14px }
            .number, .word { font-size: 12px; fill: #57606a }
            .number { text-anchor: end }
            @media (prefers-color-scheme: dark) {
            .ground { fill: #0d1117 }
            .wire, .link, .tie, .needle, .swap { stroke: #8b949e }
            .dot { fill: #e6edf3 }
            .target { fill: #0d1117; stroke: #e6edf3 }
            .gate { fill: #161b22; stroke: #8b949e }
            .data { fill: #0c2d4d; stroke: #58a6ff }
            .weights { fill: #3d2a0a; stroke: #e3a341 }
            .both { fill: #2d1f47; stroke: #b18cf0 }
            text { fill: #e6edf3 }
            .number, .word { fill: #9198a1 }
            }
            </style>""";

    private final Circuit circuit;
    private final int width;
    private final List<List<Gate>> moments;
    private final Signs signs;
    private final List<String> elements = new ArrayList<>();
    private int top = MARGIN;

    /** @param width how many pixels it may have; a single column that is wider still gets its room */
    Picture(Circuit circuit, int width) {
        this.circuit = circuit;
        this.width = width;
        moments = Drawing.moments(circuit);
        signs = Signs.of(circuit);
    }

    String svg() {
        // Behind the gates, the signs of the read-out are one column more.
        var widths = new int[moments.size() + 1];
        for (int i = 0; i < moments.size(); i++) {
            widths[i] =
                    GAP + moments.get(i).stream().mapToInt(Picture::width).max().orElseThrow();
        }
        widths[moments.size()] = GAP
                + METER
                + 2 * PAD
                + signs.labels().stream()
                        .mapToInt(label -> estimate(label, NAME))
                        .max()
                        .orElse(0);
        int right = 0;
        for (Drawing.Block block : Drawing.blocks(widths, width - 2 * MARGIN - NUMBERS)) {
            right = Math.max(right, block(block, widths));
            top += (circuit.qubits() - 1) * LANE + BOX + BLOCK_GAP;
        }
        int bottom = top - BLOCK_GAP + legend(top);
        return file(right + MARGIN, bottom + MARGIN);
    }

    /** Draws the columns of a block, and returns where it ends. */
    private int block(Drawing.Block block, int[] widths) {
        int left = MARGIN + NUMBERS;
        int right = left + GAP + Arrays.stream(widths, block.from(), block.to()).sum();
        for (int wire = 0; wire < circuit.qubits(); wire++) {
            boolean ends = block.to() == widths.length && signs.wires().contains(wire);
            int end = ends ? right - widths[moments.size()] : right;
            text("number", left - PAD, y(wire), Integer.toString(wire));
            add("<path class='wire' d='M%d %dH%d'/>", left, y(wire), end);
        }
        int x = left;
        for (int i = block.from(); i < block.to(); i++) {
            if (i < moments.size()) {
                for (Gate gate : moments.get(i)) {
                    gate(gate, x + (GAP + widths[i]) / 2);
                }
            } else {
                signs(x + GAP);
            }
            x += widths[i];
        }
        return right;
    }

    private void gate(Gate gate, int x) {
        String kind = kind(gate);
        int first = Collections.min(gate.wires());
        int last = Collections.max(gate.wires());
        if (isBlock(gate)) {
            box(kind, x, y(first), y(last), width(gate), gate.symbols().get(0), Drawing.angles(gate));
            return;
        }
        if (first < last) {
            add("<path class='link' d='M%d %dV%d'/>", x, y(first), y(last));
        }
        List<String> labels = Drawing.inOrder(gate.wires(), gate.symbols());
        for (int i = 0; i < labels.size(); i++) {
            int y = y(gate.wires().get(i));
            String angles = i == labels.size() - 1 ? Drawing.angles(gate) : "";
            symbol(gate, kind, labels.get(i), angles, x, y);
        }
    }

    private void symbol(Gate gate, String kind, String label, String angles, int x, int y) {
        if (label.equals("●")) {
            add("<circle class='dot' cx='%d' cy='%d' r='5'/>", x, y);
        } else if (gate instanceof Gate.Swap) {
            add("<path class='swap' d='M%d %dl14 14m0 -14l-14 14'/>", x - 7, y - 7);
        } else if (isFlip(gate)) {
            add("<circle class='target' cx='%d' cy='%d' r='%d'/>", x, y, TARGET);
            add("<path class='target' d='M%d %dh%dM%d %dv%d'/>", x - TARGET, y, 2 * TARGET, x, y - TARGET, 2 * TARGET);
        } else {
            box(kind, x, y, y, boxWidth(label, angles), label, angles);
        }
    }

    private void box(String kind, int x, int upper, int lower, int boxWidth, String name, String angles) {
        int y = (upper + lower) / 2;
        add(
                "<rect class='gate%s' x='%d' y='%d' width='%d' height='%d' rx='6'/>",
                kind, x - boxWidth / 2, upper - BOX / 2, boxWidth, lower - upper + BOX);
        text("name", x, angles.isEmpty() ? y : y - 8, name);
        if (!angles.isEmpty()) {
            text("angle", x, y + 8, angles);
        }
    }

    /** A measuring instrument on each wire, and what it reads. */
    private void signs(int x) {
        List<Integer> wires = signs.wires();
        if (signs.together() && wires.size() > 1) {
            int upper = y(Collections.min(wires));
            int lower = y(Collections.max(wires));
            add("<path class='tie' d='M%d %dV%d'/>", x + METER / 2, upper, lower);
        }
        for (int i = 0; i < wires.size(); i++) {
            int y = y(wires.get(i));
            add("<rect class='gate' x='%d' y='%d' width='%d' height='%d' rx='6'/>", x, y - BOX / 2, METER, BOX);
            add("<path class='needle' d='M%d %da12 12 0 0 1 24 0m-12 0l8 -14'/>", x + METER / 2 - 12, y + 8);
            text("sign", x + METER + PAD, y, signs.labels().get(i));
        }
    }

    /** Says what the colours mean, where there are any, and returns how high that is. */
    private int legend(int y) {
        List<String> kinds =
                circuit.gates().stream().map(Picture::kind).distinct().toList();
        int x = MARGIN + NUMBERS;
        boolean coloured = false;
        for (String kind : List.of(DATA, WEIGHTS, BOTH)) {
            if (kinds.contains(kind)) {
                coloured = true;
                String word = kind.equals(BOTH) ? "data and weights" : kind.strip();
                add("<rect class='gate%s' x='%d' y='%d' width='12' height='12' rx='3'/>", kind, x, y);
                text("word", x + 18, y + 6, word);
                x += 18 + estimate(word, SMALL) + 2 * GAP;
            }
        }
        return coloured ? BLOCK_GAP + 12 : 0;
    }

    /** What a gate depends on, as a word behind its class. */
    private static String kind(Gate gate) {
        boolean data = gate instanceof Gate.Amplitudes;
        boolean weights = false;
        for (Angle angle : gate.angles()) {
            boolean mixed = angle instanceof Angle.ScaledInput || angle instanceof Angle.WeightedInput;
            data |= mixed || angle instanceof Angle.Input;
            weights |= mixed || angle instanceof Angle.Weight;
        }
        if (data && weights) {
            return BOTH;
        }
        return data ? DATA : weights ? WEIGHTS : "";
    }

    /** Whether it is one box over neighbouring wires, in the order of its definition where that matters. */
    private static boolean isBlock(Gate gate) {
        List<Integer> wires = gate.wires();
        List<String> symbols = gate.symbols();
        boolean neighbours = Collections.max(wires) - Collections.min(wires) == wires.size() - 1;
        boolean alike = symbols.stream().distinct().count() == 1 && !(gate instanceof Gate.Swap);
        return neighbours && alike && Drawing.inOrder(wires, symbols).equals(symbols);
    }

    private static boolean isFlip(Gate gate) {
        return gate instanceof Gate.Cnot || gate instanceof Gate.Toffoli;
    }

    private static int width(Gate gate) {
        if (isFlip(gate) || gate instanceof Gate.Swap) {
            return 2 * TARGET;
        }
        List<String> labels =
                isBlock(gate) ? gate.symbols().subList(0, 1) : Drawing.inOrder(gate.wires(), gate.symbols());
        int widest = 0;
        for (int i = 0; i < labels.size(); i++) {
            boolean last = i == labels.size() - 1;
            widest = Math.max(widest, boxWidth(labels.get(i), last ? Drawing.angles(gate) : ""));
        }
        return widest;
    }

    private static int boxWidth(String label, String angles) {
        return Math.max(BOX, 2 * PAD + Math.max(estimate(label, NAME), estimate(angles, SMALL)));
    }

    /** An even number of pixels, so that the middle is one. */
    private static int estimate(String text, double character) {
        return 2 * (int) Math.ceil(text.length() * character / 2);
    }

    private int y(int wire) {
        return top + BOX / 2 + wire * LANE;
    }

    private void text(String style, int x, int y, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        add("<text class='%s' x='%d' y='%d'>%s</text>", style, x, y + 5, escaped);
    }

    private void add(String element, Object... values) {
        elements.add(String.format(Locale.ROOT, element.replace('\'', '"'), values));
    }

    private String file(int right, int bottom) {
        String about = "A circuit on %d qubits".formatted(circuit.qubits());
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img" aria-label="%3$s">
                %4$s
                <rect class="ground" width="%1$d" height="%2$d" rx="8"/>
                %5$s
                </svg>
                """.formatted(right, bottom, about, STYLE, String.join("\n", elements));
    }
}
