package io.ansatz.benchmarks;

import io.ansatz.simulator.statevector.Kernels;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;

/**
 * What the benchmarks ran on, and what one of its cores can do at best.
 *
 * @param floats multiply-adds in float, in GFLOP/s
 * @param doubles the same in double
 * @param floatLoop the same in float, from a loop in plain Java
 * @param doubleLoop the same in double
 * @param cache GB/s of a triad whose arrays are as large as the states of 20 qubits
 * @param memory GB/s of a triad whose arrays fit into no cache
 */
public record Machine(
        String processor,
        int cores,
        String java,
        String kernels,
        double floats,
        double doubles,
        double floatLoop,
        double doubleLoop,
        double cache,
        double memory) {

    static final int CACHE_MEBIBYTES = 24;

    static final int MEMORY_MEBIBYTES = 384;

    /** Asks it and times it, which takes half a minute. What JMH says goes to the log. */
    public static Machine measure(PrintStream log) throws RunnerException {
        return measure(new Stopwatch(Pace.THOROUGH, log));
    }

    /** Asks it and times it. Where Java has no Vector API, the peak is that of a plain loop. */
    static Machine measure(Stopwatch stopwatch) throws RunnerException {
        double floatLoop = stopwatch.multiplyAdd(FloatLoopPeak.class).rate(FloatLoopPeak.operations());
        double doubleLoop = stopwatch.multiplyAdd(DoubleLoopPeak.class).rate(DoubleLoopPeak.operations());
        double floats = floatLoop;
        double doubles = doubleLoop;
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            floats = stopwatch.multiplyAdd(FloatVectorPeak.class).rate(FloatVectorPeak.operations());
            doubles = stopwatch.multiplyAdd(DoubleVectorPeak.class).rate(DoubleVectorPeak.operations());
        }
        return new Machine(
                nameOfProcessor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                Kernels.fastest().name(),
                floats,
                doubles,
                floatLoop,
                doubleLoop,
                stopwatch.triad(CACHE_MEBIBYTES).rate(TriadBenchmark.bytes(CACHE_MEBIBYTES)),
                stopwatch.triad(MEMORY_MEBIBYTES).rate(TriadBenchmark.bytes(MEMORY_MEBIBYTES)));
    }

    /** For a reader, in three lines. */
    public List<String> lines() {
        return List.of(
                "%s, %d processors; %s; %s kernels.".formatted(processor, cores, java, kernels),
                "One core: %s GFLOP/s of multiply-adds in float, %s in double; in a loop of plain Java %s and %s."
                        .formatted(
                                Figures.digits(floats),
                                Figures.digits(doubles),
                                Figures.digits(floatLoop),
                                Figures.digits(doubleLoop)),
                "Memory: %s GB/s in a triad of %d MiB, %s GB/s in one of %d MiB."
                        .formatted(Figures.digits(cache), CACHE_MEBIBYTES, Figures.digits(memory), MEMORY_MEBIBYTES));
    }

    /** How many threads wanted to run during the last minute. */
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** Linux says it in a file; elsewhere the architecture must do. */
    private static String nameOfProcessor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            Optional<String> model = lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
            return model.orElse(System.getProperty("os.arch"));
        } catch (IOException notLinux) {
            return System.getProperty("os.arch");
        }
    }
}
