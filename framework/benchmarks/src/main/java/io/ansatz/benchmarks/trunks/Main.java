package io.ansatz.benchmarks.trunks;

import io.ansatz.benchmarks.Machine;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.network.Engine;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.openjdk.jmh.runner.RunnerException;

/** Has every case measured, round after round, and prints each line of a round as soon as it is known; then the medians. */
public final class Main {

    private final PrintStream out;
    private final Order order;
    private final PrintStream log;
    private final Optional<Torch> torch;
    private final Launcher launcher;

    private Main(PrintStream out, Order order, PrintStream log, Path logFile) {
        this.out = out;
        this.order = order;
        this.log = log;
        torch = Torch.find(logFile);
        launcher = new Launcher(torch, Runtime.getRuntime().availableProcessors(), logFile);
    }

    /** The script {@code trunks} says in {@code ansatz.log} where the log goes. */
    public static void main(String[] words) throws IOException {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Path logFile = Path.of(System.getProperty("ansatz.log"));
        // Several processes write to its end.
        Files.deleteIfExists(logFile);
        var end = Files.newOutputStream(logFile, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        try (var log = new PrintStream(end, true, StandardCharsets.UTF_8)) {
            new Main(out, Order.of(List.of(words)), log, logFile).measure();
        } catch (IllegalArgumentException mistake) {
            err.println(mistake.getMessage());
            System.exit(2);
        } catch (IOException | RunnerException failure) {
            err.println("A benchmark failed: " + failure.getMessage());
            err.println("All that was said on the way is in " + logFile + ".");
            System.exit(1);
        }
    }

    private void measure() throws IOException, RunnerException {
        String engine = Engine.prepare(EngineChoice.ONEDNN).toString();
        String layers = Engine.prepare(EngineChoice.DEEPLEARNING4J).toString();
        out.println("First the machine's own peak, then %d processes of ten seconds or more, one after the other."
                .formatted(processes()));
        out.println();
        Machine machine = Machine.measure(log);
        machine.lines().forEach(out::println);
        out.println();
        out.println("this engine    " + engine);
        out.println("DL4J's layers  " + layers);
        out.println(torch.map(found -> "torch          " + found.releases()).orElseGet(Torch::absence));
        var report = new Report(machine.floats(), torch.isPresent());
        List<List<Row>> rounds = rounds(report);
        List<Row> medians = medians(rounds);
        if (rounds.size() > 1) {
            print("The medians of %d rounds; a step in milliseconds.".formatted(rounds.size()), report.headOfSteps());
            medians.forEach(row -> out.println(report.step(row)));
        }
        print(
                "The processor time of the same step's thread, and the largest resident memory of its process.",
                report.headOfCosts());
        medians.forEach(row -> out.println(report.costs(row)));
        List<Row> threaded =
                medians.stream().filter(row -> row.has(Contender.TWO_THREADS)).toList();
        if (!threaded.isEmpty()) {
            print("This engine on one thread and on two.", report.headOfThreads());
            threaded.forEach(row -> out.println(report.threads(row)));
        }
        out.println();
        DoubleSummaryStatistics loads = rounds.stream()
                .flatMap(List::stream)
                .flatMapToDouble(Row::loads)
                .summaryStatistics();
        out.println("Load of the machine, of which the benchmark is 1, or 2 on two threads: %.1f to %.1f."
                .formatted(loads.getMin(), loads.getMax()));
    }

    private int processes() {
        int once = order.cases().stream()
                .mapToInt(one -> launcher.contenders(one).size())
                .sum();
        return order.rounds() * Way.values().length * once;
    }

    private List<List<Row>> rounds(Report report) throws IOException {
        var rounds = new ArrayList<List<Row>>();
        for (int number = 1; number <= order.rounds(); number++) {
            print("Round %d of %d; a step in milliseconds.".formatted(number, order.rounds()), report.headOfSteps());
            var rows = new ArrayList<Row>();
            for (Case chosen : order.cases()) {
                for (Way way : Way.values()) {
                    Row row = launcher.measure(chosen, way);
                    rows.add(row);
                    out.println(report.step(row));
                }
            }
            rounds.add(rows);
        }
        return rounds;
    }

    private static List<Row> medians(List<List<Row>> rounds) {
        return IntStream.range(0, rounds.get(0).size())
                .mapToObj(place ->
                        Row.median(rounds.stream().map(rows -> rows.get(place)).toList()))
                .toList();
    }

    private void print(String title, List<String> head) {
        out.println();
        out.println(title);
        out.println();
        head.forEach(out::println);
    }
}
