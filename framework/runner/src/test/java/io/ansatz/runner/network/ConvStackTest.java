package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Operation.AveragePool;
import io.ansatz.api.backbone.Operation.BatchNorm;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Operation.Gelu;
import io.ansatz.api.backbone.Operation.GlobalAveragePool;
import io.ansatz.api.backbone.Operation.LayerNorm;
import io.ansatz.api.backbone.Operation.LayerScale;
import io.ansatz.api.backbone.Operation.MaxPool;
import io.ansatz.api.backbone.Operation.Relu;
import io.ansatz.api.backbone.Operation.Relu6;
import io.ansatz.api.backbone.Operation.Residual;
import io.ansatz.api.backbone.Operation.Upsample;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.network.onednn.OneDnn;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;

/** Stacks against layers in double: forward and back, learning and judging, whole and in parts. */
class ConvStackTest {

    private static final int BATCH = 5;

    /** Rounding of floats in sums of some hundred products, relative to the largest value of an array. */
    private static final double TOLERANCE = 1e-5;

    @BeforeEach
    void requireOneDnn() {
        assumeThat(OneDnn.version()).as("oneDNN can be loaded on this machine").isPresent();
    }

    /** Odd shapes, and numbers of channels that do and do not fill a vector. */
    static Stream<Named<Trunk>> blocks() {
        var small = new ImageShape(5, 11, 9);
        var wide = new ImageShape(32, 7, 10);
        return Stream.of(
                block("convolution", small, new Convolution("conv", 7, 3, 1)),
                block("convolution with stride", small, new Convolution("conv", 24, 3, 2, 1, 1, false)),
                block("convolution of one pixel", wide, new Convolution("conv", 16, 1, 0)),
                block("convolution of grey images", new ImageShape(1, 12, 12), new Convolution("conv", 16, 5, 2)),
                block("depthwise convolution", wide, new Convolution("conv", 32, 3, 1, 1, 32, true)),
                block("depthwise convolution with stride", small, new Convolution("conv", 5, 5, 2, 2, 5, false)),
                block("multiplied channels", small, new Convolution("conv", 15, 3, 1, 1, 5, true)),
                block("grouped convolution", wide, new Convolution("conv", 48, 3, 1, 1, 4, true)),
                block("normalisation", wide, new BatchNorm("norm")),
                block("normalisation and ReLU", small, new BatchNorm("norm"), new Relu()),
                block(
                        "convolution, normalisation, ReLU",
                        small,
                        new Convolution("conv", 33, 3, 1),
                        new BatchNorm("norm"),
                        new Relu()),
                block(
                        "convolution, normalisation, ReLU6",
                        wide,
                        new Convolution("conv", 20, 3, 1, 1, 1, false),
                        new BatchNorm("norm"),
                        new Relu6()),
                block("convolution and GELU", wide, new Convolution("conv", 16, 3, 1), new Gelu()),
                block("ReLU alone", small, new Convolution("conv", 5, 1, 0), new Relu(), new Relu()),
                block("ReLU of the images", small, new Relu(), new Convolution("conv", 5, 1, 0)),
                block(
                        "a residual whose branches read what an activation does not change",
                        wide,
                        new Convolution("conv1", 32, 1, 0),
                        new Residual(List.of(new Relu(), new Convolution("conv2", 32, 3, 1)), List.of())),
                block("GELU alone", small, new Gelu(), new Convolution("conv", 5, 1, 0)),
                block("normalisation of pixels", wide, new LayerNorm("norm")),
                block("a normalised vector", wide, new GlobalAveragePool(), new LayerNorm("norm")),
                block("scaled channels", wide, new LayerScale("scale", 1)),
                block("largest values", small, new Convolution("conv", 8, 3, 1), new MaxPool(3, 2, 1)),
                block("largest values of the images", small, new MaxPool(2, 2), new Convolution("conv", 8, 3, 1)),
                block("means", small, new Convolution("conv", 8, 3, 1), new AveragePool(3, 2)),
                block("a map made larger", small, new Convolution("conv", 8, 3, 1), new Upsample(3)),
                block("images made larger", wide, new Upsample(2), new Convolution("conv", 8, 3, 1)),
                block("means of maps", wide, new Convolution("conv", 20, 3, 1), new GlobalAveragePool()),
                block(
                        "a residual that hands on its input",
                        wide,
                        new Residual(List.of(new Convolution("conv", 32, 3, 1), new BatchNorm("norm")), List.of()),
                        new Relu()),
                block(
                        "a residual with a shortcut",
                        small,
                        new Residual(
                                List.of(
                                        new Convolution("conv1", 16, 3, 2, 1, 1, false),
                                        new BatchNorm("norm1"),
                                        new Relu(),
                                        new Convolution("conv2", 16, 3, 1),
                                        new BatchNorm("norm2")),
                                List.of(new Convolution("conv3", 16, 1, 2, 0, 1, false), new BatchNorm("norm3"))),
                        new Relu()),
                block(
                        "two residuals, one reading the other",
                        wide,
                        new Residual(List.of(new Convolution("conv1", 32, 3, 1)), List.of()),
                        new Residual(List.of(new Convolution("conv2", 32, 3, 1), new Relu6()), List.of()),
                        new Gelu()),
                Named.of("ResNet and MobileNetV2 in small", Trunks.residual()),
                Named.of("ConvNeXt in small", Trunks.smooth()));
    }

    private static Named<Trunk> block(String name, ImageShape shape, Operation... operations) {
        return Named.of(name, Trunks.of(shape, operations));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void aStackLearnsLikeLayersInDouble(Trunk trunk) {
        assertLearnsAlike(trunk, Set.of(), BATCH);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void aStackJudgesLikeLayersInDouble(Trunk trunk) {
        try (var stack = stack(trunk, Set.of());
                var layers = layers(trunk, Set.of())) {
            assertClose("map", map(stack, trunk, BATCH, false), map(layers, trunk, BATCH, false));
        }
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void parametersHaveTheSameNamesInTheSameOrder(Trunk trunk) {
        try (var stack = stack(trunk, Set.of());
                var layers = layers(trunk, Set.of())) {
            assertThat(stack.values().keySet())
                    .containsExactlyElementsOf(layers.values().keySet());
        }
    }

    @Test
    void aTrunkCanEndWithAnyStage() {
        for (Trunk trunk : List.of(Trunks.residual(), Trunks.smooth())) {
            for (Stage stage : trunk.stages()) {
                assertLearnsAlike(trunk.upTo(stage.name()), Set.of(), BATCH);
            }
        }
    }

    @Test
    void gradientsGoThroughFrozenStagesWhichStayAsTheyAre() {
        for (Trunk trunk : List.of(Trunks.residual(), Trunks.smooth())) {
            for (Set<String> frozen : subsets(trunk)) {
                assertLearnsAlike(trunk, frozen, BATCH);
                assertStill(trunk, frozen);
            }
        }
    }

    @Test
    void theUpdaterRemembersNothingOfFrozenStages() {
        Trunk trunk = Trunks.residual();
        Set<String> frozen = Set.of("stem", "wide");
        try (var network =
                SampleNetwork.of(trunk, frozen, EngineChoice.ONEDNN, new RowUpdater(new Adam(), 0.1), DataType.FLOAT)) {
            network.learn(BATCH, pixels(trunk, BATCH), SampleNetwork.labels(BATCH));

            assertThat(network.graph().getUpdater().getStateViewArray().length())
                    .isEqualTo(2 * network.blueprint().parameters());
        }
    }

    private static void assertStill(Trunk trunk, Set<String> frozen) {
        try (var network =
                SampleNetwork.of(trunk, frozen, EngineChoice.ONEDNN, new RowUpdater(new Adam(), 0.1), DataType.FLOAT)) {
            Map<String, float[]> before = network.values();
            for (int step = 0; step < 3; step++) {
                network.learn(
                        BATCH, SampleNetwork.floats(SampleNetwork.images(trunk, BATCH)), SampleNetwork.labels(BATCH));
            }
            Map<String, float[]> after = network.values();
            for (Trunk.Step step : trunk.steps()) {
                for (String name : TrunkStarts.of(step).keySet()) {
                    float[] moved = after.get("trunk." + name);
                    if (frozen.contains(step.stage())) {
                        assertThat(moved).as(name).isEqualTo(before.get("trunk." + name));
                    } else {
                        assertThat(moved).as(name).isNotEqualTo(before.get("trunk." + name));
                    }
                }
            }
        }
    }

    @Test
    void theLastBatchOfAnEpochMayBeShorter() {
        Trunk trunk = Trunks.residual();
        for (int batch : List.of(1, 2, 17)) {
            assertLearnsAlike(trunk, Set.of(), batch);
        }
        try (var mixed = stack(trunk, Set.of());
                var fresh = stack(trunk, Set.of())) {
            mixed.classify(7, pixels(trunk, 7));
            mixed.classify(3, pixels(trunk, 3));

            assertThat(mixed.classify(7, pixels(trunk, 7))).isEqualTo(fresh.classify(7, pixels(trunk, 7)));
        }
    }

    @Test
    void manySizesOfBatchesLeaveBoundedMemory() {
        Trunk trunk = Trunks.residual();
        ConvStackPass pass;
        try (var network = stack(trunk, Set.of())) {
            pass = (ConvStackPass) network.graph().getLayer("trunk-stem");
            network.learn(40, pixels(trunk, 40), SampleNetwork.labels(40));
            long largest = pass.bytes();
            for (int batch = 1; batch <= 40; batch++) {
                network.learn(batch, pixels(trunk, batch), SampleNetwork.labels(batch));
                network.classify(batch, pixels(trunk, batch));

                assertThat(pass.bytes()).isPositive().isLessThanOrEqualTo(6 * largest);
            }
        }
        assertThat(pass.bytes()).isZero();
    }

    @Test
    void whatOneEngineLearnedTheOtherKnows() {
        for (Trunk trunk : List.of(Trunks.residual(), Trunks.smooth(), Trunks.tiny())) {
            try (var stack = SampleNetwork.of(
                            trunk, Set.of(), EngineChoice.ONEDNN, new RowUpdater(new Adam(), 0.01), DataType.FLOAT);
                    var layers = layers(trunk, Set.of())) {
                for (int step = 0; step < 4; step++) {
                    // What judging derives from the parameters must not outlive them.
                    stack.classify(BATCH, pixels(trunk, BATCH));
                    stack.learn(BATCH, pixels(trunk, BATCH), SampleNetwork.labels(BATCH));
                }

                layers.restore(stack.values());

                assertClose("map", map(stack, trunk, BATCH, false), map(layers, trunk, BATCH, false));
                assertThat(layers.values().keySet()).isEqualTo(stack.values().keySet());
            }
        }
    }

    @Test
    void restoredParametersAreUsedAtOnce() {
        Trunk trunk = Trunks.tiny();
        try (var network = SampleNetwork.of(
                trunk, Set.of(), EngineChoice.ONEDNN, new RowUpdater(new Adam(), 0.1), DataType.FLOAT)) {
            float[] first = network.classify(BATCH, pixels(trunk, BATCH));
            Map<String, float[]> kept = network.values();
            network.learn(BATCH, pixels(trunk, BATCH), SampleNetwork.labels(BATCH));
            assertThat(network.classify(BATCH, pixels(trunk, BATCH))).isNotEqualTo(first);

            network.restore(kept);

            assertThat(network.classify(BATCH, pixels(trunk, BATCH))).isEqualTo(first);
        }
    }

    @Test
    void networksInParallelThreadsDoNotDisturbEachOther() throws Exception {
        Callable<Map<String, float[]>> training = () -> {
            Trunk trunk = Trunks.cnn5(3);
            try (var network = SampleNetwork.of(
                    trunk, Set.of(), EngineChoice.ONEDNN, new RowUpdater(new Adam(), 0.01), DataType.FLOAT)) {
                for (int step = 0; step < 6; step++) {
                    int batch = step % 2 == 0 ? 8 : 3;
                    network.learn(batch, pixels(trunk, batch), SampleNetwork.labels(batch));
                    network.classify(8, pixels(trunk, 8));
                }
                return network.values();
            }
        };
        Map<String, float[]> alone = training.call();
        var threads = Executors.newFixedThreadPool(4);
        try {
            for (var together : threads.invokeAll(List.of(training, training, training, training))) {
                together.get()
                        .forEach((name, values) -> assertThat(values).as(name).isEqualTo(alone.get(name)));
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aNumberThatIsNoneIsNotHiddenByAnActivation() {
        Trunk trunk = Trunks.tiny();
        try (var network = stack(trunk, Set.of())) {
            network.restore(Map.of("trunk.conv.bias", new float[] {Float.NaN, 0, 0}));

            assertThat(network.learn(BATCH, pixels(trunk, BATCH), SampleNetwork.labels(BATCH)))
                    .isNaN();
        }
    }

    /** Every way to freeze some of the stages and not all. */
    private static List<Set<String>> subsets(Trunk trunk) {
        var subsets = new ArrayList<Set<String>>();
        int count = trunk.stages().size();
        for (int bits = 1; bits < (1 << count) - 1; bits++) {
            var subset = new LinkedHashSet<String>();
            for (int i = 0; i < count; i++) {
                if ((bits >> i & 1) == 1) {
                    subset.add(trunk.stages().get(i).name());
                }
            }
            subsets.add(subset);
        }
        return subsets;
    }

    private static void assertLearnsAlike(Trunk trunk, Set<String> frozen, int batch) {
        try (var stack = stack(trunk, frozen);
                var layers = layers(trunk, frozen)) {
            assertClose("map", map(stack, trunk, batch, true), map(layers, trunk, batch, true));

            Map<String, float[]> values = SampleNetwork.values(stack.values());
            stack.restore(values);
            layers.restore(values);
            // Twice, as nothing may be left over from the first time.
            SampleNetwork.differentiate(stack, SampleNetwork.data(trunk, batch, DataType.FLOAT));
            SampleNetwork.differentiate(stack, SampleNetwork.data(trunk, batch, DataType.FLOAT));
            SampleNetwork.differentiate(layers, SampleNetwork.data(trunk, batch, DataType.DOUBLE));

            assertThat(stack.graph().score()).isCloseTo(layers.graph().score(), within(TOLERANCE));
            for (int i = 0; i < stack.parameters().size(); i++) {
                Parameter one = stack.parameters().get(i);
                Parameter other = layers.parameters().get(i);
                if (!one.name().contains(".running_") && !frozenParameter(trunk, frozen, one)) {
                    assertClose("slope of " + one.name(), Slopes.of(stack, one), Slopes.of(layers, other));
                }
            }
        }
    }

    /** Layers move them with the parameters, stacks on the way there. */
    @ParameterizedTest
    @MethodSource("blocks")
    void runningStatisticsMoveLikeThoseOfLayersInDouble(Trunk trunk) {
        try (var stack = stack(trunk, Set.of());
                var layers = layers(trunk, Set.of())) {
            stack.graph().fit(SampleNetwork.data(trunk, BATCH, DataType.FLOAT));
            layers.graph().fit(SampleNetwork.data(trunk, BATCH, DataType.DOUBLE));

            Map<String, float[]> moved = layers.values();
            stack.values().forEach((name, statistics) -> {
                if (name.contains(".running_")) {
                    assertClose(name, statistics, moved.get(name));
                }
            });
        }
    }

    private static boolean frozenParameter(Trunk trunk, Set<String> frozen, Parameter parameter) {
        return trunk.steps().stream()
                .filter(step -> frozen.contains(step.stage()))
                .flatMap(step -> TrunkStarts.of(step).keySet().stream())
                .anyMatch(name -> parameter.name().equals("trunk." + name));
    }

    private static HybridNetwork stack(Trunk trunk, Set<String> frozen) {
        return SampleNetwork.of(trunk, frozen, EngineChoice.ONEDNN, new NoOp(), DataType.FLOAT);
    }

    private static HybridNetwork layers(Trunk trunk, Set<String> frozen) {
        return SampleNetwork.of(trunk, frozen, EngineChoice.DEEPLEARNING4J, new NoOp(), DataType.DOUBLE);
    }

    private static float[] map(HybridNetwork network, Trunk trunk, int batch, boolean training) {
        DataType type = network.graph().getConfiguration().getDataType();
        String last = network.graph()
                .getConfiguration()
                .getVertexInputs()
                .get("project")
                .get(0);
        INDArray map = network.graph()
                .feedForward(SampleNetwork.array(trunk, batch, type), training)
                .get(last);
        return map.dup('c').data().asFloat();
    }

    private static float[] pixels(Trunk trunk, int batch) {
        return SampleNetwork.floats(SampleNetwork.images(trunk, batch));
    }

    private static void assertClose(String what, float[] actual, float[] expected) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double scale = 0.1;
        double distance = 0;
        for (int i = 0; i < expected.length; i++) {
            scale = Math.max(scale, Math.abs(expected[i]));
            distance = Math.max(distance, Math.abs(actual[i] - expected[i]));
        }
        assertThat(distance).as("distance of %s, which reaches %s", what, scale).isLessThan(TOLERANCE * scale);
    }
}
