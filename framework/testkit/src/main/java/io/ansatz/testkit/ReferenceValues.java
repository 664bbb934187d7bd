package io.ansatz.testkit;

import io.ansatz.api.circuit.Circuit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Outputs and gradients of a circuit that another simulator computed, from a file of JSON: {@code inputs} and
 * {@code outputs}, a row for each sample; {@code weights}, shared by the samples; and {@code grad_inputs} and
 * {@code grad_weights} of the loss that sums {@code loss_weights[k] * outputs[b][k]}. Arrays may be nested as one likes.
 */
public final class ReferenceValues {

    /** Two simulators in double precision differ by their rounding. */
    private static final double ROUNDING = 1e-12;

    private final Path file;
    private final String json;

    private ReferenceValues(Path file, String json) {
        this.file = file;
        this.json = json;
    }

    /** Reads the file. */
    public static ReferenceValues read(Path file) throws IOException {
        return new ReferenceValues(file, Files.readString(file));
    }

    /** Fails unless the circuit gives these outputs and gradients. */
    public void holdFor(Circuit circuit) {
        var simulator = new TwinSimulator(circuit);
        double[] inputs = numbers("inputs");
        double[] weights = numbers("weights");
        double[] lossWeights = numbers("loss_weights");
        double[] outputs = numbers("outputs");
        var slopes = new double[outputs.length];
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = lossWeights[i % lossWeights.length];
        }
        int batch = outputs.length / lossWeights.length;

        agree("outputs", simulator.run(batch, inputs, weights), outputs);
        var gradient = simulator.differentiate(batch, inputs, weights, slopes);
        agree("grad_inputs", gradient.inputs(), numbers("grad_inputs"));
        agree("grad_weights", gradient.weights(), numbers("grad_weights"));
    }

    private void agree(String name, double[] actual, double[] expected) {
        Breach.unless(
                actual.length == expected.length,
                "%s has %d numbers in '%s', and the circuit gives %d.",
                file.getFileName(),
                expected.length,
                name,
                actual.length);
        for (int i = 0; i < expected.length; i++) {
            Breach.unless(
                    Math.abs(actual[i] - expected[i]) <= ROUNDING,
                    "%s has %s as number %d of '%s', and the circuit gives %s.",
                    file.getFileName(),
                    expected[i],
                    i,
                    name,
                    actual[i]);
        }
    }

    /** All numbers of an array, row by row. Nothing else stands in these files, so no parser is needed. */
    private double[] numbers(String name) {
        Matcher array = Pattern.compile("\"%s\"\\s*:\\s*\\[([^\"{}]*)\\]".formatted(name))
                .matcher(json);
        Breach.unless(array.find(), "%s has no array '%s'.", file.getFileName(), name);
        return Pattern.compile("[^\\[\\],\\s]+")
                .matcher(array.group(1))
                .results()
                .mapToDouble(number -> Double.parseDouble(number.group()))
                .toArray();
    }
}
