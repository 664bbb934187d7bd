package io.ansatz.runner.report;

import io.ansatz.runner.tracking.TrialRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** How the seeds of each configuration learned: losses above, what validation said of the images below. */
final class LearningPictures {

    private static final double LOSS_TOP = 26;
    private static final double LOSS_BOTTOM = 136;
    private static final double SHARE_TOP = 188;
    private static final double SHARE_BOTTOM = 298;
    private static final double NAMED = 42;
    private static final String NOTHING_TOLD = "No epochs are recorded.";

    private final List<Lesson> lessons;
    private final Optional<Measure> measure;
    private final Page page;
    private final Axis epochs;
    private final Axis losses;
    private final Axis shares;

    /** A configuration and its courses. */
    private record Lesson(Repetitions side, Course training, Course validation, Course share) {

        int seeds() {
            return Math.max(training.seeds().size(), validation.seeds().size());
        }

        int last() {
            return Math.max(training.last(), validation.last());
        }
    }

    /** @param measure what to show besides losses; empty where epochs tell nothing else */
    LearningPictures(List<Repetitions> sides, Optional<Measure> measure, Page page) {
        this.measure = measure;
        this.page = page;
        lessons = sides.stream()
                .map(side -> {
                    List<TrialRecord> trials = side.configuration().finished();
                    return new Lesson(
                            side,
                            Course.of(trials, "train/loss"),
                            Course.of(trials, "val/loss"),
                            Course.of(trials, measure.map(Measure::epochValue).orElse("")));
                })
                .toList();
        epochs = Axis.numbers(
                Math.max(1, lessons.stream().mapToInt(Lesson::last).max().orElse(1)));
        losses = axis(Axis::upTo, lesson -> Stream.of(lesson.training(), lesson.validation()));
        shares = axis(Axis::aroundShares, lesson -> Stream.of(lesson.share()));
    }

    /** One axis for all, so that heights can be compared. */
    private Axis axis(BiFunction<Double, Double, Axis> around, Function<Lesson, Stream<Course>> courses) {
        double[] values = lessons.stream()
                .flatMap(courses)
                .flatMapToDouble(Course::values)
                .sorted()
                .toArray();
        return values.length == 0 ? Axis.share() : around.apply(values[0], values[values.length - 1]);
    }

    void write() {
        if (lessons.stream().allMatch(lesson -> lesson.seeds() == 0)) {
            page.note("There are no learning curves: " + NOTHING_TOLD);
            return;
        }
        var panels = new Panels("Learning curves", page);
        panels.key("line", "validation, mean")
                .key("training", "training, mean")
                .key("band", "95 % interval of the mean")
                .key("seed", "a seed");
        Optional<Lesson> hybrid = lessons.stream()
                .filter(lesson -> lesson.side().isHybrid() && lesson.seeds() > 0)
                .findFirst();
        if (hybrid.isPresent() && lessons.size() > 1) {
            panels.key("reference", "validation, mean of the hybrid");
        }
        panels.begin(lessons.size());
        for (Lesson lesson : lessons) {
            if (lesson.seeds() == 0) {
                panels.miss(lesson.side(), NOTHING_TOLD);
            } else {
                panels.show(lesson.side(), lesson.seeds(), kept(lesson), draw(lesson, hybrid));
            }
        }
        panels.end();
        page.note("A mean goes as far as all seeds do, so that it does not become that of those which stopped last."
                + " A stroke on the lowest axis is an epoch that was kept.");
    }

    /** Which epochs were kept, in words. */
    private static String kept(Lesson lesson) {
        int[] kept = bestEpochs(lesson);
        int first = kept[0];
        int last = kept[kept.length - 1];
        return first == last ? "kept: epoch %d".formatted(first) : "kept: epochs %d to %d".formatted(first, last);
    }

    private static int[] bestEpochs(Lesson lesson) {
        return lesson.side().configuration().finished().stream()
                .mapToInt(trial -> trial.result().orElseThrow().metrics().bestEpoch())
                .sorted()
                .toArray();
    }

    private Picture draw(Lesson lesson, Optional<Lesson> hybrid) {
        double bottom = measure.isPresent() ? SHARE_BOTTOM : LOSS_BOTTOM;
        var picture = new Picture(lesson.side().colour(), bottom + NAMED, title(lesson));
        var above = new Panel(picture, epochs, losses, Picture.LEFT, LOSS_TOP, Picture.RIGHT, LOSS_BOTTOM);
        above.frame(measure.isPresent() ? "" : "epoch", "loss");
        draw(above, lesson.training(), "training");
        reference(above, lesson, hybrid.map(Lesson::validation));
        draw(above, lesson.validation(), "line");
        Panel lowest = above;
        if (measure.isPresent()) {
            lowest = new Panel(picture, epochs, shares, Picture.LEFT, SHARE_TOP, Picture.RIGHT, SHARE_BOTTOM);
            lowest.frame("epoch", "validation " + measure.get().title());
            reference(lowest, lesson, hybrid.map(Lesson::share));
            draw(lowest, lesson.share(), "line");
        }
        for (int epoch : bestEpochs(lesson)) {
            picture.add("<path class='kept' d='M%s %sv-7'/>", lowest.x(epoch), bottom);
        }
        return picture;
    }

    private static void draw(Panel panel, Course course, String style) {
        if (course.seeds().size() > 1) {
            course.seeds().forEach(seed -> panel.line("seed", seed));
        }
        course.shared().filter(Band::known).ifPresent(band -> panel.band("band", band));
        course.shared().ifPresent(band -> panel.line(style, band.mean()));
    }

    private static void reference(Panel panel, Lesson lesson, Optional<Course> hybrid) {
        if (!lesson.side().isHybrid()) {
            hybrid.flatMap(Course::shared).ifPresent(band -> panel.line("reference", band.mean()));
        }
    }

    private String title(Lesson lesson) {
        var ends = new ArrayList<String>();
        end(lesson.training(), "training loss").ifPresent(ends::add);
        end(lesson.validation(), "validation loss").ifPresent(ends::add);
        measure.flatMap(shown -> end(lesson.share(), "validation " + shown.title()))
                .ifPresent(ends::add);
        return "%s, learning curves of %s, up to epoch %d. Means where the mean ends: %s."
                .formatted(
                        lesson.side().configuration().label(),
                        Markup.count(lesson.seeds(), "seed"),
                        lesson.last(),
                        ends.isEmpty() ? "none" : String.join(", ", ends));
    }

    private static Optional<String> end(Course course, String name) {
        return course.end().map(end -> "%s %s in epoch %d".formatted(name, Markup.fixed(end[1], 3), (int) end[0]));
    }
}
