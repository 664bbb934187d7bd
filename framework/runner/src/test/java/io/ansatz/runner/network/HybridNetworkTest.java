package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Operation.MaxPool;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Scaling;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class HybridNetworkTest {

    private static final Block QUANTUM = new Block.Quantum(ProductSimulator.onQubits(4));

    @Test
    void aHybridAndItsControlsStartFromIdenticalCommonValues() {
        Map<String, float[]> hybrid = valuesOf(QUANTUM, 7);
        Map<String, float[]> mlp = valuesOf(new Block.Mlp(4, 3, 4, true, true), 7);
        Map<String, float[]> identity = valuesOf(new Block.Identity(4), 7);

        assertThat(identity.keySet())
                .containsExactly(
                        "trunk.conv.weight",
                        "trunk.conv.bias",
                        "trunk.norm.weight",
                        "trunk.norm.bias",
                        "trunk.norm.running_mean",
                        "trunk.norm.running_var",
                        "project.weight",
                        "project.bias",
                        "head.0.weight",
                        "head.0.bias",
                        "classes.weight",
                        "classes.bias");
        identity.forEach((name, values) -> {
            assertThat(hybrid.get(name)).as(name).isEqualTo(values);
            assertThat(mlp.get(name)).as(name).isEqualTo(values);
        });
        assertThat(hybrid).hasSize(identity.size() + 1).containsKey("circuit.weights");
        assertThat(mlp)
                .hasSize(identity.size() + 4)
                .containsKeys("mlp.0.weight", "mlp.0.bias", "mlp.1.weight", "mlp.1.bias");
    }

    @Test
    void aNetworkGoesOnFromAStateToTheLastBit() {
        for (EngineChoice engine : List.of(EngineChoice.AUTO, EngineChoice.DEEPLEARNING4J)) {
            try (var network = network(engine, 7);
                    var other = network(engine, 8)) {
                learn(network, 5);
                NetworkState state = network.state();
                assertThat(state.steps()).isEqualTo(5);
                learn(network, 5);

                other.resume(state);
                learn(other, 5);

                network.values()
                        .forEach((name, values) ->
                                assertThat(other.values().get(name)).as(name).isEqualTo(values));
                assertThat(other.state().updater()).isEqualTo(network.state().updater());
                assertThat(other.circuitEvaluations()).isEqualTo(network.circuitEvaluations());
            }
        }
    }

    @Test
    void theStateOfAnotherNetworkIsRefused() {
        var identity = new Blueprint(Trunks.tiny(), Scaling.TANH_PI, new Block.Identity(4), List.of(), 2);
        var mlp = new Blueprint(Trunks.tiny(), Scaling.TANH_PI, new Block.Mlp(4, 3, 4, true, true), List.of(), 2);
        try (var network = new HybridNetwork(mlp, 0.1, 7);
                var other = new HybridNetwork(identity, 0.1, 7)) {
            NetworkState state = other.state();
            int mine = network.state().updater().length;

            assertThatThrownBy(() -> network.resume(state))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The updater remembers %d values, not %d.".formatted(mine, state.updater().length));
            var renamed = new NetworkState(state.values(), network.state().updater(), 1, 0, 0);
            assertThatThrownBy(() -> network.resume(renamed))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The state has no 'mlp.0.weight'.");
        }
    }

    private static HybridNetwork network(EngineChoice engine, long seed) {
        return new HybridNetwork(
                new Blueprint(Trunks.tiny(), Scaling.TANH_PI, QUANTUM, List.of(6), 2),
                Engine.prepare(engine),
                0.1,
                seed);
    }

    private static void learn(HybridNetwork network, int steps) {
        var random = new SplittableRandom(3);
        for (int step = 0; step < steps; step++) {
            var images = new float[4 * 42];
            for (int i = 0; i < images.length; i++) {
                images[i] = (float) random.nextDouble();
            }
            network.learn(4, images, new int[] {0, 1, 1, 0});
        }
    }

    @Test
    void anotherSeedStartsElsewhere() {
        assertThat(valuesOf(QUANTUM, 7).get("project.weight"))
                .isNotEqualTo(valuesOf(QUANTUM, 8).get("project.weight"));
    }

    @Test
    void theFirstWeightsOfACircuitAreThoseTrainingStartsFrom() {
        var circuit = ProductSimulator.onQubits(4).circuit();
        float[] trained = valuesOf(QUANTUM, 7).get("circuit.weights");
        double[] alone = Architect.firstWeights(circuit, new Seed(7));

        assertThat(alone).hasSameSizeAs(trained);
        for (int i = 0; i < alone.length; i++) {
            assertThat((float) alone[i]).isEqualTo(trained[i]);
        }
    }

    @Test
    void initialValuesFillTorchsRange() {
        Map<String, float[]> values = valuesOf(QUANTUM, 7);

        assertSpread(values.get("project.weight"), -1 / Math.sqrt(12), 1 / Math.sqrt(12));
        assertSpread(values.get("trunk.conv.weight"), -1.0 / 3, 1.0 / 3);
        assertSpread(values.get("circuit.weights"), 0, 2 * Math.PI);
        assertThat(values.get("trunk.norm.weight")).containsOnly(1);
        assertThat(values.get("trunk.norm.bias")).containsOnly(0);
        assertThat(values.get("trunk.norm.running_mean")).containsOnly(0);
        assertThat(values.get("trunk.norm.running_var")).containsOnly(1);
    }

    @Test
    void everyOperationStartsWhereTorchStartsIt() {
        Map<String, float[]> values = valuesOf(Trunks.smooth());

        // A filter of a depthwise convolution reads 9 values, one of two groups of 6 channels 27.
        assertSpread(values.get("trunk.mix.depthwise.weight"), -1.0 / 3, 1.0 / 3);
        assertSpread(values.get("trunk.mix.depthwise.bias"), -1.0 / 3, 1.0 / 3);
        assertSpread(values.get("trunk.groups.conv.weight"), -1 / Math.sqrt(27), 1 / Math.sqrt(27));
        assertThat(values.get("trunk.mix.norm.weight")).containsOnly(1);
        assertThat(values.get("trunk.mix.norm.bias")).containsOnly(0);
        assertThat(values.get("trunk.mix.scale")).hasSize(6).containsOnly(1e-6f);
    }

    @Test
    void theGraphHoldsExactlyTheParametersOfTheBlueprint() {
        var blocks = List.of(
                QUANTUM,
                Block.Mlp.nearest(4, 4, 36),
                new Block.Linear(4, 4, true),
                new Block.Fourier(4, 6, 4, true),
                new Block.Identity(4));
        for (Block block : blocks) {
            var blueprint = new Blueprint(Trunks.cnn5(1), Scaling.TANH_PI, block, List.of(128), 2);
            int runningStatistics = 2 * (16 + 16 + 64 + 64 + 64);
            try (var network = new HybridNetwork(blueprint, 1e-3, 1)) {
                assertThat(network.graph().numParams() - runningStatistics)
                        .isEqualTo(network.classicalParameters() + network.blockParameters());
            }
        }
    }

    @Test
    void aCircuitAnswersThroughTheWholeNetwork() {
        // An image straight into a projection that copies two pixels; cos(pi tanh(x) + w) by hand.
        var trunk = Trunks.of(new ImageShape(1, 1, 2), new MaxPool(1, 1));
        var block = new Block.Quantum(ProductSimulator.onQubits(2));
        try (var network = new HybridNetwork(new Blueprint(trunk, Scaling.TANH_PI, block, List.of(), 2), 1e-3, 1)) {
            network.restore(Map.of(
                    "project.weight", new float[] {1, 0, 0, 1},
                    "project.bias", new float[2],
                    "circuit.weights", new float[] {0.5f, -0.25f},
                    "classes.weight", new float[] {2, 0, 0, 1},
                    "classes.bias", new float[] {0.1f, 0}));

            float[] probabilities = network.classify(1, new float[] {0.3f, -0.7f});

            double first = 2 * Math.cos(Math.PI * Math.tanh(0.3) + 0.5) + 0.1;
            double second = Math.cos(Math.PI * Math.tanh(-0.7) - 0.25);
            double expected = 1 / (1 + Math.exp(second - first));
            assertThat(probabilities[0]).isCloseTo((float) expected, within(1e-6f));
            assertThat(probabilities[1]).isCloseTo((float) (1 - expected), within(1e-6f));
            assertThat(network.circuitEvaluations()).isEqualTo(1);
            assertThat(network.quantumNanos()).isPositive();
        }
    }

    @Test
    void aLinearLayerIsItsMatrixAndItsBias() {
        var trunk = Trunks.of(new ImageShape(1, 1, 2), new MaxPool(1, 1));
        var block = new Block.Linear(2, 2, true);
        try (var network = new HybridNetwork(new Blueprint(trunk, Scaling.NONE, block, List.of(), 2), 1e-3, 1)) {
            network.restore(Map.of(
                    "project.weight", new float[] {1, 0, 0, 1},
                    "project.bias", new float[2],
                    "linear.weight", new float[] {3, -2, 1, 4},
                    "linear.bias", new float[] {0.5f, 0},
                    "classes.weight", new float[] {1, 0, 0, 1},
                    "classes.bias", new float[2]));

            float[] probabilities = network.classify(1, new float[] {0.3f, -0.7f});

            double first = 3 * 0.3 + 2 * 0.7 + 0.5;
            double second = 0.3 - 4 * 0.7;
            assertThat(Math.log(probabilities[0] / probabilities[1])).isCloseTo(first - second, within(1e-4));
        }
    }

    @Test
    void aFourierSeriesIsItsFormula() {
        var trunk = Trunks.of(new ImageShape(1, 1, 2), new MaxPool(1, 1));
        var block = new Block.Fourier(2, 3, 2, true);
        try (var network = new HybridNetwork(new Blueprint(trunk, Scaling.PI, block, List.of(), 2), 1e-3, 1)) {
            Map<String, float[]> start = network.values();
            assertThat(start.get("fourier.0.frequency")).containsExactly(1, 1, 2);
            network.restore(Map.of(
                    "project.weight", new float[] {1, 0, 0, 1},
                    "project.bias", new float[2],
                    "fourier.1.weight", new float[] {2, -1, 0.5f, 0, 1, -3},
                    "fourier.1.bias", new float[] {0.25f, 0},
                    "classes.weight", new float[] {1, 0, 0, 1},
                    "classes.bias", new float[2]));

            float[] probabilities = network.classify(1, new float[] {0.3f, -0.7f});

            float[] phase = start.get("fourier.0.phase");
            double one = Math.cos(Math.PI * 0.3 + phase[0]);
            double two = Math.cos(Math.PI * -0.7 + phase[1]);
            double three = Math.cos(2 * Math.PI * 0.3 + phase[2]);
            double first = 2 * one - two + 0.5 * three + 0.25;
            double second = two - 3 * three;
            assertThat(Math.log(probabilities[0] / probabilities[1])).isCloseTo(first - second, within(1e-4));
        }
    }

    @Test
    void eachScalingIsItsFormula() {
        Map<Scaling, Double> angles = Map.of(
                Scaling.NONE, 0.3,
                Scaling.PI, Math.PI * 0.3,
                Scaling.TANH_PI, Math.PI * Math.tanh(0.3),
                Scaling.TANH_HALF_PI, Math.PI / 2 * Math.tanh(0.3));
        var trunk = Trunks.of(new ImageShape(1, 1, 1), new MaxPool(1, 1));
        angles.forEach((scaling, angle) -> {
            try (var network =
                    new HybridNetwork(new Blueprint(trunk, scaling, new Block.Identity(1), List.of(), 2), 1e-3, 1)) {
                network.restore(Map.of(
                        "project.weight", new float[] {1},
                        "project.bias", new float[1],
                        "classes.weight", new float[] {1, 0},
                        "classes.bias", new float[2]));

                float[] probabilities = network.classify(1, new float[] {0.3f});

                assertThat(Math.log(probabilities[0] / probabilities[1]))
                        .as("%s", scaling)
                        .isCloseTo(angle, within(1e-5));
            }
        });
    }

    @Test
    void shapesOfTheGraphAreThoseOfTheTrunk() {
        var odd = Trunks.of(
                new ImageShape(2, 11, 8),
                new Convolution("a", 3, 3, 2, 1, 1, false),
                new MaxPool(2, 2),
                new Convolution("b", 4, 2, 1),
                new MaxPool(3, 2, 1));
        for (Trunk trunk : List.of(odd, Trunks.residual(), Trunks.smooth())) {
            ImageShape input = trunk.input();
            var blueprint = new Blueprint(trunk, Scaling.NONE, new Block.Identity(2), List.of(), 2);
            try (var network = new HybridNetwork(blueprint, Engine.prepare(EngineChoice.DEEPLEARNING4J), 1e-3, 1)) {
                var images = Nd4j.zeros(5, input.channels(), input.height(), input.width());
                var activations = network.graph().feedForward(images, false);

                for (int place = 0; place < trunk.steps().size(); place++) {
                    ImageShape shape = trunk.steps().get(place).output();
                    assertThat(activations.get(TrunkNames.TRUNK.vertex(place)).shape())
                            .as("step %d of %s", place, trunk)
                            .containsExactly(5, shape.channels(), shape.height(), shape.width());
                }
            }
        }
    }

    @Test
    void aNetworkLearnsToTellLightFromDark() {
        var images = new float[16 * 42];
        var labels = new int[16];
        var random = new SplittableRandom(3);
        for (int i = 0; i < images.length; i++) {
            labels[i / 42] = i / 42 % 2;
            images[i] = (float) (random.nextDouble() - 0.5 + labels[i / 42]);
        }
        var blueprint = new Blueprint(Trunks.tiny(), Scaling.TANH_PI, QUANTUM, List.of(8), 2);
        try (var network = new HybridNetwork(blueprint, 0.05, 1)) {
            double first = network.learn(16, images, labels);
            double last = first;
            for (int step = 0; step < 60; step++) {
                last = network.learn(16, images, labels);
            }

            assertThat(last).isLessThan(first / 4);
            assertThat(network.circuitEvaluations()).isEqualTo(61 * 16 * 2);
        }
    }

    @Test
    void aCircuitWithoutWeightsStillLetsTheRestLearn() {
        var block = new Block.Quantum(ProductSimulator.withoutWeights(2));
        try (var network =
                new HybridNetwork(new Blueprint(Trunks.tiny(), Scaling.TANH_PI, block, List.of(), 2), 0.01, 1)) {
            Map<String, float[]> before = network.values();

            network.learn(2, noise(2), new int[] {0, 1});

            assertThat(before).doesNotContainKey("circuit.weights");
            assertThat(network.values().get("project.weight")).isNotEqualTo(before.get("project.weight"));
            assertThat(network.blockParameters()).isZero();
        }
    }

    @Test
    void aFrozenCircuitStaysWhereTheHybridStartsAndTheRestLearns() {
        var frozen = new Block.Quantum(ProductSimulator.onQubits(4)).asFrozen();
        try (var network =
                new HybridNetwork(new Blueprint(Trunks.tiny(), Scaling.TANH_PI, frozen, List.of(8), 2), 0.05, 1)) {
            Map<String, float[]> before = network.values();
            for (int step = 0; step < 10; step++) {
                network.learn(4, noise(4), new int[] {0, 1, 1, 0});
            }
            Map<String, float[]> after = network.values();

            assertThat(after.get("circuit.weights"))
                    .isEqualTo(before.get("circuit.weights"))
                    .isEqualTo(valuesOf(QUANTUM, 1).get("circuit.weights"));
            assertThat(after.get("project.weight")).isNotEqualTo(before.get("project.weight"));
            assertThat(after.get("trunk.conv.weight")).isNotEqualTo(before.get("trunk.conv.weight"));
            assertThat(network.blockParameters()).isZero();
        }
    }

    @Test
    void restoringBringsBackEveryAnswer() {
        try (var network =
                new HybridNetwork(new Blueprint(Trunks.tiny(), Scaling.TANH_PI, QUANTUM, List.of(8), 2), 0.01, 1)) {
            network.learn(4, noise(4), new int[] {0, 1, 0, 1});
            Map<String, float[]> kept = network.values();
            float[] answers = network.classify(4, noise(4));
            network.learn(4, noise(4), new int[] {0, 1, 0, 1});
            assertThat(network.classify(4, noise(4))).isNotEqualTo(answers);

            network.restore(kept);

            assertThat(network.classify(4, noise(4))).isEqualTo(answers);
            assertThat(kept.get("trunk.norm.running_mean")).doesNotContain(0);
        }
    }

    @Test
    void batchesOfDifferentSizesGiveTheSameAnswerPerImage() {
        try (var network =
                new HybridNetwork(new Blueprint(Trunks.tiny(), Scaling.TANH_PI, QUANTUM, List.of(8), 3), 0.01, 1)) {
            float[] images = noise(5);
            float[] together = network.classify(5, images);
            float[] alone = network.classify(1, images);
            float[] again = network.classify(5, images);

            assertThat(alone).hasSize(3);
            for (int k = 0; k < 3; k++) {
                assertThat(alone[k]).isCloseTo(together[k], within(1e-6f));
            }
            assertThat(again).isEqualTo(together);
        }
    }

    @Test
    void aValueThatDoesNotFitIsRefused() {
        try (var network =
                new HybridNetwork(new Blueprint(Trunks.tiny(), Scaling.TANH_PI, QUANTUM, List.of(8), 2), 0.01, 1)) {
            assertThatThrownBy(() -> network.restore(Map.of("project.bias", new float[3])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("'project.bias' has 4 values, not 3.");
            assertThatThrownBy(() -> network.restore(Map.of("projekt.bias", new float[4])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The network has no 'projekt.bias'.");
        }
    }

    @Test
    void tooFewPixelsAreRefused() {
        try (var network =
                new HybridNetwork(new Blueprint(Trunks.tiny(), Scaling.TANH_PI, QUANTUM, List.of(8), 2), 0.01, 1)) {
            assertThatThrownBy(() -> network.classify(2, new float[42]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("2 images of 1 x 7 x 6 need 84 values, not 42.");
        }
    }

    private static Map<String, float[]> valuesOf(Block block, long seed) {
        try (var network =
                new HybridNetwork(new Blueprint(Trunks.tiny(), Scaling.TANH_PI, block, List.of(128), 2), 1e-3, seed)) {
            return network.values();
        }
    }

    private static Map<String, float[]> valuesOf(Trunk trunk) {
        try (var network =
                new HybridNetwork(new Blueprint(trunk, Scaling.NONE, new Block.Identity(2), List.of(), 2), 1e-3, 7)) {
            return network.values();
        }
    }

    private static float[] noise(int batch) {
        var random = new SplittableRandom(11);
        var images = new float[batch * 42];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextDouble();
        }
        return images;
    }

    /** All values inside, and some within a fifth of either end. */
    private static void assertSpread(float[] values, double low, double high) {
        float smallest = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            smallest = Math.min(smallest, value);
            largest = Math.max(largest, value);
        }
        double margin = (high - low) * (values.length > 8 ? 0.2 : 0.5);
        assertThat(smallest).isBetween((float) low, (float) (low + margin));
        assertThat(largest).isBetween((float) (high - margin), (float) high);
    }
}
