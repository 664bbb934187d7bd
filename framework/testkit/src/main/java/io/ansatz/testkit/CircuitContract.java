package io.ansatz.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.api.circuit.Gate;
import io.ansatz.api.circuit.Readout;
import io.ansatz.simulator.Simulator;
import io.ansatz.simulator.statevector.Precision;
import io.ansatz.simulator.statevector.StatevectorSimulator;
import io.ansatz.simulator.strange.StrangeSimulator;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What every circuit template owes: a name and settings that say what they are for, the same circuit for the same
 * settings, no input and no weight without a gate, outputs in range, and gradients and a referee that agree.
 *
 * <pre>{@code
 * @Test
 * void keepsTheContract() {
 *     CircuitContract.of(new AngleEmbedding()).holds();
 * }
 * }</pre>
 *
 * @param <S> the settings of the template
 */
public final class CircuitContract<S extends Record> {

    /** Strange is slow; beyond this many qubits it would be most of the time of a test. */
    private static final int REFEREE_QUBITS = 6;

    private static final int POINTS = 3;

    /** Central differences with this step are off by about 1e-10. */
    private static final double STEP = 1e-5;

    private static final double GRADIENT_TOLERANCE = 1e-6;
    private static final double REFEREE_TOLERANCE = 1e-5;

    /** Rounding may carry an expectation this far past 1. */
    private static final double ROUNDING = 1e-9;

    private final CircuitTemplate<S> template;
    private final List<S> settings;
    private final Function<Circuit, Simulator> simulator;
    private final Function<Circuit, Simulator> referee;

    CircuitContract(
            CircuitTemplate<S> template,
            List<S> settings,
            Function<Circuit, Simulator> simulator,
            Function<Circuit, Simulator> referee) {
        this.template = template;
        this.settings = settings;
        this.simulator = simulator;
        this.referee = referee;
    }

    /** The contract of this template with its defaults. */
    public static <S extends Record> CircuitContract<S> of(CircuitTemplate<S> template) {
        return new CircuitContract<>(
                template, List.of(template.defaults()), CircuitContract::fast, StrangeSimulator::new);
    }

    /** What experiments train on, in the precision for checking. */
    private static Simulator fast(Circuit circuit) {
        return new StatevectorSimulator(circuit, Precision.DOUBLE, 1);
    }

    /** The same contract, also for these settings. */
    public CircuitContract<S> with(S more) {
        return new CircuitContract<>(
                template, Stream.concat(settings.stream(), Stream.of(more)).toList(), simulator, referee);
    }

    /** Fails with a sentence about the first obligation that the template does not meet. */
    public void holds() {
        new PartContract(template).holds();
        for (S some : settings) {
            holdsFor(some);
        }
    }

    private void holdsFor(S some) {
        String who = "'%s' with %s".formatted(template.name(), some);
        Circuit circuit = template.draw(some);
        // Gates may hold matrices, and arrays compare by identity unless asked to look inside.
        assertThat(template.draw(some))
                .withFailMessage(() -> who + " draws another circuit the second time.")
                .usingRecursiveComparison()
                .withStrictTypeChecking()
                .isEqualTo(circuit);
        everythingIsUsed(who, circuit);
        var random = new SplittableRandom(1);
        for (int point = 0; point < POINTS; point++) {
            double[] inputs = values(random, circuit.inputs(), -Math.PI, Math.PI);
            double[] weights = values(random, circuit.weights(), 0, 2 * Math.PI);
            double[] outputs = simulator.apply(circuit).run(inputs, weights);
            outputsAreInRange(who, circuit, outputs);
            if (circuit.readout().differentiable()) {
                gradientsAreRight(who, circuit, inputs, weights, random);
            }
            if (circuit.qubits() <= REFEREE_QUBITS) {
                assertThat(referee.apply(circuit).run(inputs, weights))
                        .withFailMessage(() -> who + " gives other outputs on Strange.")
                        .containsExactly(outputs, within(REFEREE_TOLERANCE));
            }
        }
    }

    private static void everythingIsUsed(String who, Circuit circuit) {
        Set<Integer> inputs = new HashSet<>();
        Set<Integer> weights = new HashSet<>();
        for (Gate gate : circuit.gates()) {
            gate.angles().forEach(angle -> collect(angle, inputs, weights));
            if (gate instanceof Gate.Amplitudes load) {
                for (int i = 0; i < load.features(); i++) {
                    inputs.add(i);
                }
            }
        }
        for (int i = 0; i < circuit.inputs(); i++) {
            assertThat(inputs)
                    .withFailMessage("%s has an input %d that no gate uses.", who, i)
                    .contains(i);
        }
        for (int i = 0; i < circuit.weights(); i++) {
            assertThat(weights)
                    .withFailMessage("%s has a weight %d that no gate uses.", who, i)
                    .contains(i);
        }
    }

    private static void collect(Angle angle, Set<Integer> inputs, Set<Integer> weights) {
        if (angle instanceof Angle.Input input) {
            inputs.add(input.index());
        } else if (angle instanceof Angle.Weight weight) {
            weights.add(weight.index());
        } else if (angle instanceof Angle.ScaledInput scaled) {
            weights.add(scaled.scale());
            inputs.add(scaled.input());
        } else if (angle instanceof Angle.WeightedInput weighted) {
            weights.add(weighted.scale());
            inputs.add(weighted.input());
            weights.add(weighted.shift());
        }
    }

    private static void outputsAreInRange(String who, Circuit circuit, double[] outputs) {
        assertThat(outputs)
                .withFailMessage("%s promises %d outputs and gives %d.", who, circuit.outputs(), outputs.length)
                .hasSize(circuit.outputs());
        double least = -1;
        double most = 1;
        if (circuit.readout() instanceof Readout.Probabilities probabilities) {
            double sum = Arrays.stream(outputs).sum();
            assertThat(sum)
                    .withFailMessage("%s gives probabilities that sum to %s, not %s.", who, sum, probabilities.scale())
                    .isCloseTo(probabilities.scale(), within(ROUNDING * Math.abs(probabilities.scale())));
            least = Math.min(0, probabilities.scale());
            most = Math.max(0, probabilities.scale());
        } else if (circuit.readout() instanceof Readout.OnesInLikeliest) {
            least = 0;
            most = circuit.qubits();
        }
        for (double output : outputs) {
            assertThat(output)
                    .withFailMessage(
                            "%s gives an output of %s, which is not between %s and %s.", who, output, least, most)
                    .isBetween(least - ROUNDING, most + ROUNDING);
        }
    }

    /** Along one random direction through inputs and weights, because a wrong slope anywhere shows in it. */
    private void gradientsAreRight(
            String who, Circuit circuit, double[] inputs, double[] weights, SplittableRandom random) {
        double[] slopes = values(random, circuit.outputs(), -1, 1);
        double[] inputDirection = values(random, inputs.length, -1, 1);
        double[] weightDirection = values(random, weights.length, -1, 1);
        Simulator running = simulator.apply(circuit);

        var gradient = running.differentiate(1, inputs, weights, slopes);
        double slope = dot(gradient.inputs(), inputDirection) + dot(gradient.weights(), weightDirection);
        double ahead =
                dot(slopes, running.run(moved(inputs, inputDirection, STEP), moved(weights, weightDirection, STEP)));
        double behind =
                dot(slopes, running.run(moved(inputs, inputDirection, -STEP), moved(weights, weightDirection, -STEP)));
        double difference = (ahead - behind) / (2 * STEP);

        assertThat(slope)
                .withFailMessage("%s has a gradient of %s where finite differences give %s.", who, slope, difference)
                .isCloseTo(difference, within(GRADIENT_TOLERANCE * Math.max(1, Math.abs(difference))));
    }

    private static double[] moved(double[] from, double[] direction, double step) {
        var moved = new double[from.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = from[i] + step * direction[i];
        }
        return moved;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] values(SplittableRandom random, int count, double low, double high) {
        var values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextDouble(low, high);
        }
        return values;
    }
}
