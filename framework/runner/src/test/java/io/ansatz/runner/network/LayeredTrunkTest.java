package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Operation.MaxPool;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.runner.experiment.EngineChoice;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.FrozenVertex;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

class LayeredTrunkTest {

    private static final int BATCH = 3;
    private static final double STEP = 1e-6;

    /** Trunks that have every operation between them. */
    private enum Example {
        RESIDUAL(Trunks.residual()),
        SMOOTH(Trunks.smooth());

        private final Trunk trunk;

        Example(Trunk trunk) {
            this.trunk = trunk;
        }
    }

    private DataType usual;

    @BeforeEach
    void computeInDouble() {
        usual = Nd4j.dataType();
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
    }

    @AfterEach
    void computeAsUsual() {
        Nd4j.setDefaultDataTypes(usual, usual);
    }

    @ParameterizedTest
    @EnumSource
    void everyStepIsItsFormula(Example example) {
        assertSteps(example.trunk, Set.of(), false, DataType.DOUBLE, 1e-12);
    }

    @ParameterizedTest
    @EnumSource
    void everyStepOfTrainingIsItsFormula(Example example) {
        assertSteps(example.trunk, Set.of(), true, DataType.DOUBLE, 1e-12);
    }

    @ParameterizedTest
    @EnumSource
    void everyStepInFloatIsItsFormula(Example example) {
        // Sums of up to a hundred products of the order of one.
        assertSteps(example.trunk, Set.of(), false, DataType.FLOAT, 1e-5);
        assertSteps(example.trunk, Set.of(), true, DataType.FLOAT, 1e-5);
    }

    @ParameterizedTest
    @EnumSource
    void gradientsAreSlopes(Example example) {
        assertSlopes(example.trunk, Set.of());
    }

    @ParameterizedTest
    @EnumSource
    void gradientsGoThroughFrozenStages(Example example) {
        for (String stage : stages(example.trunk)) {
            assertSlopes(example.trunk, Set.of(stage));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFrozenStageComputesInTrainingAsItDoesAfterwards(Example example) {
        for (String stage : stages(example.trunk)) {
            assertSteps(example.trunk, Set.of(stage), true, DataType.DOUBLE, 1e-12);
            assertSteps(example.trunk, Set.of(stage), true, DataType.FLOAT, 1e-5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void trainingLeavesAFrozenStageAsItIs(Example example) {
        for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
            for (String stage : stages(example.trunk)) {
                try (var network = network(example.trunk, Set.of(stage), new Adam(0.1), type)) {
                    Map<String, float[]> before = network.values();

                    network.graph().fit(SampleNetwork.data(example.trunk, BATCH, type));
                    network.graph().fit(SampleNetwork.data(example.trunk, BATCH, type));

                    Map<String, float[]> after = network.values();
                    assertThat(after.keySet()).containsExactlyElementsOf(before.keySet());
                    before.forEach((name, values) -> {
                        if (name.startsWith("trunk." + stage + ".")) {
                            assertThat(after.get(name)).as(name).isEqualTo(values);
                        } else {
                            assertThat(after.get(name)).as(name).isNotEqualTo(values);
                        }
                    });
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBackwardPassSkipsWhatHasNothingToLearnInFront(Example example) {
        Trunk trunk = example.trunk;
        try (var network = network(trunk, stages(trunk), DataType.FLOAT)) {
            for (int place = 0; place < trunk.steps().size(); place++) {
                GraphVertex vertex = network.graph().getVertex(TrunkNames.TRUNK.vertex(place));
                assertThat(vertex.hasLayer() ? vertex.getLayer() : vertex)
                        .as("step %d", place)
                        .isInstanceOfAny(FrozenLayer.class, FrozenVertex.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void gradientsInFloatAreThoseInDouble(Example example) {
        assertSameGradients(example.trunk, Set.of());
        for (String stage : stages(example.trunk)) {
            assertSameGradients(example.trunk, Set.of(stage));
        }
    }

    @ParameterizedTest
    @EnumSource
    void parametersKeepTheNamesAndTheOrderOfTheTrunk(Example example) {
        try (var network = network(example.trunk, Set.of(), DataType.FLOAT)) {
            List<String> names = network.values().keySet().stream()
                    .filter(name -> name.startsWith("trunk.") && !name.contains(".running_"))
                    .map(name -> name.substring("trunk.".length()))
                    .toList();

            assertThat(names)
                    .containsExactlyElementsOf(example.trunk.parameters().keySet());
        }
    }

    @Test
    void paddingNeverWinsAPool() {
        var trunk = Trunks.of(new ImageShape(1, 2, 2), new MaxPool(3, 2, 1));
        for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
            try (var network = network(trunk, Set.of(), type)) {
                INDArray images = Nd4j.create(new double[] {-4, -3, -2, -1}, new long[] {1, 1, 2, 2}, type);

                INDArray largest = network.graph().feedForward(images, false).get(TrunkNames.TRUNK.vertex(0));

                assertThat(largest.getDouble(0)).as("%s", type).isEqualTo(-1);
            }
        }
    }

    @Test
    void weightsOfADepthwiseConvolutionLieAsInTorch() {
        // Four filters over two channels: the first two read the first channel.
        var trunk = Trunks.of(new ImageShape(2, 1, 2), new Convolution("conv", 4, 1, 1, 0, 2, false));
        try (var network = network(trunk, Set.of(), DataType.FLOAT)) {
            network.restore(Map.of("trunk.conv.weight", new float[] {1, 10, 100, 1000}));
            INDArray images = Nd4j.create(new double[] {1, 2, 3, 4}, new long[] {1, 2, 1, 2}, DataType.FLOAT);

            INDArray maps = network.graph().feedForward(images, false).get(TrunkNames.TRUNK.vertex(0));

            assertThat(maps.dup('c').data().asFloat()).containsExactly(1, 2, 10, 20, 300, 400, 3000, 4000);
            assertThat(network.values().get("trunk.conv.weight")).containsExactly(1, 10, 100, 1000);
        }
    }

    /** A network of a trunk and as little else as there can be; its parameters are such that each of them matters. */
    private static HybridNetwork network(Trunk trunk, Set<String> frozen, DataType type) {
        return network(trunk, frozen, new NoOp(), type);
    }

    private static HybridNetwork network(Trunk trunk, Set<String> frozen, IUpdater updater, DataType type) {
        return SampleNetwork.of(trunk, frozen, EngineChoice.DEEPLEARNING4J, updater, type);
    }

    private static void assertSteps(
            Trunk trunk, Set<String> frozen, boolean training, DataType type, double tolerance) {
        Set<String> byBatch = stages(trunk);
        byBatch.removeIf(stage -> !training || frozen.contains(stage));
        try (var network = network(trunk, frozen, type)) {
            double[] images = SampleNetwork.images(trunk, BATCH);
            List<double[]> expected = new PlainTrunk(trunk, network.values(), byBatch).run(BATCH, images);

            Map<String, INDArray> actual =
                    network.graph().feedForward(SampleNetwork.array(trunk, BATCH, type), training);

            assertThat(expected).hasSameSizeAs(trunk.steps());
            for (int place = 0; place < expected.size(); place++) {
                INDArray map = actual.get(TrunkNames.TRUNK.vertex(place));
                ImageShape shape = trunk.steps().get(place).output();
                assertThat(map.shape())
                        .as("step %d", place)
                        .containsExactly(BATCH, shape.channels(), shape.height(), shape.width());
                assertThat(map.dup('c').data().asDouble())
                        .as("step %d", place)
                        .containsExactly(expected.get(place), within(tolerance));
            }
        }
    }

    private static void assertSlopes(Trunk trunk, Set<String> frozen) {
        try (var network = network(trunk, frozen, DataType.DOUBLE)) {
            assertSlopes(network);
        }
    }

    /**
     * Central differences for some values of every array that learns. Deeplearning4j's GradientCheckUtil would do the same,
     * but takes one array for another where branches meet.
     */
    private static void assertSlopes(HybridNetwork network) {
        Blueprint blueprint = network.blueprint();
        ComputationGraph graph = network.graph();
        DataSet data = SampleNetwork.data(blueprint.trunk(), BATCH, DataType.DOUBLE);
        SampleNetwork.differentiate(network, data);
        Map<String, INDArray> gradients = graph.gradient().gradientForVariable();
        for (Parameter parameter : network.parameters()) {
            if (isGiven(parameter, blueprint)) {
                continue;
            }
            INDArray values = graph.getLayer(parameter.layer()).getParam(parameter.key());
            INDArray sums = gradients.get(parameter.layer() + "_" + parameter.key());
            for (long i = 0; i < values.length(); i += 1 + values.length() / 8) {
                double value = values.getDouble(i);
                values.putScalar(i, value + STEP);
                double above = graph.score(data, true);
                values.putScalar(i, value - STEP);
                double below = graph.score(data, true);
                values.putScalar(i, value);

                // The score is rounded by some 1e-16, which the step makes 1e-10.
                assertThat(sums.getDouble(i) / BATCH)
                        .as("%s[%d]", parameter.name(), i)
                        .isCloseTo((above - below) / (2 * STEP), within(1e-9));
            }
        }
    }

    /** Running averages are moved by the batch and not by a gradient; what is frozen is moved by nothing. */
    private static boolean isGiven(Parameter parameter, Blueprint blueprint) {
        if (!parameter.layer().startsWith("trunk-")) {
            return false;
        }
        int place = Integer.parseInt(parameter.layer().substring("trunk-".length()));
        return parameter.key().equals("mean")
                || parameter.key().equals("var")
                || blueprint
                        .frozen()
                        .contains(blueprint.trunk().steps().get(place).stage());
    }

    private static void assertSameGradients(Trunk trunk, Set<String> frozen) {
        Map<String, float[]> expected = gradients(trunk, frozen, DataType.DOUBLE);
        Map<String, float[]> actual = gradients(trunk, frozen, DataType.FLOAT);

        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach(
                (name, values) -> assertThat(actual.get(name)).as(name).containsExactly(values, within(1e-5f)));
    }

    private static Map<String, float[]> gradients(Trunk trunk, Set<String> frozen, DataType type) {
        try (var network = network(trunk, frozen, type)) {
            SampleNetwork.differentiate(network, SampleNetwork.data(trunk, BATCH, type));
            var gradients = new LinkedHashMap<String, float[]>();
            network.graph()
                    .gradient()
                    .gradientForVariable()
                    .forEach((name, array) ->
                            gradients.put(name, array.dup('c').data().asFloat()));
            return gradients;
        }
    }

    private static Set<String> stages(Trunk trunk) {
        return trunk.stages().stream().map(Stage::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
