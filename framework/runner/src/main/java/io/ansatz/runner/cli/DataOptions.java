package io.ansatz.runner.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command that looks at a data set takes. */
final class DataOptions {

    private static final String KIND = "dataset:";

    @Parameters(
            paramLabel = "DATA",
            description = "The name of a data set, such as medmnist, or an experiment file that has one.")
    String data;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description =
                    "Replaces a setting of the data set, such as --set variant=pathmnist, or a value of the experiment file,"
                            + " such as --set dataset.variant=pathmnist. May be repeated.")
    List<String> sets = new ArrayList<>();

    /** Whether the word names a file: parts have neither folders nor endings. */
    boolean namesFile() {
        return data.matches(".*[/\\\\].*|.*\\.ya?ml");
    }

    /** The name without its kind, which {@code plugins describe} wants in front. */
    String partName() {
        return data.startsWith(KIND) ? data.substring(KIND.length()) : data;
    }

    ExperimentOptions asFile() {
        var options = new ExperimentOptions();
        options.file = Path.of(data);
        options.sets = sets;
        return options;
    }
}
