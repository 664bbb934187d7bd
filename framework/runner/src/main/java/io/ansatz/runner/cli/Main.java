package io.ansatz.runner.cli;

import io.ansatz.runner.experiment.ProblemsException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "ansatz",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description =
                "Runs hybrid quantum-classical image-classification experiments beside their classical controls, from one YAML file.",
        footer = {
            "",
            "Start with:  ansatz run experiments/hello.yaml",
            "",
            "Exit codes: 0 all is done, 1 a trial failed, 2 something must be mended first, 70 a bug in Ansatz."
        })
public final class Main implements Runnable {

    static final int TO_MEND = 2;
    private static final int BUG = 70;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do.");
    }

    public static void main(String[] arguments) {
        System.exit(run(Terminal.ofProcess(), arguments));
    }

    /** Runs one command inside another program, with nobody watching, and returns its exit code. */
    public static int run(PrintStream out, PrintStream err, String... arguments) {
        return run(new Terminal(out, err, 0), arguments);
    }

    private static int run(Terminal terminal, String... arguments) {
        var main = new CommandLine(new Main())
                .addSubcommand(new RunCommand(terminal))
                .addSubcommand(new PlanCommand(terminal))
                .addSubcommand(new ValidateCommand(terminal))
                .addSubcommand(new CommandLine(new ConfigCommand()).addSubcommand(new ConfigCommand.Show(terminal)))
                .addSubcommand(new CommandLine(new PluginsCommand())
                        .addSubcommand(new PluginsCommand.ListAll(terminal))
                        .addSubcommand(new PluginsCommand.Describe(terminal)));
        main.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        main.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        main.setUsageHelpAutoWidth(false);
        main.setUsageHelpWidth(100);
        main.setExecutionExceptionHandler((exception, command, parsed) -> explain(terminal, exception));
        return main.execute(arguments);
    }

    /** The user's mistakes and the machine's troubles are told in a sentence; only our own bugs show where they happened. */
    private static int explain(Terminal terminal, Exception exception) {
        if (exception instanceof ProblemsException || exception instanceof ToMendException) {
            terminal.warn(exception.getMessage());
            return TO_MEND;
        }
        if (exception instanceof UncheckedIOException unchecked) {
            return explain(terminal, unchecked.getCause());
        }
        if (exception instanceof NoSuchFileException missing) {
            terminal.warn("There is no file %s.".formatted(missing.getFile()));
            return TO_MEND;
        }
        if (exception instanceof AccessDeniedException denied) {
            terminal.warn("%s may not be read or written by this user.".formatted(denied.getFile()));
            return TO_MEND;
        }
        if (exception instanceof IOException) {
            terminal.warn(exception.getMessage());
            return TO_MEND;
        }
        terminal.warn("This is a bug in Ansatz; please report it with these lines.");
        var trace = new StringWriter();
        exception.printStackTrace(new PrintWriter(trace)); // checkstyle: a trace for the report, as text
        terminal.warn(trace.toString().stripTrailing());
        return BUG;
    }
}
