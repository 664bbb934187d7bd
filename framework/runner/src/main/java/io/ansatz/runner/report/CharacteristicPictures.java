package io.ansatz.runner.report;

import io.ansatz.runner.metrics.Metric;
import io.ansatz.runner.metrics.Ranking;
import io.ansatz.runner.metrics.Scores;
import io.ansatz.runner.statistics.Estimate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The receiver operating characteristic of each configuration: true positive rates averaged over seeds at every false positive
 * rate (vertical averaging; Fawcett 2006, algorithm 4). Of more than two classes it is the mean of each against the rest.
 */
final class CharacteristicPictures {

    private static final int STEPS = 200;
    private static final double TOP = 26;
    private static final double BOTTOM = 250;
    private static final double NAMED = 42;
    private static final double SPOKEN = 0.1;

    private final List<Side> sides;
    private final Page page;

    /** A configuration, and what there is to draw of it. */
    private record Side(Repetitions repetitions, List<Curve> seeds, Optional<Estimate> auc) {

        Optional<Band> band() {
            double[] places = IntStream.rangeClosed(0, STEPS)
                    .mapToDouble(i -> (double) i / STEPS)
                    .toArray();
            return auc.map(exists -> Band.of(seeds, places));
        }
    }

    CharacteristicPictures(List<Repetitions> sides, Page page) {
        this.sides = sides.stream()
                .map(side -> new Side(
                        side,
                        side.said().stream()
                                .map(CharacteristicPictures::curve)
                                .flatMap(Optional::stream)
                                .toList(),
                        side.mean(Metric.AUC)))
                .toList();
        this.page = page;
    }

    /** Of two classes that of label 1, of more the mean over those that are there; empty unless two are. */
    private static Optional<Curve> curve(Scores scores) {
        int first = scores.classes() == 2 ? 1 : 0;
        List<Curve> curves = IntStream.range(first, scores.classes())
                .mapToObj(scores::ranking)
                .filter(Ranking::tells)
                .map(Curve::characteristic)
                .toList();
        return curves.isEmpty()
                ? Optional.empty()
                : Optional.of(curves.size() == 1 ? curves.get(0) : Curve.mean(curves, STEPS));
    }

    void write() {
        if (sides.stream().allMatch(side -> side.repetitions().said().isEmpty())) {
            return;
        }
        var panels = new Panels("Receiver operating characteristic", page);
        panels.key("line", "mean")
                .key("band", "95 % interval of the mean")
                .key("seed", "a seed")
                .key("chance", "chance");
        Optional<Band> hybrid = sides.stream()
                .filter(side -> side.repetitions().isHybrid())
                .flatMap(side -> side.band().stream())
                .findFirst();
        if (hybrid.isPresent() && sides.size() > 1) {
            panels.key("reference", "mean of the hybrid");
        }
        panels.begin(sides.size());
        for (Side side : sides) {
            Repetitions repetitions = side.repetitions();
            if (repetitions.said().isEmpty()) {
                panels.miss(repetitions, Repetitions.NOTHING_SAID);
            } else if (side.auc().isEmpty()) {
                panels.miss(
                        repetitions, "The test images of a seed are all of one class: there is nothing to tell apart.");
            } else {
                String auc = "AUC " + side.auc().get().words();
                panels.show(repetitions, repetitions.said().size(), auc, draw(side, auc, hybrid));
            }
        }
        panels.end();
        sides.stream()
                .flatMap(side -> side.repetitions().together().stream())
                .findFirst()
                .ifPresent(this::note);
    }

    private void note(Scores together) {
        var note = new StringBuilder("True positive rates are averaged over seeds at every false positive rate.");
        if (together.classes() > 2) {
            note.append(" Of every seed it is the mean of each class against the rest.");
            List<Integer> absent = together.confusion().absent();
            if (!absent.isEmpty()) {
                note.append(" No test images, and so no curve: %s."
                        .formatted(sides.get(0).repetitions().names().list(absent)));
            }
        }
        page.note(note.toString());
    }

    private static Picture draw(Side one, String auc, Optional<Band> hybrid) {
        Repetitions side = one.repetitions();
        Band band = one.band().orElseThrow();
        String title =
                "%s, mean receiver operating characteristic of %s: %s; at a false positive rate of %s a true positive rate of %s."
                        .formatted(
                                side.configuration().label(),
                                Markup.count(band.curves(), "seed"),
                                auc,
                                SPOKEN,
                                Markup.fixed(band.mean().at(SPOKEN), 3));
        var picture = new Picture(side.colour(), BOTTOM + NAMED, title);
        var panel = new Panel(picture, Axis.share(), Axis.share(), Picture.LEFT, TOP, Picture.RIGHT, BOTTOM);
        panel.frame("false positive rate", "true positive rate");
        panel.line("chance", new Curve(new double[] {0, 1}, new double[] {0, 1}));
        if (band.known()) {
            one.seeds().forEach(seed -> panel.line("seed", seed.fromOrigin()));
            panel.band("band", band);
        }
        if (!side.isHybrid()) {
            hybrid.ifPresent(
                    reference -> panel.line("reference", reference.mean().fromOrigin()));
        }
        panel.line("line", band.mean().fromOrigin());
        return picture;
    }
}
