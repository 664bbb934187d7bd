package io.ansatz.benchmarks;

import io.ansatz.simulator.statevector.StatevectorSimulator;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.openjdk.jmh.runner.RunnerException;

/** Times what was asked for and prints each line of the report as soon as it is known. */
public final class Main {

    /** Beyond it Strange takes seconds per circuit. */
    private static final int MOST_QUBITS_ON_STRANGE = 12;

    /** Beyond it the plain twin takes seconds per circuit. */
    private static final int MOST_QUBITS_IN_A_HURRY = 16;

    private final PrintStream out;
    private final Order order;
    private final Stopwatch stopwatch;

    private Main(PrintStream out, Order order, PrintStream log) {
        this.out = out;
        this.order = order;
        stopwatch = new Stopwatch(order.pace(), log);
    }

    /** The script {@code run} says in {@code ansatz.log} where the log goes. */
    public static void main(String[] words) throws IOException {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Path logFile = Path.of(System.getProperty("ansatz.log"));
        try (var log = new PrintStream(Files.newOutputStream(logFile), true, StandardCharsets.UTF_8)) {
            new Main(out, Order.of(List.of(words)), log).measure();
        } catch (IllegalArgumentException mistake) {
            err.println(mistake.getMessage());
            System.exit(2);
        } catch (RunnerException failure) {
            err.println("A benchmark failed: " + failure.getMessage());
            err.println("All that JMH said is in " + logFile + ".");
            System.exit(1);
        }
    }

    private void measure() throws RunnerException {
        double load = Machine.load();
        out.println("First the machine's own peak, then each case as it is done; all cases take about %s."
                .formatted(order.pace().duration()));
        out.println();
        Machine machine = Machine.measure(stopwatch);
        machine.lines().forEach(out::println);
        var report = new Report(machine);
        out.println();
        report.headOfSteps().forEach(out::println);
        var twins = new HashMap<Workload, OptionalDouble>();
        var stranges = new HashMap<Workload, OptionalDouble>();
        var results = new ArrayList<Result>();
        for (Workload workload : order.workloads()) {
            Result result = measure(workload, twins, stranges);
            results.add(result);
            out.println(report.step(result));
        }
        out.println();
        report.notesOnSteps().forEach(out::println);
        if (order.pace() == Pace.THOROUGH) {
            out.println();
            report.headOfOthers().forEach(out::println);
            for (Result result : results) {
                Timing inDouble = stopwatch.step(result.workload(), Contender.DOUBLE);
                Timing inLoops = stopwatch.step(result.workload(), Contender.LOOPS);
                out.println(report.others(result, inDouble, inLoops));
            }
        }
        out.println();
        out.println("Load of the machine, of which the benchmarks are 1: %.1f before, %.1f at the end."
                .formatted(load, Machine.load()));
    }

    private Result measure(
            Workload workload, Map<Workload, OptionalDouble> twins, Map<Workload, OptionalDouble> stranges)
            throws RunnerException {
        Workload smallest = workload.smallest();
        if (!twins.containsKey(smallest)) {
            twins.put(smallest, twin(smallest));
            stranges.put(smallest, strange(smallest));
        }
        return new Result(
                workload,
                new StatevectorSimulator(workload.circuit()).work(true),
                stopwatch.stepOfSeveralStarts(workload, Contender.FLOAT),
                order.pace() == Pace.QUICK
                        ? Optional.empty()
                        : Optional.of(stopwatch.forward(workload, Contender.FLOAT)),
                twins.get(smallest),
                stranges.get(smallest));
    }

    private OptionalDouble twin(Workload workload) throws RunnerException {
        if (order.pace() == Pace.QUICK && workload.qubits() > MOST_QUBITS_IN_A_HURRY) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(stopwatch.step(workload, Contender.TWIN).median() / workload.batch());
    }

    private OptionalDouble strange(Workload workload) throws RunnerException {
        if (order.pace() == Pace.QUICK || workload.qubits() > MOST_QUBITS_ON_STRANGE) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(stopwatch.forward(workload, Contender.STRANGE).median() / workload.batch());
    }
}
