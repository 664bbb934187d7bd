package io.ansatz.runner.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.runner.experiment.Head;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.runner.network.Architecture;
import io.ansatz.runner.network.Block;
import io.ansatz.runner.network.Blueprint;
import io.ansatz.runner.network.HybridNetwork;
import io.ansatz.runner.network.ProductSimulator;
import io.ansatz.runner.network.Trunks;
import io.ansatz.runner.network.TwoWays;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedModelTest {

    private static final Map<String, String> IDENTITY = Map.of("role", "hybrid", "seed", "3");

    @TempDir
    private Path folder;

    private static HybridNetwork network(int qubits, int head, long seed) {
        var block = new Block.Quantum(ProductSimulator.onQubits(qubits));
        return new HybridNetwork(new Blueprint(Trunks.tiny(), Scaling.TANH_PI, block, List.of(head), 2), 0.02, seed);
    }

    private SavedModel saved(HybridNetwork network) throws Exception {
        SavedModel.write(
                new RunFolder(folder),
                IDENTITY,
                Architecture.of(network.blueprint()),
                network.values(),
                network.shapes());
        return SavedModel.read(folder.resolve("model"));
    }

    @Test
    void aModelAnswersAsTheNetworkDidThatWasSaved() throws Exception {
        var images = new float[4 * 42];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) Math.sin(i);
        }
        try (var network = network(2, 6, 3);
                var other = network(2, 6, 4)) {
            network.learn(4, images, new int[] {0, 1, 0, 1});
            SavedModel model = saved(network);
            assertThat(model.identity()).isEqualTo(IDENTITY);

            model.restore(other);

            assertThat(other.classify(4, images)).isEqualTo(network.classify(4, images));
        }
    }

    @Test
    void aModelWithANeckAnswersAsTheNetworkDidThatWasSaved() throws Exception {
        var images = new float[4 * 42];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) Math.sin(i);
        }
        try (var network = withNeck(3);
                var other = withNeck(4)) {
            network.learn(4, images, new int[] {0, 1, 0, 1});

            saved(network).restore(other);

            assertThat(other.classify(4, images)).isEqualTo(network.classify(4, images));
            assertThat(Files.readString(folder.resolve("model/model.json")))
                    .contains(
                            "\"neck\":{\"kind\":\"Layers\",\"vertices\":[",
                            "\"name\":\"neck.there.input\",\"shape\":[8,3],\"bytes\":96,",
                            "\"name\":\"neck.back.bias\",\"shape\":[8],");
        }
    }

    private static HybridNetwork withNeck(long seed) {
        var blueprint = new Blueprint(
                Trunks.tiny(),
                Set.of(),
                Optional.of(TwoWays.of(2)),
                Scaling.TANH_PI,
                new Block.Identity(2),
                new Head(List.of()),
                2);
        return new HybridNetwork(blueprint, 0.02, seed);
    }

    @Test
    void theFileSaysWhatWasDrawn() throws Exception {
        try (var network = network(2, 6, 3)) {
            saved(network);
        }

        assertThat(Files.readString(folder.resolve("model/model.json")))
                .startsWith("{\n  \"format\": \"ansatz model\",\n  \"version\": 1,\n  \"trial\": {")
                .contains(
                        "\"architecture\": {\"input\":{\"kind\":\"ImageShape\",\"channels\":1,\"height\":7,\"width\":6},",
                        "\"name\":\"trunk.conv.weight\",\"shape\":[3,1,3,3],\"bytes\":108,",
                        "\"name\":\"trunk.norm.running_var\",\"shape\":[3],",
                        "\"name\":\"project.weight\",\"shape\":[2,12],",
                        "\"name\":\"circuit.weights\",\"shape\":[2],",
                        "\"name\":\"classes.bias\",\"shape\":[2],");
    }

    @Test
    void aNetworkWithOtherArraysIsLeftAsItWas() throws Exception {
        try (var network = network(2, 6, 3);
                var wider = network(2, 7, 4);
                var larger = network(3, 6, 4);
                var bare = new HybridNetwork(
                        new Blueprint(Trunks.tiny(), Scaling.TANH_PI, new Block.Identity(2), List.of(6), 2), 0.02, 4)) {
            SavedModel model = saved(network);
            Map<String, float[]> before = wider.values();

            assertThatThrownBy(() -> model.restore(wider))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("'head.0.weight' has 12 values in the model and 14 in the network.");
            assertThatThrownBy(() -> model.restore(larger))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("'project.weight' has 24 values in the model and 36 in the network.");
            assertThatThrownBy(() -> model.restore(bare))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The model has a 'circuit.weights', which the network lacks.");
            SavedModel poor = saved(bare);
            assertThatThrownBy(() -> poor.restore(network))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The model has no 'circuit.weights', which the network needs.");
            assertThat(wider.values().get("trunk.conv.weight")).isEqualTo(before.get("trunk.conv.weight"));
        }
    }
}
