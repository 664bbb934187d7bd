package io.ansatz.benchmarks.trunks;

import io.ansatz.benchmarks.Figures;
import java.util.ArrayList;
import java.util.List;

/** Writes what was measured into tables, in lines of at most 120 columns. */
final class Report {

    private static final String LABEL = "%-16s %-8s %5s";

    private static final String STEPS = LABEL + "  %8s %8s %8s %5s  %8s %7s";

    private static final String TORCH = "  %8s %9s %7s %6s";

    private static final String COSTS = "  %10s %8s";

    private static final String THREADS = LABEL + "  %9s %9s %6s %9s";

    private static final String NONE = "-";

    private final double peak;
    private final boolean torchIsHere;

    /**
     * A report of one run.
     *
     * @param peak the multiply-adds of a core, in GFLOP/s
     * @param torchIsHere whether it has columns
     */
    Report(double peak, boolean torchIsHere) {
        this.peak = peak;
        this.torchIsHere = torchIsHere;
    }

    List<String> headOfSteps() {
        return List.of(
                withTorch(
                        STEPS.formatted("", "", "", "this", "images", "", "of", "DL4J's", "x"),
                        TORCH.formatted("torch,", "channels", "x", "x best")),
                withTorch(
                        STEPS.formatted(
                                "case", "way", "batch", "engine", "per s", "GFLOP/s", "peak", "layers", "layers"),
                        TORCH.formatted("default", "last", "torch", "torch")));
    }

    String step(Row row) {
        String steps = STEPS.formatted(
                row.chosen().name(),
                row.way().word(),
                row.chosen().batch(),
                Figures.digits(row.wall(Contender.ENGINE)),
                Figures.digits(row.imagesPerSecond(Contender.ENGINE)),
                Figures.digits(row.rate()),
                Figures.percent(row.rate() / peak),
                Figures.digits(row.wall(Contender.LAYERS)),
                Figures.digits(row.times(Contender.LAYERS)));
        if (!torchIsHere) {
            return steps;
        }
        return steps
                + TORCH.formatted(
                        Figures.digits(row.wall(Contender.TORCH)),
                        Figures.digits(row.wall(Contender.CHANNELS_LAST)),
                        Figures.digits(row.times(Contender.TORCH)),
                        Figures.digits(row.times(Contender.TORCH, Contender.CHANNELS_LAST)));
    }

    private String withTorch(String own, String torch) {
        return torchIsHere ? own + torch : own;
    }

    List<String> headOfCosts() {
        var names = new StringBuilder(LABEL.formatted("", "", ""));
        var units = new StringBuilder(LABEL.formatted("case", "way", "batch"));
        for (Contender contender : alone()) {
            names.append("%21s".formatted(heading(contender)));
            units.append(COSTS.formatted("ms", "MiB"));
        }
        return List.of(names.toString(), units.toString());
    }

    String costs(Row row) {
        var line = new StringBuilder(LABEL.formatted(
                row.chosen().name(), row.way().word(), row.chosen().batch()));
        for (Contender contender : alone()) {
            Measurement measurement = row.of(contender);
            line.append(COSTS.formatted(
                    Figures.digits(measurement.processor()),
                    measurement.peak().isEmpty()
                            ? NONE
                            : Figures.digits(measurement.peak().getAsDouble())));
        }
        return line.toString();
    }

    /** Those on one thread. */
    private List<Contender> alone() {
        var all = new ArrayList<>(List.of(Contender.ENGINE, Contender.LAYERS));
        if (torchIsHere) {
            all.addAll(List.of(Contender.TORCH, Contender.CHANNELS_LAST));
        }
        return all;
    }

    private static String heading(Contender contender) {
        return contender == Contender.CHANNELS_LAST ? "channels last" : contender.words();
    }

    List<String> headOfThreads() {
        return List.of(
                THREADS.formatted("", "", "", "one,", "two,", "", "images"),
                THREADS.formatted("case", "way", "batch", "ms", "ms", "x", "per s"));
    }

    String threads(Row row) {
        return THREADS.formatted(
                row.chosen().name(),
                row.way().word(),
                row.chosen().batch(),
                Figures.digits(row.wall(Contender.ENGINE)),
                Figures.digits(row.wall(Contender.TWO_THREADS)),
                Figures.digits(row.wall(Contender.ENGINE) / row.wall(Contender.TWO_THREADS)),
                Figures.digits(row.imagesPerSecond(Contender.TWO_THREADS)));
    }
}
