package io.ansatz.runner.cli;

import io.ansatz.runner.execution.Check;
import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.training.FirstStep;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tries every network of an experiment on one batch. */
@Command(
        name = "check",
        sortOptions = false,
        description = "Lets every network of an experiment learn one batch, to see that it can; writes nothing. "
                + "Where the images are not here, generated ones stand in.")
final class CheckCommand implements Callable<Integer> {

    private static final int NOT_ALL_LEARN = 1;

    /** Batch normalisation needs another image to compare with. */
    private static final int LEAST = 2;

    private final Terminal terminal;

    @Mixin
    private ExperimentOptions options;

    @Option(
            names = "--batch",
            paramLabel = "IMAGES",
            description = "How many images are learned at most; 4 if left out.")
    private int batch = 4;

    @Mixin
    private Help help;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        if (batch < LEAST) {
            throw new ToMendException("--batch must be at least %d, not %d.".formatted(LEAST, batch));
        }
        try (var workshop = Workshop.open(terminal)) {
            List<Trial> trials = Check.trials(workshop.read(options));
            var printing = new Printing(terminal, trials);
            int failed = new Check(workshop.datasets(), workshop.weights(), batch).run(trials, printing);
            String networks = trials.size() == 1 ? "1 network" : trials.size() + " networks";
            terminal.line(
                    failed == 0
                            ? "%s: %s can learn.".formatted(options.file, networks)
                            : "%s: of %s %d cannot learn.".formatted(options.file, networks, failed));
            return failed == 0 ? 0 : NOT_ALL_LEARN;
        }
    }

    /** A line for each network. */
    private static final class Printing implements Check.Listener {

        private final Terminal terminal;
        private final int width;

        Printing(Terminal terminal, List<Trial> trials) {
            this.terminal = terminal;
            this.width = trials.stream()
                    .mapToInt(trial -> title(trial).length())
                    .max()
                    .orElse(0);
        }

        @Override
        public void standsIn(String what) {
            terminal.line(what);
        }

        @Override
        public void learns(Trial trial, long parameters, FirstStep step, double seconds) {
            terminal.line(padded(trial)
                    + String.format(
                            Locale.ROOT,
                            "%,13d parameters   loss %.4f -> %.4f   %.1f s",
                            parameters,
                            step.lossBefore(),
                            step.lossAfter(),
                            seconds));
        }

        @Override
        public void fails(Trial trial, String reason) {
            terminal.line(padded(trial) + "  fails: " + reason.replace("\n", "\n    "));
        }

        @Override
        public void breaks(Trial trial, Throwable bug) {
            terminal.line(padded(trial) + "  breaks, which is a bug in Ansatz or in a plugin: " + bug);
            var trace = new StringWriter();
            bug.printStackTrace(new PrintWriter(trace)); // checkstyle: a trace for the report, as text
            terminal.warn(trace.toString().stripTrailing());
        }

        private String padded(Trial trial) {
            String title = title(trial);
            return title + " ".repeat(width - title.length());
        }

        private static String title(Trial trial) {
            return trial.point().isEmpty() ? trial.role() : trial.role() + " " + trial.pointTitle();
        }
    }
}
