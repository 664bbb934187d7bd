package io.ansatz.runner.cli;

import io.ansatz.runner.proof.Comparison;
import io.ansatz.runner.tracking.TrialRecord;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains why two runs differ. */
@Command(
        name = "diff",
        sortOptions = false,
        description = {
            "Explains why two runs differ: settings, code, data, weights, surroundings, results.",
            "",
            "A run is named by its folder, by as much of the folder's name as tells it from others, or as tables call it, such"
                    + " as 'hybrid seed 1'. Ends with 0 if both are the same trial with the same results, and with 1 if not.",
            ""
        })
final class DiffCommand implements Callable<Integer> {

    private static final int DIFFERENT = 1;

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "RUN", description = "A run.")
    private String a;

    @Parameters(index = "1", paramLabel = "RUN", description = "Another run, or the same trial elsewhere.")
    private String b;

    @Option(names = "--all", description = "Shows what they agree in, too.")
    private boolean all;

    @Mixin
    private RunsOption runs;

    @Mixin
    private Help help;

    DiffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        var names = new RunsByName(runs.folder);
        TrialRecord first = names.find(a);
        TrialRecord second = names.find(b);
        Comparison comparison = Comparison.of(first, second);
        terminal.line(ComparisonSheet.heading("a", first));
        terminal.line(ComparisonSheet.heading("b", second));
        terminal.line("");
        new ComparisonSheet(comparison, all).print(terminal);
        terminal.line(comparison.conclusion());
        return comparison.same() ? 0 : DIFFERENT;
    }
}
