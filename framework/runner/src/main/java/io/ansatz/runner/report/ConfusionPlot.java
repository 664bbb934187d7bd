package io.ansatz.runner.report;

import io.ansatz.runner.training.Evaluation;
import io.ansatz.runner.training.Predictions;
import java.util.Arrays;

/** How many images of each class got which answer. Rows are classes, shaded by the share of their images. */
final class ConfusionPlot {

    /** Up to so many classes, cells are large and zeros are written. */
    private static final int ROOMY = 10;

    private static final double TOP = 96;
    private static final double LARGEST_CELL = 150;
    private static final double LARGEST_HEIGHT = 60;
    private static final double SMALLEST_CELL = 26;
    private static final double SMALLEST_HEIGHT = 30;
    private static final double LARGEST_NAME = 200;

    /** The darkest shade still leaves text in the usual colour readable, on either ground. */
    private static final double DARKEST = 0.62;

    private final int[][] counts;
    private final ClassNames names;

    private ConfusionPlot(int[][] counts, ClassNames names) {
        this.counts = counts;
        this.names = names;
    }

    static ConfusionPlot of(Predictions predictions, ClassNames names) {
        return new ConfusionPlot(Evaluation.of(predictions).confusion(), names);
    }

    String svg() {
        int classes = counts.length;
        double left = 2.0 * Chart.MARGIN + nameWidth();
        double room = (Chart.WIDTH - Chart.MARGIN - left) / classes;
        double cell = Math.floor(Math.min(LARGEST_CELL, Math.max(room, smallestCell())));
        double height = Math.max(SMALLEST_HEIGHT, Math.min(LARGEST_HEIGHT, cell));
        int width = (int) Math.max(Chart.WIDTH, left + classes * cell + Chart.MARGIN);
        var chart = new Chart(width, "Confusion", description());
        chart.text("name", Chart.MARGIN, TOP - 14, "class");
        chart.text("name", left, TOP - 36, "answer");
        for (int k = 0; k < classes; k++) {
            String name = names.of(k);
            boolean fits = Lettering.width(name, Chart.SMALL) <= cell - 6;
            chart.text("small middle", left + (k + 0.5) * cell, TOP - 14, fits ? name : Integer.toString(k));
        }
        for (int label = 0; label < classes; label++) {
            row(chart, label, left, TOP + label * height, cell, height);
        }
        double bottom = TOP + classes * height;
        chart.add(
                "<rect class='axis' x='%s' y='%s' width='%s' height='%s'/>",
                left, TOP, classes * cell, classes * height);
        return chart.caption(bottom + 10, caption());
    }

    private void row(Chart chart, int label, double left, double top, double cell, double height) {
        int images = Arrays.stream(counts[label]).sum();
        double middle = top + height / 2;
        chart.text("small up", left - 8, middle + 4, Lettering.shortened(names.of(label), Chart.SMALL, nameWidth()));
        if (label > 0) {
            chart.add("<path class='grid' d='M%s %sh%s'/>", left, top, counts.length * cell);
        }
        if (images == 0) {
            chart.text("name", left + 8, middle + 4, "no images");
            return;
        }
        for (int answer = 0; answer < counts.length; answer++) {
            int count = counts[label][answer];
            double x = left + answer * cell;
            double share = (double) count / images;
            if (count > 0) {
                chart.add(
                        "<rect class='cell' x='%s' y='%s' width='%s' height='%s' fill-opacity='%s'/>",
                        x, top, cell, height, Markup.fixed(DARKEST * share, 3));
                chart.text("small middle", x + cell / 2, middle - 2, Markup.count(count));
                chart.text("small middle", x + cell / 2, middle + 12, percent(share));
            } else if (counts.length <= ROOMY) {
                chart.text("small middle", x + cell / 2, middle + 4, "0");
            }
        }
    }

    private String percent(double share) {
        return counts.length <= ROOMY ? Markup.fixed(100 * share, 1) + " %" : Markup.fixed(100 * share, 0);
    }

    private double nameWidth() {
        double widest = 0;
        for (int k = 0; k < counts.length; k++) {
            widest = Math.max(widest, Lettering.width(names.of(k), Chart.SMALL));
        }
        return Math.min(LARGEST_NAME, widest + 4);
    }

    private double smallestCell() {
        int most = Arrays.stream(counts).flatMapToInt(Arrays::stream).max().orElseThrow();
        return Math.max(SMALLEST_CELL, Lettering.width(Markup.count(most), Chart.SMALL) + 6);
    }

    private String description() {
        int right = 0;
        int images = 0;
        for (int label = 0; label < counts.length; label++) {
            right += counts[label][label];
            images += Arrays.stream(counts[label]).sum();
        }
        return "A table of %d classes by %d answers about the test images; %s of %s are right."
                .formatted(counts.length, counts.length, Markup.count(right), Markup.count(images));
    }

    private String caption() {
        return counts.length <= ROOMY
                ? "Test images of each class (rows) by answer (columns); below each count, its share of the row."
                : "Test images of each class (rows) by answer (columns); below each count, its share of the row in percent. "
                        + "Empty cells are zero.";
    }
}
