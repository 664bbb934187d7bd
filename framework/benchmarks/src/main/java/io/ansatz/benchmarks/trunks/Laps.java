package io.ansatz.benchmarks.trunks;

import io.ansatz.benchmarks.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Repeats a step in this thread and times it.
 *
 * @param warmUp seconds, or {@value #LEAST_WARM_UP} steps if those take longer
 * @param seconds how long it is timed, or {@value #LEAST} steps if those take longer
 */
record Laps(double warmUp, double seconds) {

    static final Laps STANDARD = new Laps(5, 4);

    static final int LEAST_WARM_UP = 3;

    static final int LEAST = 5;

    private static final double NANOSECONDS = 1e9;

    private static final double NANOSECONDS_PER_MILLISECOND = 1e6;

    private static final double KIBIBYTES_PER_MEBIBYTE = 1024;

    /** How long a step took, in milliseconds. */
    private record Lap(double wall, double processor) {}

    Measurement time(Runnable step) {
        repeat(step, warmUp, LEAST_WARM_UP);
        List<Lap> laps = repeat(step, seconds, LEAST);
        return new Measurement(
                Measurement.median(laps.stream().mapToDouble(Lap::wall)),
                Measurement.median(laps.stream().mapToDouble(Lap::processor)),
                peak(),
                Machine.load());
    }

    private static List<Lap> repeat(Runnable step, double seconds, int least) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        var laps = new ArrayList<Lap>();
        long start = System.nanoTime();
        while (laps.size() < least || System.nanoTime() - start < seconds * NANOSECONDS) {
            long processor = threads.getCurrentThreadCpuTime();
            long wall = System.nanoTime();
            step.run();
            laps.add(new Lap(
                    (System.nanoTime() - wall) / NANOSECONDS_PER_MILLISECOND,
                    (threads.getCurrentThreadCpuTime() - processor) / NANOSECONDS_PER_MILLISECOND));
        }
        return laps;
    }

    /** Linux says it in a file. */
    private static OptionalDouble peak() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KIBIBYTES_PER_MEBIBYTE)
                    .findFirst();
        } catch (IOException notLinux) {
            return OptionalDouble.empty();
        }
    }
}
