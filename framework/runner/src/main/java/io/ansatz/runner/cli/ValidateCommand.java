package io.ansatz.runner.cli;

import io.ansatz.runner.experiment.Problem;
import io.ansatz.runner.experiment.ProblemsException;
import io.ansatz.runner.experiment.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks experiment files without opening their data. */
@Command(
        name = "validate",
        sortOptions = false,
        description = "Checks experiment files and reports all their problems; opens no data and trains nothing.")
final class ValidateCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The experiment files.")
    private List<Path> files;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Replaces a value of every file, such as --set train.rate=1e-3. May be repeated.")
    private List<String> sets = new ArrayList<>();

    @Mixin
    private Help help;

    ValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        // Files that extend the same one have its problems in common.
        var problems = new LinkedHashSet<Problem>();
        try (var workshop = Workshop.open(terminal)) {
            for (Path file : files) {
                try {
                    int trials = trials(workshop.read(file, sets));
                    terminal.line("%s is valid: %s.".formatted(file, trials == 1 ? "1 trial" : trials + " trials"));
                } catch (ProblemsException e) {
                    problems.addAll(e.problems());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemsException(List.copyOf(problems));
        }
        return 0;
    }

    private static int trials(Reading reading) {
        return reading.variants().stream()
                .mapToInt(variant -> variant.experiment().seeds().size()
                        * (1 + variant.experiment().controls().size()))
                .sum();
    }
}
