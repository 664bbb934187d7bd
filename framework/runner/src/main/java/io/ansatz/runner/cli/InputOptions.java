package io.ansatz.runner.cli;

import io.ansatz.runner.network.Architect;
import io.ansatz.runner.network.Seed;
import java.io.IOException;
import picocli.CommandLine.Option;

/** The inputs that a circuit is looked at with. */
final class InputOptions {

    @Option(
            names = "--inputs",
            paramLabel = "NUMBERS",
            description =
                    "The inputs, such as 0.1,0.2,0.3,0.4; @FILE takes them from a file, - from the standard input."
                            + " Without this they are drawn from the seed, between -pi and pi.")
    private String text;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "What is drawn at random is drawn from this (default: ${DEFAULT-VALUE}).")
    private long value;

    boolean given() {
        return text != null;
    }

    Seed seed() {
        return new Seed(value);
    }

    double[] of(NamedCircuit named) throws ToMendException, IOException {
        if (given()) {
            return Numbers.read(text, named, named.circuit().inputs(), "input", "--inputs");
        }
        return Architect.someInputs(named.circuit(), seed());
    }
}
