package io.ansatz.benchmarks;

import java.util.List;
import java.util.OptionalDouble;

/** Writes results so that each stands beside what it is to be compared with, in lines of at most 120 columns. */
final class Report {

    private static final String STEPS = "%-5s %6s  %7s %13s  %8s  %7s %5s  %8s  %9s %8s  %9s %9s";

    private static final String OTHERS = "%-5s %6s  %8s %7s %5s %6s  %8s %7s %5s %8s  %10s %11s";

    private static final String NONE = "-";

    private static final double NANOSECONDS_PER_MICROSECOND = 1e3;

    private static final double NANOSECONDS_PER_MILLISECOND = 1e6;

    private final Machine machine;

    Report(Machine machine) {
        this.machine = machine;
    }

    List<String> headOfSteps() {
        return List.of(
                "A step: forward, and back to the slopes of inputs and weights; float, one thread. Times are medians.",
                "",
                STEPS.formatted(
                        "", "", "", "8 of 10", "us per", "", "of", "x plain", "forward", "x", "reach", "at this"),
                STEPS.formatted(
                        "case",
                        "batch",
                        "ms",
                        "within",
                        "circuit",
                        "GFLOP/s",
                        "peak",
                        "twin",
                        "alone, ms",
                        "Strange",
                        "ms",
                        "peak"));
    }

    String step(Result result) {
        Workload workload = result.workload();
        Timing step = result.step();
        return STEPS.formatted(
                        label(workload),
                        workload.batch(),
                        milliseconds(step.median()),
                        milliseconds(step.low()) + "-" + milliseconds(step.high()),
                        microseconds(result.perCircuit()),
                        Figures.digits(result.rate(step)),
                        Figures.percent(result.rate(step) / machine.floats()),
                        ofTwin(workload, result.timesTwin()),
                        result.forward()
                                .map(forward -> milliseconds(forward.median()))
                                .orElse(NONE),
                        result.timesStrange().isEmpty()
                                ? NONE
                                : Figures.digits(result.timesStrange().getAsDouble()),
                        reached(step, workload.reach()),
                        reached(step, result.reachAt(machine.floats())))
                .stripTrailing();
    }

    List<String> notesOnSteps() {
        return List.of(
                "x plain twin: steps while the simulator that is written to be read does one, in double. Behind ~ its time is",
                "scaled, per circuit, from the first batch of the same circuit. x Strange: the same for the way forward alone,",
                "because Strange has no gradient. reach: set for a core of %s GFLOP/s; at this peak: scaled to this machine's."
                        .formatted(Figures.digits(Workload.PEAK_OF_REACH)));
    }

    List<String> headOfOthers() {
        return List.of(
                "The same step in double, and in float with loops of plain Java; and single circuits elsewhere.",
                "",
                OTHERS.formatted("", "", "double", "", "of", "x", "loops", "", "of", "x", "plain twin", "Strange"),
                OTHERS.formatted(
                        "case",
                        "batch",
                        "ms",
                        "GFLOP/s",
                        "peak",
                        "float",
                        "ms",
                        "GFLOP/s",
                        "peak",
                        "vectors",
                        "us",
                        "forward, us"));
    }

    String others(Result result, Timing inDouble, Timing inLoops) {
        Workload workload = result.workload();
        double step = result.step().median();
        return OTHERS.formatted(
                label(workload),
                workload.batch(),
                milliseconds(inDouble.median()),
                Figures.digits(result.rate(inDouble)),
                Figures.percent(result.rate(inDouble) / machine.doubles()),
                Figures.digits(inDouble.median() / step),
                milliseconds(inLoops.median()),
                Figures.digits(result.rate(inLoops)),
                Figures.percent(result.rate(inLoops) / machine.floats()),
                Figures.digits(inLoops.median() / step),
                result.twin().isEmpty() ? NONE : microseconds(result.twin().getAsDouble()),
                result.strange().isEmpty()
                        ? NONE
                        : microseconds(result.strange().getAsDouble()));
    }

    /** One letter stands for circuits of several sizes; those are told apart by their qubits. */
    private static String label(Workload workload) {
        boolean severalSizes = Workload.all().stream()
                .anyMatch(one -> one.letter().equals(workload.letter()) && one.qubits() != workload.qubits());
        return severalSizes ? workload.letter() + " " + workload.qubits() : workload.letter();
    }

    private static String ofTwin(Workload workload, OptionalDouble times) {
        if (times.isEmpty()) {
            return NONE;
        }
        boolean scaled = workload.smallest().batch() != workload.batch();
        return (scaled ? "~" : "") + Figures.digits(times.getAsDouble());
    }

    private static String reached(Timing step, OptionalDouble reach) {
        if (reach.isEmpty()) {
            return "";
        }
        boolean reached = step.median() <= reach.getAsDouble() * NANOSECONDS_PER_MILLISECOND;
        return Figures.digits(reach.getAsDouble()) + (reached ? " yes" : "  no");
    }

    private static String milliseconds(double nanoseconds) {
        return Figures.digits(nanoseconds / NANOSECONDS_PER_MILLISECOND);
    }

    private static String microseconds(double nanoseconds) {
        return Figures.digits(nanoseconds / NANOSECONDS_PER_MICROSECOND);
    }
}
