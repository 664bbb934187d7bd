package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.runner.experiment.Schedule;
import io.ansatz.runner.experiment.Selection;
import io.ansatz.runner.experiment.Training;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

class ClippingTest {

    private static final int IMAGES = 6;

    /** With running statistics, a part that is frozen and does not move, and something in front of it that learns. */
    private static final Blueprint BLUEPRINT =
            new Blueprint(Trunks.residual(), Set.of("narrow"), Scaling.TANH_PI, new Block.Identity(3), List.of(8), 2);

    @ParameterizedTest
    @EnumSource(names = {"ONEDNN", "DEEPLEARNING4J"})
    void theWholeGradientIsShortenedTogether(EngineChoice engine) {
        double length = lengthOfTheGradient(engine);
        Map<String, float[]> free = steps(engine, Optional.empty());

        for (double most : new double[] {length / 1000, length / 2}) {
            Map<String, float[]> clipped = steps(engine, Optional.of(most));

            double share = most / (length + 1e-6);
            free.forEach((name, step) -> {
                for (int i = 0; i < step.length; i++) {
                    // Steps are differences of values, which are at most 1, in float.
                    assertThat(clipped.get(name)[i]).as(name).isCloseTo((float) (share * step[i]), within(2e-7f));
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ONEDNN", "DEEPLEARNING4J"})
    void aGradientThatIsShortEnoughIsLeftAlone(EngineChoice engine) {
        Map<String, float[]> free = steps(engine, Optional.empty());
        Map<String, float[]> clipped = steps(engine, Optional.of(1.01 * lengthOfTheGradient(engine)));

        free.forEach((name, step) -> assertThat(clipped.get(name)).as(name).isEqualTo(step));
    }

    /** How far each value that learns goes in one step of descent at rate 1. */
    private static Map<String, float[]> steps(EngineChoice engine, Optional<Double> clip) {
        var settings = new Training(
                1,
                IMAGES,
                Training.Optimizer.SGD,
                1,
                0,
                0,
                new Schedule.Constant(),
                Training.Loss.plain(),
                clip,
                Optional.empty(),
                Selection.LOSS,
                List.of());
        try (var network = new HybridNetwork(BLUEPRINT, Engine.prepare(engine), settings, 7)) {
            network.restore(SampleNetwork.values(network.values()));
            Map<String, float[]> before = network.values();
            float[] images = SampleNetwork.floats(SampleNetwork.images(BLUEPRINT.trunk(), IMAGES));
            network.learn(IMAGES, images, SampleNetwork.labels(IMAGES));
            Map<String, float[]> steps = network.values();
            steps.keySet().removeIf(name -> name.contains("running"));
            steps.forEach((name, after) -> {
                for (int i = 0; i < after.length; i++) {
                    after[i] = before.get(name)[i] - after[i];
                }
            });
            return steps;
        }
    }

    /** Of the mean over the images, over all that learns; taken from an equal network that has not stepped. */
    private static double lengthOfTheGradient(EngineChoice engine) {
        try (var network = new HybridNetwork(BLUEPRINT, Engine.prepare(engine), 1, 7)) {
            network.restore(SampleNetwork.values(network.values()));
            SampleNetwork.differentiate(network, SampleNetwork.data(BLUEPRINT.trunk(), IMAGES, DataType.FLOAT));
            double squares = 0;
            for (Parameter parameter : network.parameters()) {
                String name = parameter.name();
                if (!name.contains("running") && !name.startsWith("trunk.narrow.")) {
                    for (float slope : Slopes.of(network, parameter)) {
                        squares += (double) slope * slope;
                    }
                }
            }
            return Math.sqrt(squares) / IMAGES;
        }
    }
}
