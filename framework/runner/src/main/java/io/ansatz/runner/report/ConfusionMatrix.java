package io.ansatz.runner.report;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A square of cells: how many images of each class (rows) got which answer (columns), shaded by their share of the row.
 *
 * @param counts {@code [label][answer]}
 * @param left where the cells begin; names of rows stand before it, as many as there is room for
 * @param top where the cells begin; names of columns stand above it, all of them or numbers
 */
record ConfusionMatrix(
        int[][] counts, ClassNames names, Writing writing, double left, double top, double cell, double height) {

    /** The darkest shade still leaves text in the usual colour readable, on either ground. */
    private static final double DARKEST = 0.62;

    private static final double GAP = 8;

    /** What stands in a cell. */
    enum Writing {
        /** Its count, zero too, and the share to a tenth of a percent. */
        FULL,
        /** Its count, and the share in percent; nothing for zero. */
        BRIEF,
        /** The share in percent; nothing for zero. */
        SHARES,
        /** Nothing. */
        NONE
    }

    void draw(Drawing drawing) {
        int classes = counts.length;
        boolean fit =
                IntStream.range(0, classes).allMatch(k -> Lettering.width(names.of(k), drawing.small()) <= cell - 6);
        double widest = Lettering.width(Integer.toString(classes - 1), drawing.small()) + 2;
        int step = fit ? 1 : (int) Math.ceil(widest / cell);
        for (int k = 0; k < classes; k += step) {
            drawing.text("small middle", left + (k + 0.5) * cell, top - 14, fit ? names.of(k) : Integer.toString(k));
        }
        for (int label = 0; label < classes; label++) {
            row(drawing, label, top + label * height);
        }
        drawing.add(
                "<rect class='axis' x='%s' y='%s' width='%s' height='%s'/>",
                left, top, classes * cell, classes * height);
    }

    private void row(Drawing drawing, int label, double above) {
        int images = Arrays.stream(counts[label]).sum();
        double middle = above + height / 2;
        if (label % (int) Math.ceil(drawing.small() / height) == 0) {
            double room = left - GAP - drawing.margin();
            drawing.text(
                    "small up", left - GAP, middle + 4, Lettering.shortened(names.of(label), drawing.small(), room));
        }
        if (label > 0 && writing != Writing.NONE) {
            drawing.add("<path class='grid' d='M%s %sh%s'/>", left, above, counts.length * cell);
        }
        if (images == 0) {
            drawing.text("name", left + GAP, middle + 4, "no images");
            return;
        }
        for (int answer = 0; answer < counts.length; answer++) {
            int count = counts[label][answer];
            double x = left + answer * cell;
            double share = (double) count / images;
            if (count > 0) {
                drawing.add(
                        "<rect class='cell' x='%s' y='%s' width='%s' height='%s' fill-opacity='%s'/>",
                        x, above, cell, height, Markup.fixed(DARKEST * share, 3));
            }
            write(drawing, count, share, x + cell / 2, middle);
        }
    }

    private void write(Drawing drawing, int count, double share, double x, double middle) {
        if (count == 0) {
            if (writing == Writing.FULL) {
                drawing.text("small middle", x, middle + 4, "0");
            }
            return;
        }
        switch (writing) {
            case FULL -> {
                drawing.text("small middle", x, middle - 2, Markup.count(count));
                drawing.text("small middle", x, middle + 12, Markup.fixed(100 * share, 1) + " %");
            }
            case BRIEF -> {
                drawing.text("small middle", x, middle - 2, Markup.count(count));
                drawing.text("small middle", x, middle + 12, Markup.fixed(100 * share, 0));
            }
            case SHARES -> drawing.text("small middle", x, middle + 4, Markup.fixed(100 * share, 0));
            case NONE -> {
                // The shade says it.
            }
        }
    }
}
