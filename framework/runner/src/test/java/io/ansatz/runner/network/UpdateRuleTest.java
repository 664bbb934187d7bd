package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.runner.experiment.Schedule;
import io.ansatz.runner.experiment.Selection;
import io.ansatz.runner.experiment.Training;
import io.ansatz.runner.experiment.Training.Optimizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateRuleTest {

    private static final int COUNT = 100;
    private static final double DECAY = 0.3;

    @ParameterizedTest
    @CsvSource({
        "ADAM, 0, 0",
        "ADAM, 0, 0.3",
        "ADAMW, 0, 0",
        "ADAMW, 0, 0.3",
        "SGD, 0, 0",
        "SGD, 0, 0.3",
        "SGD, 0.9, 0",
        "SGD, 0.9, 0.3"
    })
    void stepsAreThoseOfTorch(Optimizer optimizer, double momentum, double decay) {
        UpdateRule rule = UpdateRule.of(settings(optimizer, momentum, decay));
        var torch = new Torch(optimizer, momentum, decay);
        var random = new SplittableRandom(1);
        var values = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
            torch.values[i] = values[i];
        }
        var memories = new float[rule.memories()][COUNT];
        for (int number = 1; number <= 20; number++) {
            // Rates change from step to step, as a schedule makes them.
            double rate = 0.1 / number;
            var slopes = new float[COUNT];
            var same = new double[COUNT];
            for (int i = 0; i < COUNT; i++) {
                slopes[i] = (float) (random.nextDouble(-1, 1) * Math.pow(10, random.nextInt(-6, 2)));
                same[i] = slopes[i];
            }
            torch.step(number, rate, same);

            rule.step(number, rate).take(COUNT, slopes, values, memories);

            for (int i = 0; i < COUNT; i++) {
                values[i] -= slopes[i];
                // Twenty steps of a few roundings each; slopes reach 10, sums of them 100.
                assertThat(values[i]).isCloseTo((float) torch.values[i], within(2e-5f));
            }
        }
    }

    /** torch.optim in double, after its single-tensor implementations. */
    private static final class Torch {

        private final Optimizer optimizer;
        private final double momentum;
        private final double decay;
        private final double[] values = new double[COUNT];
        private final double[] first = new double[COUNT];
        private final double[] second = new double[COUNT];

        Torch(Optimizer optimizer, double momentum, double decay) {
            this.optimizer = optimizer;
            this.momentum = momentum;
            this.decay = decay;
        }

        void step(int number, double rate, double[] slopes) {
            for (int i = 0; i < COUNT; i++) {
                double slope = slopes[i];
                if (optimizer == Optimizer.ADAMW) {
                    values[i] *= 1 - rate * decay;
                } else {
                    slope += decay * values[i];
                }
                if (optimizer == Optimizer.SGD) {
                    first[i] = number == 1 ? slope : momentum * first[i] + slope;
                    values[i] -= rate * (momentum == 0 ? slope : first[i]);
                } else {
                    first[i] += (slope - first[i]) * (1 - 0.9);
                    second[i] = second[i] * 0.999 + slope * slope * (1 - 0.999);
                    double size = rate / (1 - Math.pow(0.9, number));
                    double root = Math.sqrt(second[i]) / Math.sqrt(1 - Math.pow(0.999, number)) + 1e-8;
                    values[i] -= size * first[i] / root;
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ONEDNN", "DEEPLEARNING4J"})
    void whatLearnsDecaysAndNothingElse(EngineChoice engine) {
        var frozen = new Block.Quantum(ProductSimulator.onQubits(4)).asFrozen();
        var blueprint = new Blueprint(Trunks.residual(), Set.of("narrow"), Scaling.TANH_PI, frozen, List.of(6), 2);
        try (var still = new HybridNetwork(blueprint, Engine.prepare(engine), settings(Optimizer.ADAMW, 0, 0), 7);
                var decaying =
                        new HybridNetwork(blueprint, Engine.prepare(engine), settings(Optimizer.ADAMW, 0, DECAY), 7)) {
            Map<String, float[]> before = still.values();
            learn(still);
            learn(decaying);

            Map<String, float[]> one = still.values();
            Map<String, float[]> other = decaying.values();
            before.forEach((name, values) -> {
                boolean kept =
                        name.contains("running") || name.startsWith("trunk.narrow.") || name.startsWith("circuit");
                for (int i = 0; i < values.length; i++) {
                    // The first slopes are the same in both.
                    float expected = kept ? 0 : (float) (-0.1 * DECAY * values[i]);
                    assertThat(other.get(name)[i] - one.get(name)[i])
                            .as(name)
                            .isCloseTo(expected, within(kept ? 0 : 5e-7f));
                    if (name.startsWith("trunk.narrow.") || name.startsWith("circuit")) {
                        assertThat(other.get(name)[i]).as(name).isEqualTo(values[i]);
                    }
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.9})
    void aNetworkTakesItsFirstStepOfDescentAlongItsSlopes(double momentum) {
        var blueprint = new Blueprint(Trunks.tiny(), Scaling.NONE, new Block.Identity(2), List.of(), 2);
        var settings = settings(Optimizer.SGD, momentum, 0);
        try (var network = new HybridNetwork(blueprint, Engine.prepare(EngineChoice.AUTO), settings, 7)) {
            Map<String, float[]> before = network.values();
            network.setRate(0.5);
            learn(network);

            for (Parameter parameter : network.parameters()) {
                float[] moved = Slopes.of(network, parameter);
                if (!parameter.name().contains("running")) {
                    float[] after = network.values().get(parameter.name());
                    for (int i = 0; i < after.length; i++) {
                        // What was the gradient has become the step.
                        assertThat(after[i]).isEqualTo(before.get(parameter.name())[i] - moved[i]);
                    }
                }
            }
            assertThat(network.state().updater())
                    .hasSize(momentum == 0 ? 0 : (int) network.blueprint().parameters());
        }
    }

    private static void learn(HybridNetwork network) {
        var random = new SplittableRandom(3);
        int size = network.blueprint().trunk().input().size();
        var images = new float[4 * size];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextDouble();
        }
        network.learn(4, images, new int[] {0, 1, 1, 0});
    }

    private static Training settings(Optimizer optimizer, double momentum, double decay) {
        return new Training(
                1,
                4,
                optimizer,
                0.1,
                momentum,
                decay,
                new Schedule.Constant(),
                Training.Loss.plain(),
                Optional.empty(),
                Optional.empty(),
                Selection.LOSS,
                List.of());
    }
}
