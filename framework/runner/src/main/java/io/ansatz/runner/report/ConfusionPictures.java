package io.ansatz.runner.report;

import io.ansatz.runner.metrics.Confusion;
import io.ansatz.runner.metrics.Metric;
import io.ansatz.runner.metrics.Scores;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How often images of each class got which answer, the answers of all seeds of a configuration together. */
final class ConfusionPictures {

    /** Up to so many classes, cells are large enough for counts. */
    private static final int ROOMY = 4;

    /** With more of them, not even shares fit. */
    private static final int LARGEST = 12;

    private static final double TOP = 44;
    private static final double LARGEST_NAME = 110;
    private static final double LARGEST_CELL = 64;
    private static final double SMALLEST_NAME = 26;

    private final List<Repetitions> sides;
    private final Page page;

    ConfusionPictures(List<Repetitions> sides, Page page) {
        this.sides = sides;
        this.page = page;
    }

    void write() {
        List<Repetitions> telling =
                sides.stream().filter(side -> side.together().isPresent()).toList();
        if (telling.isEmpty()) {
            return;
        }
        var panels = new Panels("Confusion", page);
        panels.begin(sides.size());
        for (Repetitions side : sides) {
            if (side.together().isEmpty()) {
                panels.miss(side, Repetitions.NOTHING_SAID);
            } else {
                Confusion confusion = side.together().get().confusion();
                String accuracy =
                        "accuracy " + side.mean(Metric.ACCURACY).orElseThrow().words();
                panels.show(side, side.said().size(), accuracy, draw(side, confusion, accuracy));
            }
        }
        panels.end();
        legend(telling.get(0));
    }

    private void legend(Repetitions side) {
        Scores together = side.together().orElseThrow();
        int classes = together.classes();
        String cells = classes <= ROOMY
                ? "Below each count stands its share of the row."
                : classes <= LARGEST
                        ? "In the cells, the share of the row in percent; empty cells are zero. Counts are in each trial's own picture."
                        : "Shades are shares of the row; there is no room for figures, which each trial's own picture has.";
        page.note("Rows are classes, columns answers; those of all seeds are counted together%s. %s"
                .formatted(each(side), cells));
        ClassNames names = side.names();
        if (classes > ROOMY) {
            page.note("Classes: %s."
                    .formatted(IntStream.range(0, classes).mapToObj(names::of).collect(Collectors.joining(", "))));
        }
    }

    /** How many there are of each, if that is the same for all. */
    private static String each(Repetitions side) {
        List<Integer> images =
                side.said().stream().map(Scores::images).distinct().toList();
        return images.size() == 1
                ? ", so each of %s once for each seed".formatted(Markup.count(images.get(0), "test image"))
                : "";
    }

    private static Picture draw(Repetitions side, Confusion confusion, String accuracy) {
        int classes = confusion.counts().length;
        boolean roomy = classes <= ROOMY;
        ClassNames names = roomy ? side.names() : new ClassNames(List.of());
        double left = SMALLEST_NAME;
        if (roomy) {
            double widest = IntStream.range(0, classes)
                    .mapToDouble(k -> Lettering.width(names.of(k), Picture.TEXT))
                    .max()
                    .orElseThrow();
            left = Math.max(SMALLEST_NAME, Math.min(LARGEST_NAME, widest) + 10);
        }
        double cell = (Picture.RIGHT - left) / classes;
        double height = Math.min(LARGEST_CELL, cell);
        var writing = roomy
                ? ConfusionMatrix.Writing.FULL
                : classes <= LARGEST ? ConfusionMatrix.Writing.SHARES : ConfusionMatrix.Writing.NONE;
        String title = "%s, answers of %s about the test images, by class: %s of %s are right; %s."
                .formatted(
                        side.configuration().label(),
                        Markup.count(side.said().size(), "seed"),
                        Markup.count(confusion.right()),
                        Markup.count(confusion.images()),
                        accuracy);
        var picture = new Picture(side.colour(), TOP + classes * height + 6, title);
        if (roomy) {
            picture.text("name", 0, TOP - 14, "class");
        }
        picture.text("name", left, TOP - 30, "answer");
        new ConfusionMatrix(confusion.counts(), names, writing, left, TOP, cell, height).draw(picture);
        return picture;
    }
}
