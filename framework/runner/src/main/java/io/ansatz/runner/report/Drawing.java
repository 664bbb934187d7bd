package io.ansatz.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Elements of SVG, on whatever ground they stand. */
abstract sealed class Drawing permits Chart, Picture {

    private final int margin;
    private final int small;
    private final List<String> elements = new ArrayList<>();

    /**
     * @param margin how far from the left edge names begin
     * @param small the size of the smallest text
     */
    Drawing(int margin, int small) {
        this.margin = margin;
        this.small = small;
    }

    /** Adds an element; values are written as they are, doubles to a tenth of a pixel. */
    final void add(String element, Object... values) {
        var written = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            written[i] = values[i] instanceof Double number ? Markup.pixels(number) : values[i];
        }
        elements.add(String.format(Locale.ROOT, element.replace('\'', '"'), written));
    }

    final void text(String style, double x, double baseline, String text) {
        add("<text class='%s' x='%s' y='%s'>%s</text>", style, x, baseline, Markup.escape(text));
    }

    final int margin() {
        return margin;
    }

    final int small() {
        return small;
    }

    /** All that was added, a line each. */
    final String elements() {
        return String.join("\n", elements);
    }
}
