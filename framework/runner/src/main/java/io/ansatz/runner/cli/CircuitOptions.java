package io.ansatz.runner.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command that looks at a circuit takes. */
final class CircuitOptions {

    private static final String KIND = "circuit:";

    @Parameters(
            paramLabel = "CIRCUIT",
            description = "The name of a circuit, such as angle-embedding, or an experiment file that has one.")
    String circuit;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description =
                    "Replaces a setting of the circuit, such as --set layers=3, or a value of the experiment file,"
                            + " such as --set model.circuit.layers=3. May be repeated.")
    List<String> sets = new ArrayList<>();

    /** Whether the word names a file: parts have neither folders nor endings. */
    boolean namesFile() {
        return circuit.matches(".*[/\\\\].*|.*\\.ya?ml");
    }

    /** The name without its kind, which {@code plugins describe} wants in front. */
    String partName() {
        return circuit.startsWith(KIND) ? circuit.substring(KIND.length()) : circuit;
    }

    ExperimentOptions asFile() {
        var options = new ExperimentOptions();
        options.file = Path.of(circuit);
        options.sets = sets;
        return options;
    }
}
