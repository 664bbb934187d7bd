package io.ansatz.benchmarks.trunks;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What was measured of a case and a way, by contender; those that did not take part are missing. */
record Row(Case chosen, Way way, Map<Contender, Measurement> measurements) {

    private static final double MILLISECONDS = 1e3;

    private static final double GIGA = 1e9;

    Row {
        measurements = Map.copyOf(measurements);
    }

    /** The medians over several rounds. */
    static Row median(List<Row> rounds) {
        Row first = rounds.get(0);
        var medians = new EnumMap<Contender, Measurement>(Contender.class);
        for (Contender contender : first.measurements.keySet()) {
            medians.put(
                    contender,
                    Measurement.median(rounds.stream()
                            .map(round -> round.measurements.get(contender))
                            .toList()));
        }
        return new Row(first.chosen, first.way, medians);
    }

    boolean has(Contender contender) {
        return measurements.containsKey(contender);
    }

    Measurement of(Contender contender) {
        return measurements.get(contender);
    }

    /** Milliseconds of a step. */
    double wall(Contender contender) {
        return of(contender).wall();
    }

    double imagesPerSecond(Contender contender) {
        return chosen.batch() * MILLISECONDS / wall(contender);
    }

    /** GFLOP/s of the convolutions on this engine, as if nothing else had taken time. */
    double rate() {
        long operations = ConvolutionWork.of(chosen.blueprint().trunk()).operations(way);
        return operations * imagesPerSecond(Contender.ENGINE) / GIGA;
    }

    /** How many steps this engine does while the fastest of the others does one. */
    double times(Contender... others) {
        double fastest = Stream.of(others).mapToDouble(this::wall).min().orElseThrow();
        return fastest / wall(Contender.ENGINE);
    }

    /** How busy the machine was, each time. */
    DoubleStream loads() {
        return measurements.values().stream().mapToDouble(Measurement::load);
    }
}
