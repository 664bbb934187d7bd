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
        var writing = classes <= ROOMY ? ConfusionMatrix.Writing.FULL : ConfusionMatrix.Writing.BRIEF;
        new ConfusionMatrix(counts, names, writing, left, TOP, cell, height).draw(chart);
        double bottom = TOP + classes * height;
        return chart.caption(bottom + 10, caption());
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
