package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation.Relu;
import io.ansatz.api.circuit.Start;
import io.ansatz.api.network.Layers;
import io.ansatz.api.network.Layers.Array;
import io.ansatz.api.network.Layers.Vertex;
import io.ansatz.api.network.Neck;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Head;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.runner.experiment.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.NoOp;

class NeckTest {

    private static final int BATCH = 3;
    private static final int UNITS = 2;
    private static final double STEP = 1e-6;
    private static final Block QUANTUM = new Block.Quantum(ProductSimulator.onQubits(2));

    @Test
    void arraysOfANeckStandBehindThoseOfTheTrunk() {
        try (var network = new HybridNetwork(blueprint(QUANTUM), 0.1, 7)) {
            assertThat(network.values().keySet())
                    .containsExactly(
                            "trunk.conv.weight",
                            "trunk.conv.bias",
                            "trunk.norm.weight",
                            "trunk.norm.bias",
                            "trunk.norm.running_mean",
                            "trunk.norm.running_var",
                            "neck.there.input",
                            "neck.there.state",
                            "neck.there.bias",
                            "neck.back.input",
                            "neck.back.state",
                            "neck.back.bias",
                            "project.weight",
                            "project.bias",
                            "circuit.weights",
                            "classes.weight",
                            "classes.bias");
            Map<String, int[]> shapes = network.shapes();
            assertThat(shapes.get("neck.there.input")).containsExactly(4 * UNITS, 3);
            assertThat(shapes.get("neck.back.state")).containsExactly(4 * UNITS, UNITS);
            assertThat(shapes.get("neck.back.bias")).containsExactly(4 * UNITS);
            assertThat(shapes.get("project.weight")).containsExactly(2, 2 * UNITS);
        }
    }

    @Test
    void theGraphHoldsExactlyTheParametersOfTheBlueprint() {
        try (var network = new HybridNetwork(blueprint(QUANTUM), 0.1, 7)) {
            int runningStatistics = 2 * 3;

            assertThat(network.graph().numParams() - runningStatistics)
                    .isEqualTo(network.blueprint().parameters());
        }
    }

    @Test
    void aNeckStartsFromItsNamesAlone() {
        Map<String, float[]> hybrid = valuesOf(QUANTUM, 7);
        Map<String, float[]> identity = valuesOf(new Block.Identity(2), 7);
        Map<String, float[]> other = valuesOf(QUANTUM, 8);

        for (String name : List.of("neck.there.input", "neck.there.state", "neck.back.input", "neck.back.bias")) {
            assertThat(identity.get(name)).as(name).isEqualTo(hybrid.get(name));
            assertThat(other.get(name)).as(name).isNotEqualTo(hybrid.get(name));
            for (float value : hybrid.get(name)) {
                assertThat(value).as(name).isBetween(-0.7072f, 0.7072f).isNotZero();
            }
        }
        assertThat(hybrid.get("neck.back.input")).isNotEqualTo(hybrid.get("neck.there.input"));
    }

    @Test
    void aMatrixIsKeptWithARowForEachOutput() {
        try (var network = new HybridNetwork(blueprint(QUANTUM), 0.1, 7)) {
            float[] weights = network.values().get("neck.there.input");
            for (int i = 0; i < weights.length; i++) {
                weights[i] = i;
            }
            network.restore(Map.of("neck.there.input", weights));

            INDArray matrix = network.graph().getLayer("neck-there").getParam("W");
            for (int channel = 0; channel < 3; channel++) {
                for (int gate = 0; gate < 4 * UNITS; gate++) {
                    assertThat(matrix.getDouble(channel, gate)).isEqualTo(gate * 3 + channel);
                }
            }
            assertThat(network.values().get("neck.there.input")).isEqualTo(weights);
        }
    }

    /** Central differences of the loss for some values of every array that learns, in front of the neck and in it. */
    @Test
    void gradientsThroughTheNeckAreSlopes() {
        try (var network = new HybridNetwork(
                blueprint(new Block.Identity(2)),
                Engine.prepare(EngineChoice.DEEPLEARNING4J),
                new NoOp(),
                3,
                DataType.DOUBLE)) {
            network.restore(SampleNetwork.values(network.values()));
            DataSet data = SampleNetwork.data(Trunks.tiny(), BATCH, DataType.DOUBLE);
            SampleNetwork.differentiate(network, data);
            Map<String, INDArray> gradients = network.graph().gradient().gradientForVariable();
            for (Parameter parameter : network.parameters()) {
                if (parameter.name().contains("running")) {
                    continue;
                }
                INDArray values = network.graph().getLayer(parameter.layer()).getParam(parameter.key());
                INDArray slopes = gradients.get(parameter.layer() + "_" + parameter.key());
                for (long i = 0; i < values.length(); i += 1 + values.length() / 10) {
                    double value = values.getDouble(i);
                    values.putScalar(i, value + STEP);
                    double above = network.graph().score(data, true);
                    values.putScalar(i, value - STEP);
                    double below = network.graph().score(data, true);
                    values.putScalar(i, value);

                    // The score is rounded by some 1e-16, which the step makes 1e-10.
                    assertThat(slopes.getDouble(i) / BATCH)
                            .as("%s[%d]", parameter.name(), i)
                            .isCloseTo((above - below) / (2 * STEP), within(1e-9));
                }
            }
        }
    }

    @Test
    void bothEnginesGiveTheNeckTheSameMap() {
        float[] images = images(4);
        var answers = new ArrayList<float[]>();
        for (EngineChoice engine : List.of(EngineChoice.AUTO, EngineChoice.DEEPLEARNING4J)) {
            try (var network = new HybridNetwork(blueprint(QUANTUM), Engine.prepare(engine), 0.1, 7)) {
                answers.add(network.classify(4, images));
            }
        }

        assertThat(answers.get(0)).containsExactly(answers.get(1), within(1e-5f));
    }

    @Test
    void aNeckLearnsBehindAFrozenTrunk() {
        for (EngineChoice engine : List.of(EngineChoice.AUTO, EngineChoice.DEEPLEARNING4J)) {
            var blueprint = new Blueprint(
                    Trunks.tiny(),
                    Set.of("only"),
                    Optional.of(TwoWays.of(UNITS)),
                    Scaling.TANH_PI,
                    QUANTUM,
                    new Head(List.of()),
                    2);
            try (var network = new HybridNetwork(blueprint, Engine.prepare(engine), 0.1, 7)) {
                Map<String, float[]> before = network.values();

                network.learn(4, images(4), new int[] {0, 1, 1, 0});

                Map<String, float[]> after = network.values();
                assertThat(after.get("trunk.conv.weight")).isEqualTo(before.get("trunk.conv.weight"));
                before.keySet().stream()
                        .filter(name -> name.startsWith("neck."))
                        .forEach(name -> assertThat(after.get(name)).as(name).isNotEqualTo(before.get(name)));
            }
        }
    }

    @Test
    void networksOfOneBlueprintKnowNothingOfEachOther() {
        Blueprint blueprint = blueprint(QUANTUM);
        try (var quick = new HybridNetwork(blueprint, 0.1, 7);
                var still = new HybridNetwork(blueprint, 0, 7)) {
            Map<String, float[]> before = still.values();

            quick.learn(4, images(4), new int[] {0, 1, 1, 0});
            still.learn(4, images(4), new int[] {0, 1, 1, 0});

            assertThat(still.values().get("neck.there.input")).isEqualTo(before.get("neck.there.input"));
            assertThat(quick.values().get("neck.there.input")).isNotEqualTo(before.get("neck.there.input"));
        }
    }

    @Test
    void aNeckGoesOnFromAStateToTheLastBit() {
        try (var network = new HybridNetwork(blueprint(QUANTUM), 0.1, 7);
                var other = new HybridNetwork(blueprint(QUANTUM), 0.1, 8)) {
            learn(network, 3);
            NetworkState state = network.state();
            learn(network, 3);

            other.resume(state);
            learn(other, 3);

            network.values()
                    .forEach((name, values) ->
                            assertThat(other.values().get(name)).as(name).isEqualTo(values));
        }
    }

    @Test
    void aMapThatTheNeckCannotReadIsRefused() {
        var point = Trunks.of(new ImageShape(4, 1, 1), new Relu());

        assertThatThrownBy(() -> new Blueprint(
                        point,
                        Set.of(),
                        Optional.of(TwoWays.of(UNITS)),
                        Scaling.NONE,
                        new Block.Identity(2),
                        new Head(List.of()),
                        2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two-ways needs more than one place, not 4 x 1 x 1.");
    }

    @Test
    void aNeckThatKeepsAnArrayToItselfIsFound() {
        fails(
                new Dense(List.of(new Array("W", "weight", 36, new Start.At(0))), 3),
                "The neck says that its layer 'dense' owns the arrays {W=36}, but it owns {W=36, b=3}.");
    }

    @Test
    void aNeckThatMiscountsAnArrayIsFound() {
        fails(
                new Dense(
                        List.of(
                                new Array("W", "weight", 35, new Start.At(0)),
                                new Array("b", "bias", 3, new Start.At(0))),
                        3),
                "The neck says that its layer 'dense' owns the arrays {W=35, b=3}, but it owns {W=36, b=3}.");
    }

    @Test
    void aNeckThatMiscountsItsFeaturesIsFound() {
        fails(
                new Dense(
                        List.of(
                                new Array("W", "weight", 36, new Start.At(0)),
                                new Array("b", "bias", 3, new Start.At(0))),
                        4),
                "The neck says that 4 features come out of it, but there are 3.");
    }

    private static void fails(Dense neck, String message) {
        var blueprint = new Blueprint(
                Trunks.tiny(),
                Set.of(),
                Optional.of(new Use<>(neck, neck.defaults())),
                Scaling.NONE,
                new Block.Identity(2),
                new Head(List.of()),
                2);
        assertThatThrownBy(() -> new HybridNetwork(blueprint, 0.1, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
    }

    /** A dense layer with 3 outputs, and what is said about it. */
    private record Dense(List<Array> arrays, int outputs) implements Neck<Dense.Nothing> {

        record Nothing() {}

        @Override
        public String name() {
            return "dense";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public Layers draw(Nothing settings, ImageShape map) {
            var dense = new DenseLayer.Builder()
                    .nIn(map.size())
                    .nOut(3)
                    .activation(Activation.IDENTITY)
                    .build();
            return new Layers(List.of(new Vertex.OfLayer("dense", dense, arrays, List.of(Layers.INPUT))), outputs, 3);
        }
    }

    private static Blueprint blueprint(Block block) {
        return new Blueprint(
                Trunks.tiny(),
                Set.of(),
                Optional.of(TwoWays.of(UNITS)),
                Scaling.TANH_PI,
                block,
                new Head(List.of()),
                2);
    }

    private static Map<String, float[]> valuesOf(Block block, long seed) {
        try (var network = new HybridNetwork(blueprint(block), 0.1, seed)) {
            return network.values();
        }
    }

    private static void learn(HybridNetwork network, int steps) {
        for (int step = 0; step < steps; step++) {
            network.learn(4, images(4), new int[] {0, 1, 1, 0});
        }
    }

    private static float[] images(int batch) {
        var random = new SplittableRandom(3);
        var images = new float[batch * Trunks.tiny().input().size()];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextDouble(-1, 1);
        }
        return images;
    }
}
