package io.ansatz.runner.cli;

import io.ansatz.runner.network.Architect;
import io.ansatz.runner.network.Seed;
import java.io.IOException;
import picocli.CommandLine.Option;

/** The weights that a circuit is looked at with. */
final class WeightsOption {

    @Option(
            names = "--weights",
            paramLabel = "NUMBERS",
            description =
                    "The weights, written in the same ways. Without this they are those from which training with the seed"
                            + " starts.")
    private String text;

    boolean given() {
        return text != null;
    }

    double[] of(NamedCircuit named, Seed seed) throws ToMendException, IOException {
        return given()
                ? Numbers.read(text, named, named.circuit().weights(), "weight", "--weights")
                : Architect.firstWeights(named.circuit(), seed);
    }
}
