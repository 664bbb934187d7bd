package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ansatz.api.backbone.Trunk;
import io.ansatz.runner.NoNetwork;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.runner.experiment.Weights;
import io.ansatz.runner.weights.OpenWeights;
import io.ansatz.runner.weights.SafetensorsFile;
import io.ansatz.runner.weights.WantedArrays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * The S3 network and MobileNetV2 against torch: random weights, imported as those of an experiment are, one input of two
 * images, and what torch makes of them.
 */
class ReferenceNetworkTest {

    private static final Blueprint S3 =
            new Blueprint(Trunks.cnn5(3), Scaling.NONE, new Block.Identity(4), List.of(), 2);

    /** Behind the trunk of S3 torch has a layer to four features, and one to two classes. */
    private static final List<String> HEAD = List.of("18.weight", "18.bias", "19.weight", "19.bias");

    private static final List<String> CLASSIFIER = List.of("classifier.1.weight", "classifier.1.bias");

    private Path folder;
    private Map<String, float[]> expected;

    @BeforeEach
    void readReference() throws IOException {
        folder = Path.of(System.getProperty("ansatz.shared", ""), "reference");
        assumeThat(Files.isDirectory(folder))
                .as("the reference vectors are at hand")
                .isTrue();
        expected = arrays("hqcnn.io.safetensors");
    }

    @ParameterizedTest
    @EnumSource(names = {"ONEDNN", "DEEPLEARNING4J"})
    void featuresAreThoseOfTorchInTheSameOrder(EngineChoice choice) throws IOException {
        try (var network = network(choice, new Adam(1e-3))) {
            INDArray images = Nd4j.create(expected.get("input"), new long[] {2, 3, 28, 28}, 'c');
            INDArray features = network.graph().feedForward(images, false).get(endOfTrunk(network));

            // Sums of up to 576 products in float, five layers deep; the features reach 1.9.
            assertThat(features.dup('c').data().asFloat()).containsExactly(expected.get("features"), within(2e-5f));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ONEDNN", "DEEPLEARNING4J"})
    void probabilitiesAreThoseOfTorchsLogits(EngineChoice choice) throws IOException {
        try (var network = network(choice, new Adam(1e-3))) {

            float[] probabilities = network.classify(2, expected.get("input"));

            float[] logits = expected.get("output");
            for (int image = 0; image < 2; image++) {
                double expectedShare = 1 / (1 + Math.exp(logits[2 * image + 1] - logits[2 * image]));
                assertThat(probabilities[2 * image]).isCloseTo((float) expectedShare, within(1e-5f));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ONEDNN", "DEEPLEARNING4J"})
    void lossAndGradientsOfATrainingStepAreThoseOfTorch(EngineChoice choice) throws IOException {
        try (var network = network(choice, new NoOp())) {
            ComputationGraph graph = network.graph();
            graph.setInputs(Nd4j.create(expected.get("input"), new long[] {2, 3, 28, 28}, 'c'));
            graph.setLabels(Nd4j.eye(2));

            graph.computeGradientAndScore();

            assertThat((float) graph.score()).isCloseTo(expected.get("loss")[0], within(1e-5f));
            Map<String, float[]> gradients = renamed(withPrefix("grad.", expected));
            assertThat(gradients).hasSize(2 * (5 + 5 + 2));
            for (Parameter parameter : network.parameters()) {
                if (!parameter.name().contains(".running_")) {
                    float[] mean = Slopes.of(network, parameter);
                    for (int i = 0; i < mean.length; i++) {
                        mean[i] /= 2;
                    }
                    assertDistance(parameter.name(), mean, gradients.get(parameter.name()));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ONEDNN", "DEEPLEARNING4J"})
    void runningStatisticsMoveByATenthTowardsTheBatchLikeTorchs(EngineChoice choice) throws IOException {
        try (var network = network(choice, new Adam(1e-3))) {

            network.learn(2, expected.get("input"), new int[] {0, 1});

            Map<String, float[]> torch = renamed(withPrefix("bn.", expected));
            assertThat(torch).hasSize(2 * 5);
            Map<String, float[]> values = network.values();
            torch.forEach((name, statistics) ->
                    assertThat(values.get(name)).as(name).containsExactly(statistics, within(2e-6f)));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ONEDNN", "DEEPLEARNING4J"})
    void mobileNetV2AnswersLikeTorchvisions(EngineChoice choice) throws IOException {
        Map<String, float[]> answers = arrays("mobilenet_v2.io.safetensors");
        Map<String, float[]> classifier = arrays("mobilenet_v2.safetensors");
        var blueprint = new Blueprint(Trunks.mobileNetV2(), Scaling.NONE, new Block.Identity(1000), List.of(), 2);
        try (var network = new HybridNetwork(blueprint, Engine.prepare(choice), 1e-3, 1)) {
            network.begin(imported("mobilenet_v2.safetensors", blueprint.trunk(), CLASSIFIER));
            network.restore(Map.of(
                    "project.weight", classifier.get("classifier.1.weight"),
                    "project.bias", classifier.get("classifier.1.bias")));
            INDArray images = Nd4j.create(answers.get("input"), new long[] {2, 3, 224, 224}, 'c');

            Map<String, INDArray> activations = network.graph().feedForward(images, false);

            INDArray features = activations.get(endOfTrunk(network));
            // Float noise through 52 convolutions; the features reach 5.1 and the logits 5.6.
            assertThat(features.dup('c').data().asFloat()).containsExactly(answers.get("features"), within(2e-5f));
            assertThat(activations.get("project").dup('c').data().asFloat())
                    .containsExactly(answers.get("output"), within(2e-5f));
        }
    }

    /** The vertex that the projection reads. */
    private static String endOfTrunk(HybridNetwork network) {
        return network.graph()
                .getConfiguration()
                .getVertexInputs()
                .get("project")
                .get(0);
    }

    private HybridNetwork network(EngineChoice choice, IUpdater updater) throws IOException {
        Map<String, float[]> all = arrays("hqcnn.safetensors");
        all.keySet().retainAll(HEAD);
        var network = new HybridNetwork(S3, Engine.prepare(choice), updater, 1, DataType.FLOAT);
        network.begin(imported("hqcnn.safetensors", S3.trunk(), HEAD));
        network.restore(renamed(all));
        return network;
    }

    /** The arrays of a trunk as a trial reads them. */
    private Map<String, float[]> imported(String name, Trunk trunk, List<String> leftOut) throws IOException {
        var weights = new Weights(Optional.of(folder.resolve(name)), Optional.empty(), Optional.empty());
        var open = new OpenWeights(cache -> folder, NoNetwork.DOWNLOADS);
        return open.read(weights, open.digest(weights), new WantedArrays("reference", trunk, Set.copyOf(leftOut)));
    }

    /** All arrays of floats. */
    private Map<String, float[]> arrays(String name) throws IOException {
        var arrays = new LinkedHashMap<String, float[]>();
        try (var file = SafetensorsFile.open(folder.resolve(name))) {
            for (String array : file.names()) {
                if (!array.endsWith(".num_batches_tracked")) {
                    arrays.put(array, file.read(array));
                }
            }
        }
        return arrays;
    }

    /** A bias in front of a batch normalisation has no gradient but rounding noise, hence the absolute part. */
    private static void assertDistance(String name, float[] actual, float[] wanted) {
        assertThat(actual).as(name).hasSameSizeAs(wanted);
        double distance = 0;
        double length = 0;
        for (int i = 0; i < wanted.length; i++) {
            distance += Math.pow(actual[i] - wanted[i], 2);
            length += Math.pow(wanted[i], 2);
        }
        assertThat(Math.sqrt(distance)).as(name).isLessThan(1e-5 * Math.sqrt(length) + 1e-5);
    }

    private static Map<String, float[]> withPrefix(String prefix, Map<String, float[]> arrays) {
        var chosen = new LinkedHashMap<String, float[]>();
        arrays.forEach((name, values) -> {
            if (name.startsWith(prefix)) {
                chosen.put(name.substring(prefix.length()), values);
            }
        });
        return chosen;
    }

    /** Torch names by position; here each array carries its place in the network. */
    private static Map<String, float[]> renamed(Map<String, float[]> arrays) {
        var named = new LinkedHashMap<String, float[]>();
        arrays.forEach((name, values) -> named.put(
                name.startsWith("18.")
                        ? "project" + name.substring(2)
                        : name.startsWith("19.") ? "classes" + name.substring(2) : "trunk." + name,
                values));
        return named;
    }
}
