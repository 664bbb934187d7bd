package io.ansatz.simulator.diagnosis;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.simulator.statevector.Precision;
import io.ansatz.simulator.statevector.StatevectorSimulator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Weights that look trainable and are not: whatever their value, no output changes, as with a rotation about Z right
 * before a read-out of Z. Found numerically: a weight is dead when its slope vanishes at a few random points, for random
 * slopes along the outputs. The points are fixed, so the answer is the same every time.
 *
 * <p>The cost is that of a few gradients on {@link StatevectorSimulator}, in double precision.
 */
public final class DeadAngles {

    private static final int POINTS = 3;

    /** Far above rounding, far below the slopes of any circuit small enough to be simulated. */
    private static final double FLAT = 1e-10;

    private DeadAngles() {}

    /** The indices of the dead weights, in order. Without a gradient nothing can be trained, so then all are dead. */
    public static List<Integer> of(Circuit circuit) {
        var steepest = new double[circuit.weights()];
        if (circuit.readout().differentiable()) {
            var simulator = new StatevectorSimulator(circuit, Precision.DOUBLE, 1);
            var random = new SplittableRandom(7);
            for (int point = 0; point < POINTS; point++) {
                double[] inputs = draw(random, circuit.inputs());
                double[] weights = draw(random, circuit.weights());
                double[] slopes = draw(random, circuit.outputs());
                double[] gradient =
                        simulator.differentiate(1, inputs, weights, slopes).weights();
                for (int i = 0; i < steepest.length; i++) {
                    steepest[i] = Math.max(steepest[i], Math.abs(gradient[i]));
                }
            }
        }
        return IntStream.range(0, steepest.length)
                .filter(i -> steepest[i] < FLAT)
                .boxed()
                .toList();
    }

    /** How many weights can change an output. */
    public static int effectiveWeights(Circuit circuit) {
        return circuit.weights() - of(circuit).size();
    }

    private static double[] draw(SplittableRandom random, int count) {
        var values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextDouble(0.3, 2.8);
        }
        return values;
    }
}
