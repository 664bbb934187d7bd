package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation.BatchNorm;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Operation.Gelu;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.api.network.Neck;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Head;
import io.ansatz.runner.experiment.Placement;
import io.ansatz.runner.experiment.Projection;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.runner.experiment.Use;
import io.ansatz.runner.network.onednn.OneDnn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** A block in front of the backbone, at every place of its map, and behind it. */
class PlacementTest {

    private static final int BATCH = 3;
    private static final double STEP = 1e-6;
    private static final ImageShape IMAGES = new ImageShape(1, 7, 6);
    private static final Placement BEHIND = new Placement.Features(Projection.LINEAR);
    private static final Placement IN_FRONT = new Placement.Input(Optional.empty(), Optional.empty());
    private static final int UNITS = 3;
    private static final Optional<Use<Neck<?>>> NECK = Optional.of(TwoWays.of(UNITS));

    private DataType usual;

    @BeforeEach
    void rememberTheUsualType() {
        usual = Nd4j.dataType();
    }

    @AfterEach
    void computeAsUsual() {
        Nd4j.setDefaultDataTypes(usual, usual);
    }

    /**
     * Every placement with every kind of block, two of them with a neck too, and networks without a circuit. Blocks read and
     * give 4 values, or 2 where nothing projects.
     */
    static Stream<Named<Blueprint>> blueprints() {
        var all = new ArrayList<Named<Blueprint>>();
        for (Placement placement : placements()) {
            int width = width(placement);
            var blocks = new LinkedHashMap<String, Block>();
            var quantum = new Block.Quantum(ProductSimulator.onQubits(width));
            blocks.put("circuit", quantum);
            blocks.put("frozen circuit", quantum.asFrozen());
            blocks.put("shuffled circuit", quantum.shuffledBy(new Seed(5)));
            blocks.put("circuit without weights", new Block.Quantum(ProductSimulator.withoutWeights(width)));
            blocks.put("perceptron", new Block.Mlp(width, 3, width, true, true));
            blocks.put("dense layer", new Block.Linear(width, width, true));
            blocks.put("dense layer that does not learn", new Block.Still(new Block.Linear(width, width, true)));
            blocks.put("cosines", new Block.Fourier(width, width + 1, width, true));
            blocks.put("cosines that do not learn", new Block.Still(new Block.Fourier(width, width, width, true)));
            blocks.put("nothing", new Block.Identity(width));
            blocks.forEach((name, block) -> {
                all.add(Named.of("%s, %s".formatted(placement, name), draw(placement, block)));
                if (BEHIND.equals(placement) || IN_FRONT.equals(placement)) {
                    all.add(Named.of("%s, neck, %s".formatted(placement, name), draw(placement, NECK, block)));
                }
            });
        }
        var direct = new Placement.Features(Projection.DIRECT);
        all.add(Named.of("no circuit", draw(direct, new Block.Identity(2 * 6 * 5))));
        all.add(Named.of("no circuit, neck", draw(direct, NECK, new Block.Identity(2 * UNITS))));
        return all.stream();
    }

    private static List<Placement> placements() {
        return List.of(
                BEHIND,
                new Placement.Features(Projection.NORMALISED),
                new Placement.Patches(Projection.LINEAR),
                new Placement.Patches(Projection.NORMALISED),
                new Placement.Patches(Projection.DIRECT),
                IN_FRONT,
                new Placement.Input(Optional.of(1), Optional.empty()));
    }

    private static int width(Placement placement) {
        return placement instanceof Placement.Patches patches && patches.projection() == Projection.DIRECT ? 2 : 4;
    }

    private static Blueprint draw(Placement placement, Block block) {
        return draw(placement, Optional.empty(), block);
    }

    private static Blueprint draw(Placement placement, Optional<Use<Neck<?>>> neck, Block block) {
        ImageShape read =
                placement instanceof Placement.Input input ? Blueprint.filtered(IMAGES, input, block) : IMAGES;
        Scaling scaling = placement instanceof Placement.Input ? Scaling.PI : Scaling.TANH_HALF_PI;
        return new Blueprint(IMAGES, smooth(read), Set.of(), neck, placement, scaling, block, new Head(List.of(5)), 2);
    }

    /** Two convolutions; all of it is smooth. */
    private static Trunk smooth(ImageShape images) {
        return new Trunk(
                images,
                List.of(
                        new Stage(
                                "first",
                                List.of(
                                        new Convolution("first.conv", 3, 2, 0),
                                        new BatchNorm("first.norm"),
                                        new Gelu())),
                        new Stage("second", List.of(new Convolution("second.conv", 2, 1, 0)))));
    }

    @ParameterizedTest
    @MethodSource("blueprints")
    void gradientsAreSlopes(Blueprint blueprint) {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        try (var network = network(blueprint, EngineChoice.DEEPLEARNING4J, DataType.DOUBLE)) {
            ComputationGraph graph = network.graph();
            DataSet data = data(DataType.DOUBLE);
            SampleNetwork.differentiate(network, data);
            Map<String, INDArray> gradients = graph.gradient().gradientForVariable();
            int checked = 0;
            for (Parameter parameter : network.parameters()) {
                if (stays(parameter, blueprint)) {
                    continue;
                }
                INDArray values = graph.getLayer(parameter.layer()).getParam(parameter.key());
                INDArray sums = gradients.get(parameter.layer() + "_" + parameter.key());
                for (long i = 0; i < values.length(); i += 1 + values.length() / 5) {
                    double value = values.getDouble(i);
                    values.putScalar(i, value + STEP);
                    double above = graph.score(data, true);
                    values.putScalar(i, value - STEP);
                    double below = graph.score(data, true);
                    values.putScalar(i, value);

                    assertThat(sums.getDouble(i) / BATCH)
                            .as("%s[%d]", parameter.name(), i)
                            .isCloseTo((above - below) / (2 * STEP), within(2e-9));
                    checked++;
                }
            }
            assertThat(checked).isGreaterThan(20);
        }
    }

    /** Running averages are moved by the batch and not by a gradient. */
    private static boolean stays(Parameter parameter, Blueprint blueprint) {
        boolean frozen = !blueprint.block().learns() && isOfBlock(parameter);
        return frozen || parameter.name().contains("running_");
    }

    private static boolean isOfBlock(Parameter parameter) {
        return Stream.of("circuit", "mlp", "linear", "fourier")
                .anyMatch(word -> parameter.name().startsWith(word));
    }

    @ParameterizedTest
    @MethodSource("blueprints")
    void stacksComputeWhatLayersDo(Blueprint blueprint) {
        assumeThat(OneDnn.version()).as("oneDNN can be loaded on this machine").isPresent();
        try (var stacks = network(blueprint, EngineChoice.ONEDNN, DataType.FLOAT);
                var layers = network(blueprint, EngineChoice.DEEPLEARNING4J, DataType.FLOAT)) {
            assertThat(stacks.values().keySet())
                    .containsExactlyElementsOf(layers.values().keySet());
            assertThat(stacks.classify(BATCH, pixels()))
                    .containsExactly(layers.classify(BATCH, pixels()), within(1e-5f));
            SampleNetwork.differentiate(stacks, data(DataType.FLOAT));
            SampleNetwork.differentiate(layers, data(DataType.FLOAT));
            Map<String, INDArray> expected = layers.graph().gradient().gradientForVariable();
            stacks.graph().gradient().gradientForVariable().forEach((name, gradient) -> {
                if (expected.containsKey(name)) {
                    assertThat(gradient.dup('c').data().asFloat())
                            .as(name)
                            .containsExactly(expected.get(name).dup('c').data().asFloat(), within(1e-4f));
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("blueprints")
    void whatDoesNotLearnStays(Blueprint blueprint) {
        try (var network = new HybridNetwork(blueprint, Engine.prepare(EngineChoice.AUTO), 0.1, 3)) {
            Map<String, float[]> before = network.values();
            network.learn(BATCH, pixels(), SampleNetwork.labels(BATCH));
            Map<String, float[]> after = network.values();

            for (Parameter parameter : network.parameters()) {
                boolean still = !blueprint.block().learns() && isOfBlock(parameter);
                if (still) {
                    assertThat(after.get(parameter.name()))
                            .as(parameter.name())
                            .isEqualTo(before.get(parameter.name()));
                } else {
                    assertThat(after.get(parameter.name()))
                            .as(parameter.name())
                            .isNotEqualTo(before.get(parameter.name()));
                }
            }
        }
    }

    @Test
    void rolesStartFromTheSameValuesWhereTheyHaveTheSameLayers() {
        for (Placement placement : placements()) {
            int width = width(placement);
            Map<String, float[]> hybrid = starts(draw(placement, new Block.Quantum(ProductSimulator.onQubits(width))));
            for (Block block : List.of(new Block.Mlp(width, 3, width, true, true), new Block.Identity(width))) {
                Map<String, float[]> twin = starts(draw(placement, block));

                hybrid.forEach((name, values) -> {
                    if (!name.startsWith("circuit")) {
                        assertThat(twin.get(name)).as("%s: %s", placement, name).isEqualTo(values);
                    }
                });
            }
        }
    }

    private static Map<String, float[]> starts(Blueprint blueprint) {
        try (var network = new HybridNetwork(blueprint, 0.1, 7)) {
            return network.values();
        }
    }

    @Test
    void parametersAreCountedForEveryPlacement() {
        blueprints().map(Named::getPayload).forEach(blueprint -> {
            try (var network = new HybridNetwork(blueprint, 0.1, 7)) {
                long learned = network.parameters().stream()
                        .filter(parameter -> !stays(parameter, blueprint))
                        .mapToLong(parameter -> parameter.starts().size())
                        .sum();
                assertThat(blueprint.parameters()).as(blueprint.toString()).isEqualTo(learned);
            }
        });
    }

    @Test
    void aCircuitAtEveryPlaceReadsTheChannelsThereAndItsOutputsAreAveraged() {
        var trunk = new Trunk(IMAGES, List.of(new Stage("map", List.of(new Convolution("map.conv", 2, 3, 0)))));
        var blueprint = new Blueprint(
                IMAGES,
                trunk,
                Set.of(),
                Optional.empty(),
                new Placement.Patches(Projection.DIRECT),
                Scaling.NONE,
                new Block.Quantum(ProductSimulator.onQubits(2)),
                new Head(List.of()),
                2);
        try (var network = network(blueprint, EngineChoice.AUTO, DataType.FLOAT)) {
            Map<String, float[]> values = network.values();
            var plain = new PlainTrunk(trunk, values, Set.of());
            double[] map = plain.run(BATCH, doubles(pixels())).get(0);
            int places = 5 * 4;
            for (int image = 0; image < BATCH; image++) {
                var mean = new double[2];
                for (int channel = 0; channel < 2; channel++) {
                    for (int place = 0; place < places; place++) {
                        double x = map[(image * 2 + channel) * places + place];
                        mean[channel] += Math.cos(x + values.get("circuit.weights")[channel]) / places;
                    }
                }
                assertThat(network.classify(BATCH, pixels())[2 * image])
                        .isCloseTo((float) firstClass(values, mean), within(1e-5f));
            }
        }
    }

    @Test
    void aCircuitInFrontReadsPatchesOfPixelsBetween0And1() {
        var block = new Block.Quantum(ProductSimulator.onQubits(4));
        // Patches of 2 x 2, three pixels apart: 2 x 2 of them, and the rest of the image is dropped.
        var placement = new Placement.Input(Optional.of(3), Optional.empty());
        var maps = new ImageShape(4, 2, 2);
        var trunk = new Trunk(maps, List.of(new Stage("mean", List.of(new Convolution("mean.conv", 2, 2, 0)))));
        var blueprint = new Blueprint(
                IMAGES, trunk, Set.of(), Optional.empty(), placement, Scaling.PI, block, new Head(List.of()), 2);
        try (var network = network(blueprint, EngineChoice.AUTO, DataType.FLOAT)) {
            Map<String, float[]> values = network.values();
            float[] pixels = pixels();
            var filtered = new double[BATCH * maps.size()];
            for (int i = 0; i < filtered.length; i++) {
                int image = i / 16;
                int channel = i / 4 % 4;
                int row = 3 * (i / 2 % 2) + channel / 2;
                int column = 3 * (i % 2) + channel % 2;
                double brightness = (pixels[image * 42 + row * 6 + column] + 1) / 2;
                filtered[i] = Math.cos(Math.PI * brightness + values.get("circuit.weights")[channel]);
            }
            double[] features =
                    new PlainTrunk(trunk, values, Set.of()).run(BATCH, filtered).get(0);

            float[] answers = network.classify(BATCH, pixels);

            for (int image = 0; image < BATCH; image++) {
                double[] vector = Arrays.copyOfRange(features, 2 * image, 2 * image + 2);
                assertThat(answers[2 * image]).isCloseTo((float) firstClass(values, vector), within(1e-5f));
            }
        }
    }

    @Test
    void pixelsCanBeMadeBlackOrWhite() {
        var grid = new PatchGrid(new ImageShape(1, 1, 4), 1, 1);
        double[] pixels = {-1, -0.1, 0.1, 1};

        assertThat(new PatchesAsRows(grid, Optional.empty()).run(1, pixels, Map.of()))
                .containsExactly(0, 0.45, 0.55, 1);
        assertThat(new PatchesAsRows(grid, Optional.of(0.5)).run(1, pixels, Map.of()))
                .containsExactly(0, 0, 1, 1);
    }

    @Test
    void theValuesOfAPatchAreItsPixelsRowByRowWithTheirChannelsSideBySide() {
        var grid = PatchGrid.reading(12, new ImageShape(3, 4, 5), Optional.empty());

        assertThat(grid.size()).isEqualTo(2);
        assertThat(grid.count()).isEqualTo(4);
        // Patch 3 begins in row 2 and column 2; its value 7 is the green of its third pixel, in row 3 and column 2.
        assertThat(grid.place(3, 7)).isEqualTo((1 * 4 + 3) * 5 + 2);
    }

    @Test
    void aCircuitThatReadsNoSquarePatchIsRefused() {
        assertThatThrownBy(() -> PatchGrid.reading(6, new ImageShape(3, 28, 28), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The circuit reads 6 values, but a square patch of an image with 3 channels holds 3, 12, 27, ....");
    }

    @Test
    void aPatchLargerThanTheImageIsRefused() {
        assertThatThrownBy(() -> PatchGrid.reading(16, new ImageShape(1, 3, 28), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A patch of 4 x 4 pixels does not fit into an image of 3 x 28.");
    }

    @Test
    void aCircuitWithoutAProjectionMustReadAsManyValuesAsThereAre() {
        var block = new Block.Identity(3);

        assertThatThrownBy(() -> draw(new Placement.Patches(Projection.DIRECT), block))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("projection is direct, but the backbone gives 2 values and the circuit reads 3.");
    }

    @Test
    void equalPatchesRunOnce() {
        var block = new Block.Quantum(ProductSimulator.onQubits(4));
        Blueprint blueprint = draw(new Placement.Input(Optional.empty(), Optional.empty()), block);
        // Nine patches per image; all of a black image are equal, and those of the other image differ.
        float[] images = pixels();
        Arrays.fill(images, 0, 42, -1);
        try (var network = new HybridNetwork(blueprint, 0.1, 1)) {
            network.classify(2, images);
            assertThat(network.circuitEvaluations()).isEqualTo(1 + 9);

            network.learn(2, images, new int[] {0, 1});
            assertThat(network.circuitEvaluations()).isEqualTo(3 * (1 + 9));
        }
    }

    @Test
    void aCircuitAtEveryPlaceRunsOnceForEachOfThem() {
        var block = new Block.Quantum(ProductSimulator.onQubits(4));
        Blueprint blueprint = draw(new Placement.Patches(Projection.LINEAR), block);
        assertThat(blueprint.places()).isEqualTo(6 * 5);
        try (var network = new HybridNetwork(blueprint, 0.1, 1)) {
            network.classify(2, pixels());
            assertThat(network.circuitEvaluations()).isEqualTo(2 * 6 * 5);
        }
    }

    private static HybridNetwork network(Blueprint blueprint, EngineChoice choice, DataType type) {
        var network = new HybridNetwork(blueprint, Engine.prepare(choice), new NoOp(), 3, type);
        network.restore(SampleNetwork.values(network.values()));
        return network;
    }

    /** The probability that the output layer gives to the first of two classes. */
    private static double firstClass(Map<String, float[]> values, double[] features) {
        float[] weights = values.get("classes.weight");
        float[] bias = values.get("classes.bias");
        var logits = new double[] {bias[0], bias[1]};
        for (int k = 0; k < 2; k++) {
            for (int i = 0; i < features.length; i++) {
                logits[k] += weights[k * features.length + i] * features[i];
            }
        }
        return 1 / (1 + Math.exp(logits[1] - logits[0]));
    }

    private static float[] pixels() {
        return SampleNetwork.floats(doubles());
    }

    private static double[] doubles() {
        return new SplittableRandom(2)
                .doubles((long) BATCH * IMAGES.size(), -1, 1)
                .toArray();
    }

    private static double[] doubles(float[] values) {
        var wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    private static DataSet data(DataType type) {
        INDArray targets = Nd4j.zeros(type, BATCH, 2);
        for (int i = 0; i < BATCH; i++) {
            targets.putScalar(i, i % 2, 1);
        }
        return new DataSet(Nd4j.create(doubles(), new long[] {BATCH, 1, 7, 6}, type), targets);
    }
}
