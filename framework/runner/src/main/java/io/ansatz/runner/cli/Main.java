package io.ansatz.runner.cli;

import io.ansatz.runner.experiment.ProblemsException;
import io.ansatz.runner.experiment.Spelling;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. */
@Command(
        name = "ansatz",
        versionProvider = Version.class,
        sortOptions = false,
        description =
                "Runs hybrid quantum-classical image-classification experiments beside their classical controls, from one YAML file.",
        footer = {
            "",
            "Start with:  ansatz run experiments/hello.yaml",
            "",
            "Exit codes: 0 all is done, 1 a trial is not, 2 something must be mended first, 70 a bug in Ansatz."
        })
public final class Main implements Callable<Integer> {

    static final int TO_MEND = 2;
    private static final int BUG = 70;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Help help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Shows the version.")
    private boolean versionAsked;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return TO_MEND;
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
                .addSubcommand(new CompareCommand(terminal))
                .addSubcommand(new UiCommand(terminal))
                .addSubcommand(new SyncCommand(terminal, System.getenv()))
                .addSubcommand(new DiffCommand(terminal))
                .addSubcommand(new ReproduceCommand(terminal))
                .addSubcommand(new ClaimCommand(terminal))
                .addSubcommand(new PlanCommand(terminal))
                .addSubcommand(new ValidateCommand(terminal))
                .addSubcommand(new CheckCommand(terminal))
                .addSubcommand(new CommandLine(new ConfigCommand()).addSubcommand(new ConfigCommand.Show(terminal)))
                .addSubcommand(new CommandLine(new DataCommand())
                        .addSubcommand(new DataCommand.ListAll(terminal))
                        .addSubcommand(new DataCommand.Describe(terminal))
                        .addSubcommand(new DataCommand.Fetch(terminal))
                        .addSubcommand(new DataCommand.Check(terminal)))
                .addSubcommand(new CommandLine(new PluginsCommand())
                        .addSubcommand(new PluginsCommand.ListAll(terminal))
                        .addSubcommand(new PluginsCommand.Describe(terminal))
                        .addSubcommand(new PluginsCommand.Verify(terminal))
                        .addSubcommand(new PluginsCommand.New(terminal)))
                .addSubcommand(new CommandLine(new CircuitCommand())
                        .addSubcommand(new CircuitCommand.Draw(terminal))
                        .addSubcommand(new CircuitCommand.Evaluate(terminal))
                        .addSubcommand(new CircuitCommand.Export(terminal))
                        .addSubcommand(new CircuitCommand.Inspect(terminal)));
        // A word such as @values.txt is for the command to read.
        main.setExpandAtFiles(false);
        main.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        main.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        main.setUsageHelpAutoWidth(false);
        main.setUsageHelpWidth(100);
        main.setParameterExceptionHandler((exception, words) -> correct(terminal, exception));
        main.setExecutionExceptionHandler((exception, command, parsed) -> explain(terminal, exception));
        try {
            return main.execute(arguments);
        } catch (Error e) {
            return explain(terminal, e);
        }
    }

    /** Says what is wrong with the words on the command line. */
    private static int correct(Terminal terminal, ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String message = exception.getMessage();
        if (exception instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            Set<String> commands = command.getSubcommands().keySet();
            if (unmatched.isUnknownOption()) {
                var options = command.getCommandSpec().optionsMap().keySet();
                message = "%s has no option %s.%s".formatted(name, word, Spelling.question(word, options));
            } else if (commands.isEmpty()) {
                message = "%s has no use for '%s'.".formatted(name, word);
            } else {
                message = "%s has no command '%s'. It has %s.%s"
                        .formatted(name, word, String.join(", ", commands), Spelling.question(word, commands));
            }
        } else if (exception instanceof MissingParameterException missing) {
            ArgSpec what = missing.getMissing().get(0);
            message = what.isOption()
                    ? "%s needs a %s behind it.".formatted(((OptionSpec) what).longestName(), what.paramLabel())
                    : "%s needs a %s.".formatted(name, what.paramLabel());
        } else if (exception.getArgSpec() instanceof OptionSpec option && isWhole(option)) {
            message = "%s must be a whole number, not '%s'.".formatted(option.longestName(), exception.getValue());
        }
        terminal.warn(message);
        terminal.warn("%s --help shows what there is.".formatted(name));
        return TO_MEND;
    }

    private static boolean isWhole(OptionSpec option) {
        Class<?> type = option.typeInfo().isOptional()
                ? option.auxiliaryTypes()[option.auxiliaryTypes().length - 1]
                : option.type();
        return type == Integer.class || type == int.class || type == Long.class || type == long.class;
    }

    /** The user's mistakes and the machine's troubles are told in a sentence; only our own bugs show where they happened. */
    private static int explain(Terminal terminal, Throwable failure) {
        if (failure instanceof UncheckedIOException unchecked) {
            return explain(terminal, unchecked.getCause());
        }
        if (failure instanceof ProblemsException || failure instanceof ToMendException) {
            terminal.warn(failure.getMessage());
            return TO_MEND;
        }
        if (failure instanceof NoSuchFileException missing) {
            terminal.warn("There is no file %s.".formatted(missing.getFile()));
            return TO_MEND;
        }
        if (failure instanceof AccessDeniedException denied) {
            terminal.warn("%s may not be read or written by this user.".formatted(denied.getFile()));
            return TO_MEND;
        }
        if (failure instanceof IOException) {
            terminal.warn(failure.getMessage() == null ? failure.toString() : failure.getMessage());
            return TO_MEND;
        }
        if (failure instanceof OutOfMemoryError) {
            terminal.warn("""
                    Java ran out of memory: %s.
                    Maybe ANSATZ_JAVA_OPTIONS=-Xmx4g gives it enough.""".formatted(failure.getMessage()));
            return TO_MEND;
        }
        terminal.warn("This is a bug in Ansatz or in a plugin; please report it with these lines.");
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace)); // checkstyle: a trace for the report, as text
        terminal.warn(trace.toString().stripTrailing());
        return BUG;
    }
}
