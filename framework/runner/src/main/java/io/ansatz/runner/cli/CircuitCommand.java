package io.ansatz.runner.cli;

import io.ansatz.api.circuit.Drawing;
import io.ansatz.api.circuit.OpenQasm;
import io.ansatz.runner.experiment.SimulatorChoice;
import io.ansatz.runner.experiment.Spelling;
import io.ansatz.runner.experiment.Word;
import io.ansatz.runner.network.Architect;
import io.ansatz.simulator.diagnosis.Diagnosis;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at one circuit, without an experiment around it. */
@Command(name = "circuit", description = "Draws, evaluates, exports or inspects one circuit.")
final class CircuitCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Help help;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Say what to do: draw, evaluate, export or inspect CIRCUIT.");
    }

    /** Shows a circuit. */
    @Command(name = "draw", sortOptions = false, description = "Draws a circuit as text or as an SVG picture.")
    static final class Draw implements Callable<Integer> {

        private static final int UNWATCHED = 100;

        private final Terminal terminal;

        @Mixin
        private CircuitOptions options;

        @Option(names = "--svg", description = "Draw a picture instead of text.")
        private boolean svg;

        @Mixin
        private OutputOption output;

        @Mixin
        private Help help;

        Draw(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            try (var workshop = Workshop.open(terminal)) {
                int width = terminal.watched() ? terminal.columns() : UNWATCHED;
                var circuit = workshop.circuit(options).circuit();
                output.write(svg ? new Drawing(circuit).svg() : new Drawing(circuit, width).text() + "\n", terminal);
                return 0;
            }
        }
    }

    /** Says what a circuit gives at one point. */
    @Command(
            name = "evaluate",
            sortOptions = false,
            description =
                    "Runs a circuit once and prints its outputs and their slopes along inputs and weights, as JSON.")
    static final class Evaluate implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private CircuitOptions options;

        @Mixin
        private InputOptions inputs;

        @Mixin
        private WeightsOption weights;

        @Option(
                names = "--simulator",
                paramLabel = "NAME",
                defaultValue = "statevector",
                description = "What runs it: statevector, or the independent strange (default: ${DEFAULT-VALUE}).")
        private String simulator;

        @Mixin
        private OutputOption output;

        @Mixin
        private Help help;

        Evaluate(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            SimulatorChoice.Kind kind = kind();
            try (var workshop = Workshop.open(terminal)) {
                NamedCircuit named = workshop.circuit(options);
                Point point = Point.of(named, inputs, weights);
                var json = new EvaluationJson(
                        named,
                        Architect.simulator(SimulatorChoice.inDouble(kind), named.circuit(), point.seed()),
                        point);
                output.write(json.text(kind), terminal);
                return 0;
            }
        }

        private SimulatorChoice.Kind kind() throws ToMendException {
            SimulatorChoice.Kind[] kinds = SimulatorChoice.Kind.values();
            List<String> words = Arrays.stream(kinds).map(Word::of).toList();
            if (!words.contains(simulator)) {
                throw new ToMendException("There is no simulator '%s'. There are: %s.%s"
                        .formatted(simulator, String.join(", ", words), Spelling.question(simulator, words)));
            }
            return kinds[words.indexOf(simulator)];
        }
    }

    /** Writes a circuit for another program. */
    @Command(
            name = "export",
            sortOptions = false,
            description =
                    "Writes a circuit as OpenQASM: version 3 with a parameter for each input and weight, version 2 with"
                            + " numbers in their places.")
    static final class Export implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private CircuitOptions options;

        @Option(
                names = "--qasm",
                paramLabel = "VERSION",
                defaultValue = "3",
                description = "2 or 3 (default: ${DEFAULT-VALUE}).")
        private String version;

        @Mixin
        private InputOptions inputs;

        @Mixin
        private WeightsOption weights;

        @Mixin
        private OutputOption output;

        @Mixin
        private Help help;

        Export(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            if (!List.of("2", "3").contains(version)) {
                throw new ToMendException("--qasm must be 2 or 3, not '%s'.".formatted(version));
            }
            boolean bound = version.equals("2");
            if (!bound && (inputs.given() || weights.given())) {
                throw new ToMendException(
                        "OpenQASM 3 keeps inputs and weights as parameters; --inputs and --weights go with --qasm 2.");
            }
            try (var workshop = Workshop.open(terminal)) {
                NamedCircuit named = workshop.circuit(options);
                output.write(bound ? version2(named) : new OpenQasm(named.circuit()).version3(), terminal);
                return 0;
            } catch (IllegalArgumentException e) {
                throw new ToMendException(e.getMessage());
            }
        }

        private String version2(NamedCircuit named) throws ToMendException, IOException {
            Point point = Point.of(named, inputs, weights);
            return new OpenQasm(named.circuit()).version2(point.inputs(), point.weights());
        }
    }

    /** Says what a circuit is made of and what it can do. */
    @Command(
            name = "inspect",
            sortOptions = false,
            description =
                    "Counts what a circuit is made of, and estimates from random weights how expressive, entangling and"
                            + " trainable it is.")
    static final class Inspect implements Callable<Integer> {

        private static final int MOST_SAMPLES = 1_000_000;

        private final Terminal terminal;

        @Mixin
        private CircuitOptions options;

        @Mixin
        private InputOptions inputs;

        @Option(
                names = "--samples",
                paramLabel = "NUMBER",
                description = "How many random weights to try (default: up to 2000, as many as take some seconds).")
        private Integer samples;

        @Mixin
        private Help help;

        Inspect(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            if (samples != null && (samples < 2 || samples > MOST_SAMPLES)) {
                throw new ToMendException(
                        "--samples must be between 2 and %d, not %d.".formatted(MOST_SAMPLES, samples));
            }
            try (var workshop = Workshop.open(terminal)) {
                NamedCircuit named = workshop.circuit(options);
                double[] where = inputs.of(named);
                new CircuitSheet(named).lines().forEach(terminal::line);
                terminal.line("");
                OptionalInt asked = samples == null ? OptionalInt.empty() : OptionalInt.of(samples);
                var diagnosis = Diagnosis.of(
                        named.circuit(), where, asked, inputs.seed().value());
                new DiagnosisTable(diagnosis).lines().forEach(terminal::line);
                return 0;
            }
        }
    }
}
