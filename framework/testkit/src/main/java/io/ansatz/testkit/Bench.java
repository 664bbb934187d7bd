package io.ansatz.testkit;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Readout;
import io.ansatz.simulator.Simulator;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * One circuit on simulators. What comes out at random samples is held against what must hold for any circuit, against finite
 * differences, and against other simulators.
 */
final class Bench {

    /** Strange is slow: beyond these it would be most of the time of a test. */
    private static final int STRANGE_QUBITS = 6;

    private static final int STRANGE_GATES = 100;

    /** Does not divide into the lanes in which a fast simulator runs samples side by side. */
    static final int SAMPLES = 5;

    /** Central differences with this step are off by about 1e-10. */
    private static final double STEP = 1e-5;

    private static final double SLOPE_TOLERANCE = 1e-6;

    /** Strange computes in float. */
    private static final double REFEREE_TOLERANCE = 1e-5;

    /** Far above the rounding of double precision, far below any mistake. */
    private static final double ROUNDING = 1e-9;

    private final String who;
    private final Circuit circuit;
    private final Simulators simulators;
    private final Simulator simulator;
    private final SplittableRandom random;
    private final double[] weights;
    private final double[][] inputs = new double[SAMPLES][];
    private final double[][] outputs = new double[SAMPLES][];

    /**
     * @param who the part and its settings, as the beginning of a sentence
     * @param seed decides samples and weights
     */
    Bench(String who, Circuit circuit, Simulators simulators, long seed) {
        this.who = who;
        this.circuit = circuit;
        this.simulators = simulators;
        simulator = simulators.examined().apply(circuit);
        random = new SplittableRandom(seed);
        weights = values(circuit.weights(), 0, 2 * Math.PI);
        for (int sample = 0; sample < SAMPLES; sample++) {
            inputs[sample] = values(circuit.inputs(), -Math.PI, Math.PI);
            outputs[sample] = simulator.run(inputs[sample], weights);
        }
    }

    /** There are as many outputs as promised, and each lies where its read-out can lie. */
    void outputsAreInRange() {
        double least = -1;
        double most = 1;
        if (circuit.readout() instanceof Readout.Probabilities probabilities) {
            least = Math.min(0, probabilities.scale());
            most = Math.max(0, probabilities.scale());
        } else if (circuit.readout() instanceof Readout.OnesInLikeliest) {
            least = 0;
            most = circuit.qubits();
        }
        for (double[] some : outputs) {
            Breach.unless(
                    some.length == circuit.outputs(),
                    "%s promises %d outputs and gives %d.",
                    who,
                    circuit.outputs(),
                    some.length);
            if (circuit.readout() instanceof Readout.Probabilities probabilities) {
                double sum = Arrays.stream(some).sum();
                Breach.unless(
                        close(sum, probabilities.scale(), ROUNDING * Math.abs(probabilities.scale())),
                        "%s gives probabilities that sum to %s, not %s.",
                        who,
                        sum,
                        probabilities.scale());
            }
            for (double output : some) {
                Breach.unless(
                        least - ROUNDING <= output && output <= most + ROUNDING,
                        "%s gives an output of %s, which is not between %s and %s.",
                        who,
                        output,
                        least,
                        most);
            }
        }
    }

    /** All basis states together have the probability 1, whatever the circuit measures. */
    void stateIsNormalised() {
        var wires = IntStream.range(0, circuit.qubits()).boxed().toList();
        Simulator everything = simulators
                .examined()
                .apply(new Circuit(
                        circuit.qubits(),
                        circuit.inputs(),
                        circuit.starts(),
                        circuit.gates(),
                        new Readout.Probabilities(wires, 1)));
        for (double[] sample : inputs) {
            double sum = Arrays.stream(everything.run(sample, weights)).sum();
            Breach.unless(
                    close(sum, 1, ROUNDING),
                    "%s ends in a state whose probabilities sum to %s, not 1: a gate or the loading of inputs changes its length.",
                    who,
                    sum);
        }
    }

    /** Samples that run side by side do not see each other. */
    void batchesAreSamples() {
        double[] all = simulator.run(SAMPLES, joined(inputs), weights);
        for (int sample = 0; sample < SAMPLES; sample++) {
            for (int i = 0; i < outputs[sample].length; i++) {
                double together = all[sample * circuit.outputs() + i];
                Breach.unless(
                        close(together, outputs[sample][i], ROUNDING),
                        "%s gives %s as output %d of sample %d in a batch of %d, and %s when the sample is alone.",
                        who,
                        together,
                        i,
                        sample,
                        SAMPLES,
                        outputs[sample][i]);
            }
        }
        if (circuit.readout().differentiable()) {
            slopesOfBatchesAreThoseOfSamples();
        }
    }

    private void slopesOfBatchesAreThoseOfSamples() {
        var slopes = new double[SAMPLES][];
        Arrays.setAll(slopes, sample -> values(circuit.outputs(), -1, 1));
        var all = simulator.differentiate(SAMPLES, joined(inputs), weights, joined(slopes));
        var sums = new double[circuit.weights()];
        for (int sample = 0; sample < SAMPLES; sample++) {
            var alone = simulator.differentiate(1, inputs[sample], weights, slopes[sample]);
            for (int i = 0; i < circuit.inputs(); i++) {
                double together = all.inputs()[sample * circuit.inputs() + i];
                Breach.unless(
                        close(together, alone.inputs()[i], ROUNDING),
                        "%s has a slope of %s along input %d of sample %d in a batch of %d, and of %s when the sample is alone.",
                        who,
                        together,
                        i,
                        sample,
                        SAMPLES,
                        alone.inputs()[i]);
            }
            for (int i = 0; i < sums.length; i++) {
                sums[i] += alone.weights()[i];
            }
        }
        for (int i = 0; i < sums.length; i++) {
            Breach.unless(
                    close(all.weights()[i], sums[i], ROUNDING),
                    "%s has a slope of %s along weight %d for a batch of %d, and slopes that sum to %s for its samples alone.",
                    who,
                    all.weights()[i],
                    i,
                    SAMPLES,
                    sums[i]);
        }
    }

    /** Slopes are those of finite differences, where there are slopes. */
    void slopesAreRight() {
        if (!circuit.readout().differentiable()) {
            return;
        }
        for (double[] sample : inputs) {
            double[] slopes = values(circuit.outputs(), -1, 1);
            var gradient = simulator.differentiate(1, sample, weights, slopes);
            slopesAreRight("input", sample, gradient.inputs(), moved -> dot(slopes, simulator.run(moved, weights)));
            slopesAreRight("weight", weights, gradient.weights(), moved -> dot(slopes, simulator.run(sample, moved)));
        }
    }

    /** Along one random direction, because a wrong slope anywhere shows in it; which one it is, is looked for afterwards. */
    private void slopesAreRight(String along, double[] point, double[] gradient, ToDoubleFunction<double[]> loss) {
        double[] direction = direction(point.length);
        if (close(dot(gradient, direction), difference(loss, point, direction), SLOPE_TOLERANCE)) {
            return;
        }
        var differences = new double[point.length];
        for (int i = 0; i < point.length; i++) {
            var axis = new double[point.length];
            axis[i] = 1;
            differences[i] = difference(loss, point, axis);
        }
        int worst = 0;
        for (int i = 1; i < point.length; i++) {
            double error = Math.abs(gradient[i] - differences[i]);
            if (!(error <= Math.abs(gradient[worst] - differences[worst]))) {
                worst = i;
            }
        }
        throw new Breach("%s has a slope of %s along %s %d where finite differences give %s."
                .formatted(who, gradient[worst], along, worst, differences[worst]));
    }

    private static double difference(ToDoubleFunction<double[]> loss, double[] point, double[] direction) {
        return (loss.applyAsDouble(moved(point, direction, STEP)) - loss.applyAsDouble(moved(point, direction, -STEP)))
                / (2 * STEP);
    }

    void theReadableSimulatorAgrees() {
        Simulator readable = simulators.readable().apply(circuit);
        for (int sample = 0; sample < SAMPLES; sample++) {
            agree("the readable simulator", outputs[sample], readable.run(inputs[sample], weights), ROUNDING);
        }
    }

    boolean fitsStrange() {
        return circuit.qubits() <= STRANGE_QUBITS && circuit.gates().size() <= STRANGE_GATES;
    }

    void strangeAgrees() {
        Simulator strange = simulators.referee().apply(circuit);
        agree("Strange", outputs[0], strange.run(inputs[0], weights), REFEREE_TOLERANCE);
    }

    private void agree(String other, double[] here, double[] there, double tolerance) {
        for (int i = 0; i < here.length; i++) {
            Breach.unless(
                    close(here[i], there[i], tolerance),
                    "%s gives %s as output %d, and %s on %s.",
                    who,
                    here[i],
                    i,
                    there[i],
                    other);
        }
    }

    private double[] values(int count, double low, double high) {
        var values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextDouble(low, high);
        }
        return values;
    }

    /** A random direction of length 1. */
    private double[] direction(int dimensions) {
        double[] direction = values(dimensions, -1, 1);
        double length = Math.sqrt(dot(direction, direction));
        for (int i = 0; i < dimensions; i++) {
            direction[i] /= length;
        }
        return direction;
    }

    private static double[] joined(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    static double[] moved(double[] from, double[] direction, double step) {
        var moved = new double[from.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = from[i] + step * direction[i];
        }
        return moved;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Not a number is close to nothing. */
    private static boolean close(double a, double b, double tolerance) {
        return Math.abs(a - b) <= tolerance;
    }
}
