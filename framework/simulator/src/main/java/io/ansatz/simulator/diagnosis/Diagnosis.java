package io.ansatz.simulator.diagnosis;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.simulator.statevector.Precision;
import io.ansatz.simulator.statevector.StatevectorSimulator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How expressive, entangling and trainable a circuit is, estimated from random weights at one point of its inputs.
 *
 * @param estimates empty where there is nothing to estimate, or where that would take long
 * @param remark why there are none; empty where there are
 */
public record Diagnosis(List<Estimate> estimates, String remark) {

    /** Fewer tell too little to be worth estimates that nobody asked for. */
    private static final int FEWEST = 100;

    private static final int MOST = 2000;

    /** Amplitudes times gates that estimates may cost where nobody said how many samples: some seconds. */
    private static final double AFFORDABLE = 4e8;

    /** A pair of states, a state, and a gradient cost about as much as this many states. */
    private static final int STATES = 8;

    /** With more qubits, nearly all evenly spread states differ so much that they fall into the first bin. */
    private static final int MOST_TOLD_APART = 8;

    public Diagnosis {
        estimates = List.copyOf(estimates);
    }

    /**
     * Looks at a circuit; the same seed gives the same estimates.
     *
     * @param asked how many samples to take; without this as many as some seconds allow
     */
    public static Diagnosis of(Circuit circuit, double[] inputs, OptionalInt asked, long seed) {
        if (circuit.weights() == 0) {
            return without("Without weights there is nothing to be expressive with and nothing to train.");
        }
        int samples = asked.orElseGet(() -> affordable(circuit));
        if (asked.isEmpty() && samples < FEWEST) {
            return without("Expressibility and the like are left out, as they take long for a circuit of this size;"
                    + " ansatz circuit inspect with --samples 1000 estimates them.");
        }
        return new Diagnosis(
                List.of(
                        expressibility(circuit, inputs, samples, seed),
                        entanglement(circuit, inputs, samples, seed),
                        gradients(circuit, inputs, samples, seed)),
                "");
    }

    private static Diagnosis without(String remark) {
        return new Diagnosis(List.of(), remark);
    }

    private static int affordable(Circuit circuit) {
        double each = (double) STATES * circuit.gates().size() * (1L << circuit.qubits());
        return (int) Math.min(MOST, AFFORDABLE / each);
    }

    private static Estimate expressibility(Circuit circuit, double[] inputs, int samples, long seed) {
        var expressibility = Expressibility.of(circuit, inputs, samples, seed);
        String meaning = circuit.qubits() > MOST_TOLD_APART
                ? "divergence from evenly spread states, which says little for more than %d qubits"
                        .formatted(MOST_TOLD_APART)
                : "divergence from evenly spread states, best is 0; about %s of it for lack of samples"
                        .formatted(Estimate.number(expressibility.bias()));
        return Estimate.of("expressibility", expressibility.divergence(), expressibility.error(), samples, meaning);
    }

    private static Estimate entanglement(Circuit circuit, double[] inputs, int samples, long seed) {
        var capability = EntanglingCapability.of(circuit, inputs, samples, seed);
        return Estimate.of(
                "entangling capability",
                capability.mean(),
                capability.error(),
                samples,
                "mean Q, 0 for product states and 1 for GHZ");
    }

    private static Estimate gradients(Circuit circuit, double[] inputs, int samples, long seed) {
        if (!circuit.readout().differentiable()) {
            return Estimate.missing("gradient variance", "the read-out has no gradient");
        }
        var variance =
                GradientVariance.of(new StatevectorSimulator(circuit, Precision.DOUBLE, 1), inputs, 0, samples, seed);
        double[] variances =
                Arrays.stream(variance.variances()).map(Estimate::cleaned).toArray();
        List<Integer> byVariance = IntStream.range(0, variances.length)
                .boxed()
                .sorted(Comparator.comparingDouble(weight -> variances[weight]))
                .toList();
        int least = byVariance.get(0);
        int most = byVariance.get(variances.length - 1);
        return Estimate.of(
                "gradient variance",
                variance.mean(),
                variance.error(),
                samples,
                "of the first output, mean over the weights; from %s for w%d to %s for w%d"
                        .formatted(Estimate.number(variances[least]), least, Estimate.number(variances[most]), most));
    }
}
