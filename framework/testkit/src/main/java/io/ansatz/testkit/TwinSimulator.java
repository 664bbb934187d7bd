package io.ansatz.testkit;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.simulator.PlainSimulator;
import io.ansatz.simulator.Simulator;
import io.ansatz.simulator.statevector.Precision;
import io.ansatz.simulator.statevector.StatevectorSimulator;

/**
 * The readable simulator and the fast one as one: both are asked, in double precision, and must agree. What a test finds
 * out about a circuit then holds for what experiments train on.
 */
public final class TwinSimulator implements Simulator {

    /** Far above rounding, far below any mistake. */
    private static final double TOLERANCE = 1e-11;

    private final Simulator plain;
    private final Simulator fast;

    public TwinSimulator(Circuit circuit) {
        this(new PlainSimulator(circuit), new StatevectorSimulator(circuit, Precision.DOUBLE, 1));
    }

    TwinSimulator(Simulator plain, Simulator fast) {
        this.plain = plain;
        this.fast = fast;
    }

    @Override
    public Circuit circuit() {
        return plain.circuit();
    }

    @Override
    public double[] run(int batch, double[] inputs, double[] weights) {
        double[] outputs = plain.run(batch, inputs, weights);
        agree("output", fast.run(batch, inputs, weights), outputs);
        return outputs;
    }

    @Override
    public Gradient differentiate(int batch, double[] inputs, double[] weights, double[] slopes) {
        Gradient gradient = plain.differentiate(batch, inputs, weights, slopes);
        Gradient other = fast.differentiate(batch, inputs, weights, slopes);
        agree("slope along input", other.inputs(), gradient.inputs());
        agree("slope along weight", other.weights(), gradient.weights());
        return gradient;
    }

    private static void agree(String what, double[] fast, double[] plain) {
        for (int i = 0; i < plain.length; i++) {
            Breach.unless(
                    Math.abs(fast[i] - plain[i]) <= TOLERANCE,
                    "The %s %d is %s on the fast simulator, and %s on the readable one.",
                    what,
                    i,
                    fast[i],
                    plain[i]);
        }
    }
}
