package io.ansatz.runner.report;

import io.ansatz.runner.metrics.Metric;
import io.ansatz.runner.metrics.Reliability;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Whether the answers of each configuration are right as often as they are sure, those of all its seeds together. */
final class ReliabilityPictures {

    private static final double TOP = 26;
    private static final double BOTTOM = 196;
    private static final double COUNTS_TOP = 252;
    private static final double COUNTS_BOTTOM = 302;
    private static final double NAMED = 42;

    /** How many ticks the lower plot has room for. */
    private static final int LOW = 2;

    private final List<Side> sides;
    private final Page page;
    private final Axis confidence;
    private final Axis counts;

    /** A configuration, and its answers in bins. */
    private record Side(Repetitions repetitions, Optional<Reliability> together) {

        List<Reliability.Bin> bins() {
            return together.map(Reliability::bins).orElse(List.of());
        }
    }

    ReliabilityPictures(List<Repetitions> sides, Page page) {
        this.sides = sides.stream()
                .map(side -> new Side(side, side.together().map(Reliability::of)))
                .toList();
        this.page = page;
        // Few classes leave no room for unsure answers; where there are none, the axis does not go.
        double lowest = this.sides.stream()
                .map(Side::bins)
                .flatMapToDouble(bins -> IntStream.range(0, bins.size())
                        .filter(i -> bins.get(i).images() > 0)
                        .mapToDouble(i -> (double) i / bins.size()))
                .min()
                .orElse(0);
        confidence = Axis.aroundShares(lowest, 1);
        counts = Axis.counts(
                this.sides.stream()
                        .flatMap(side -> side.bins().stream())
                        .mapToInt(Reliability.Bin::images)
                        .max()
                        .orElse(1),
                LOW);
    }

    void write() {
        if (sides.stream().allMatch(side -> side.together().isEmpty())) {
            return;
        }
        var panels = new Panels("Reliability", page);
        panels.key("bar", "accuracy in a bin").key("chance", "as often right as sure");
        Optional<Curve> hybrid = sides.stream()
                .filter(side -> side.repetitions().isHybrid())
                .flatMap(side -> side.together().stream())
                .map(ReliabilityPictures::line)
                .findFirst();
        if (hybrid.isPresent() && sides.size() > 1) {
            panels.key("reference", "accuracy of the hybrid");
        }
        panels.begin(sides.size());
        for (Side side : sides) {
            Repetitions repetitions = side.repetitions();
            if (side.together().isEmpty()) {
                panels.miss(repetitions, Repetitions.NOTHING_SAID);
            } else {
                String error =
                        "ECE " + repetitions.mean(Metric.ECE).orElseThrow().words();
                panels.show(
                        repetitions,
                        repetitions.said().size(),
                        error,
                        draw(repetitions, side.together().get(), error, hybrid));
            }
        }
        panels.end();
        page.note(
                "The answers of all seeds together; a square stands at their mean confidence and accuracy. The expected calibration"
                        + " error (ECE) is that of each seed, over the same bins, and the mean of those.");
    }

    /** Accuracy over confidence, where there are answers. */
    private static Curve line(Reliability reliability) {
        List<Reliability.Bin> bins =
                reliability.bins().stream().filter(bin -> bin.images() > 0).toList();
        return new Curve(
                bins.stream().mapToDouble(Reliability.Bin::confidence).toArray(),
                bins.stream().mapToDouble(Reliability.Bin::accuracy).toArray());
    }

    private Picture draw(Repetitions side, Reliability together, String error, Optional<Curve> hybrid) {
        List<Reliability.Bin> bins = together.bins();
        String title = "%s, accuracy over confidence of the %s of %s in %d bins: %s."
                .formatted(
                        side.configuration().label(),
                        Markup.count(
                                bins.stream().mapToInt(Reliability.Bin::images).sum(), "answer"),
                        Markup.count(side.said().size(), "seed"),
                        bins.size(),
                        error);
        var picture = new Picture(side.colour(), COUNTS_BOTTOM + NAMED, title);
        var share = new Panel(picture, confidence, Axis.share(), Picture.LEFT, TOP, Picture.RIGHT, BOTTOM);
        var below = new Panel(picture, confidence, counts, Picture.LEFT, COUNTS_TOP, Picture.RIGHT, COUNTS_BOTTOM);
        share.frame("", "accuracy");
        below.frame("confidence of the answer", "answers");
        for (int i = 0; i < bins.size(); i++) {
            if (bins.get(i).images() > 0) {
                double from = (double) i / bins.size();
                double to = (double) (i + 1) / bins.size();
                share.bar(from, to, bins.get(i).accuracy());
                below.bar(from, to, bins.get(i).images());
            }
        }
        share.line("chance", new Curve(new double[] {confidence.low(), 1}, new double[] {confidence.low(), 1}));
        if (!side.isHybrid()) {
            hybrid.ifPresent(reference -> share.line("reference", reference));
        }
        for (Reliability.Bin bin : bins) {
            if (bin.images() > 0) {
                share.mark(1, bin.confidence(), bin.accuracy());
            }
        }
        return picture;
    }
}
