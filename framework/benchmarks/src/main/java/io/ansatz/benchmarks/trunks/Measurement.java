package io.ansatz.benchmarks.trunks;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * What a step took in one process, and what the process took.
 *
 * @param wall milliseconds of a step by the clock on the wall
 * @param processor milliseconds of a step in which the thread had the processor
 * @param peak the largest resident memory of the process in MiB, where the system tells
 * @param load how many threads of the whole machine wanted to run during the last minute
 */
record Measurement(double wall, double processor, OptionalDouble peak, double load) {

    private static final String LINE = "wall=%.6f processor=%.6f load=%.2f";

    private static final String PEAK = " peak=%.1f";

    /** The middle of the numbers; of an even count, the mean of the two in the middle. */
    static double median(DoubleStream numbers) {
        double[] sorted = numbers.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The median of every figure by itself. */
    static Measurement median(List<Measurement> all) {
        double[] peaks = all.stream().flatMapToDouble(one -> one.peak.stream()).toArray();
        return new Measurement(
                median(all.stream().mapToDouble(Measurement::wall)),
                median(all.stream().mapToDouble(Measurement::processor)),
                peaks.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(median(Arrays.stream(peaks))),
                median(all.stream().mapToDouble(Measurement::load)));
    }

    /** The line in which a process says what it measured. */
    String line() {
        String line = LINE.formatted(wall, processor, load);
        return peak.isEmpty() ? line : line + PEAK.formatted(peak.getAsDouble());
    }

    /** Reads such a line. */
    static Measurement parse(String line) {
        var figures = new HashMap<String, Double>();
        for (String word : line.strip().split(" ")) {
            String[] parts = word.split("=");
            figures.put(parts[0], Double.valueOf(parts[1]));
        }
        return new Measurement(
                figures.get("wall"),
                figures.get("processor"),
                figures.containsKey("peak") ? OptionalDouble.of(figures.get("peak")) : OptionalDouble.empty(),
                figures.get("load"));
    }
}
