package io.ansatz.runner.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every command that looks at runs takes. */
final class RunsOption {

    @Option(
            names = "--runs",
            paramLabel = "FOLDER",
            defaultValue = "runs",
            description = "Where runs are kept (default: ${DEFAULT-VALUE}).")
    Path folder;
}
