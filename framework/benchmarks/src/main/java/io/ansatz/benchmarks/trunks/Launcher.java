package io.ansatz.benchmarks.trunks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;

/** Has every contender measured in a process of its own, those of a case directly behind one another. */
final class Launcher {

    private final Optional<Torch> torch;
    private final int cores;
    private final Path log;

    /** @param log where all goes that the processes say */
    Launcher(Optional<Torch> torch, int cores, Path log) {
        this.torch = torch;
        this.cores = cores;
        this.log = log;
    }

    List<Contender> contenders(Case chosen) {
        return Contender.of(chosen, torch.isPresent(), cores);
    }

    /**
     * Measures all contenders once.
     *
     * @throws IOException if one of them fails; the message is for the user
     */
    Row measure(Case chosen, Way way) throws IOException {
        var measurements = new EnumMap<Contender, Measurement>(Contender.class);
        for (Contender contender : contenders(chosen)) {
            measurements.put(contender, measure(chosen, way, contender));
        }
        return new Row(chosen, way, measurements);
    }

    private Measurement measure(Case chosen, Way way, Contender contender) throws IOException {
        List<String> command = contender.isTorch()
                ? torch.orElseThrow().command(chosen, way, contender, Laps.STANDARD)
                : java(chosen, way, contender);
        var process = Subprocess.run(command, contender.threads(), log);
        if (process.code() != 0) {
            throw new IOException("%s, %s, %s: the process ended with %d."
                    .formatted(contender.words(), chosen.name(), way.word(), process.code()));
        }
        return Measurement.parse(process.text());
    }

    /** A Java like this one, with the same flags. */
    private static List<String> java(Case chosen, Way way, Contender contender) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Steps.class.getName()));
        command.addAll(List.of(chosen.name(), way.name(), contender.name()));
        return command;
    }
}
