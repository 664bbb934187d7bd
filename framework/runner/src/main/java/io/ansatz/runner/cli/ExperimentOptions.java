package io.ansatz.runner.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command that reads an experiment file takes. */
final class ExperimentOptions {

    @Parameters(paramLabel = "FILE", description = "The experiment file.")
    Path file;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Replaces a value of the file, such as --set train.rate=1e-3. May be repeated.")
    List<String> sets = new ArrayList<>();
}
