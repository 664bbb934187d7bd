package io.ansatz.runner.cli;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.simulator.diagnosis.EntanglingCapability;
import io.ansatz.simulator.diagnosis.Expressibility;
import io.ansatz.simulator.diagnosis.GradientVariance;
import io.ansatz.simulator.statevector.Precision;
import io.ansatz.simulator.statevector.StatevectorSimulator;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** What random weights tell about a circuit, for reading. */
final class DiagnosisTable {

    /** Fewer tell too little to be worth a table that nobody asked for. */
    private static final int FEWEST = 100;

    private static final int MOST = 2000;

    /** Amplitudes times gates that a table may cost where nobody said how many samples: some seconds. */
    private static final double AFFORDABLE = 4e8;

    /** A pair of states, a state, and a gradient cost about as much as this many states. */
    private static final int STATES = 8;

    /** With more qubits, nearly all evenly spread states differ so much that they fall into the first bin. */
    private static final int MOST_TOLD_APART = 8;

    /** What is smaller is 0 but for rounding. */
    private static final double ROUNDING = 1e-15;

    private final Circuit circuit;
    private final double[] inputs;
    private final long seed;

    DiagnosisTable(Circuit circuit, double[] inputs, long seed) {
        this.circuit = circuit;
        this.inputs = inputs;
        this.seed = seed;
    }

    /** @param asked how many samples to take; without this as many as some seconds allow */
    List<String> lines(OptionalInt asked) {
        if (circuit.weights() == 0) {
            return List.of("Without weights there is nothing to be expressive with and nothing to train.");
        }
        int samples = asked.orElseGet(this::affordable);
        if (asked.isEmpty() && samples < FEWEST) {
            return List.of("Expressibility and the like are left out, as they take long for a circuit of this size;"
                    + " --samples 1000 asks for them.");
        }
        var table = new Table("with random weights", "value", "samples", "meaning");
        addExpressibility(table, samples);
        addEntanglement(table, samples);
        addGradients(table, samples);
        return table.lines();
    }

    private int affordable() {
        double each = (double) STATES * circuit.gates().size() * (1L << circuit.qubits());
        return (int) Math.min(MOST, AFFORDABLE / each);
    }

    private void addExpressibility(Table table, int samples) {
        var expressibility = Expressibility.of(circuit, inputs, samples, seed);
        String meaning = circuit.qubits() > MOST_TOLD_APART
                ? "divergence from evenly spread states, which says little for more than %d qubits"
                        .formatted(MOST_TOLD_APART)
                : "divergence from evenly spread states, best is 0; about %s of it for lack of samples"
                        .formatted(number(expressibility.bias()));
        table.row("expressibility", number(expressibility.divergence()), Integer.toString(samples), meaning);
    }

    private void addEntanglement(Table table, int samples) {
        var capability = EntanglingCapability.of(circuit, inputs, samples, seed);
        table.row(
                "entangling capability",
                number(capability.mean()),
                Integer.toString(samples),
                "mean Q, 0 for product states and 1 for GHZ; standard error %s".formatted(number(capability.error())));
    }

    private void addGradients(Table table, int samples) {
        if (!circuit.readout().differentiable()) {
            table.row("gradient variance", "-", "-", "the read-out has no gradient");
            return;
        }
        var variance =
                GradientVariance.of(new StatevectorSimulator(circuit, Precision.DOUBLE, 1), inputs, 0, samples, seed);
        double[] variances =
                Arrays.stream(variance.variances()).map(DiagnosisTable::cleaned).toArray();
        var byWeight = new ArrayList<Integer>();
        for (int i = 0; i < variances.length; i++) {
            byWeight.add(i);
        }
        byWeight.sort((a, b) -> Double.compare(variances[a], variances[b]));
        int least = byWeight.get(0);
        int most = byWeight.get(variances.length - 1);
        table.row(
                "gradient variance",
                number(variance.mean()),
                Integer.toString(samples),
                "of the first output, mean over the weights; from %s for w%d to %s for w%d"
                        .formatted(number(variances[least]), least, number(variances[most]), most));
    }

    private static double cleaned(double value) {
        return Math.abs(value) < ROUNDING ? 0 : value;
    }

    /** Three significant digits. */
    private static String number(double value) {
        if (cleaned(value) == 0) {
            return "0";
        }
        if (Math.abs(value) < 1e-4) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        return new BigDecimal(value).round(new MathContext(3)).toPlainString();
    }
}
