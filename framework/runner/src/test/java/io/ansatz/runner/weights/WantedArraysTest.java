package io.ansatz.runner.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Operation.BatchNorm;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Operation.GlobalAveragePool;
import io.ansatz.api.backbone.Operation.LayerScale;
import io.ansatz.api.backbone.Operation.Relu;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WantedArraysTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("tower.safetensors");
    }

    @Test
    void theArraysOfTheTrunkAreReadByName() throws IOException {
        new WeightFile()
                .with("conv1.weight", List.of(1, 3, 1, 1), 1, 2, 3)
                .with("bn1.weight", List.of(1), 4)
                .with("bn1.bias", List.of(1), 5)
                .with("bn1.running_mean", List.of(1), 6)
                .with("bn1.running_var", List.of(1), 7)
                .counter("bn1.num_batches_tracked")
                .with("layer1.weight", List.of(2, 1, 1, 1), 8, 9)
                .with("layer1.bias", List.of(2), 10, 11)
                .with("layer1.scale", List.of(2, 1, 1), 12, 13)
                .with("fc.weight", List.of(1, 2), 14, 15)
                .with("fc.bias", List.of(1), 16)
                .write(file);

        Map<String, float[]> arrays = read(wanted(3, "pool"));

        assertThat(arrays.keySet())
                .containsExactly(
                        "conv1.weight",
                        "bn1.weight",
                        "bn1.bias",
                        "layer1.weight",
                        "layer1.bias",
                        "layer1.scale",
                        "bn1.running_mean",
                        "bn1.running_var");
        assertThat(arrays.get("conv1.weight")).containsExactly(1, 2, 3);
        assertThat(arrays.get("bn1.running_var")).containsExactly(7);
        assertThat(arrays.get("layer1.scale")).containsExactly(12, 13);
    }

    @Test
    void whatLiesBehindTheCutMayBeThereOrNot() throws IOException {
        whole().write(file);
        assertThat(read(wanted(3, "stem"))).hasSize(5);

        stem().write(file);
        assertThat(read(wanted(3, "stem"))).hasSize(5);
    }

    @Test
    void aLinearLayerIsAConvolutionOfOneByOne() throws IOException {
        stem().made("layer1.weight", 2, 1)
                .made("layer1.bias", 2)
                .made("layer1.scale", 2)
                .write(file);

        assertThat(read(wanted(3, "pool"))).hasSize(8);
    }

    @Test
    void oneMessageNamesEverythingThatIsWrong() throws IOException {
        new WeightFile()
                .made("conv1.weight", 1, 3, 3, 3)
                .made("bn1.weight", 2)
                .with("bn1.bias", "I32", List.of(1), new byte[4])
                .made("bn1.running_mean", 1)
                .made("layer1.scale", 2, 1, 1)
                .made("layer2.0.weight", 5)
                .made("layer2.0.bias", 5)
                .made("head", 1)
                .write(file);

        refuses(wanted(3, "pool"), """
                FILE does not fit tower.
                It lacks 3 of 8 arrays:
                  layer1.{weight, bias}, bn1.running_var
                It has 3 that tower has no place for:
                  layer2.0.{weight, bias}, head
                Of another shape are:
                  conv1.weight: 1 x 3 x 3 x 3 in the file, 1 x 3 x 1 x 1 here
                  bn1.weight: 2 in the file, 1 here
                Not made of F64, F32, F16 or BF16 is:
                  bn1.bias""");
    }

    @Test
    void greyImagesBeforeWeightsForColourAreTheLikelyCause() throws IOException {
        whole().write(file);

        refuses(wanted(1, "pool"), """
                FILE does not fit tower.
                Of another shape is:
                  conv1.weight: 1 x 3 x 1 x 1 in the file, 1 x 1 x 1 x 1 here
                Maybe the weights are for images of 3 channels, and these have 1. \
                model.adapter: {channels: 3} makes 3 of them.""");
    }

    @Test
    void aPrefixOfAllNamesIsTheLikelyCause() throws IOException {
        new WeightFile()
                .made("module.conv1.weight", 1, 3, 1, 1)
                .made("module.bn1.weight", 1)
                .made("module.bn1.bias", 1)
                .made("module.bn1.running_mean", 1)
                .made("module.bn1.running_var", 1)
                .write(file);

        refuses(wanted(3, "stem"), """
                FILE does not fit tower.
                It lacks 5 of 5 arrays:
                  conv1.weight, bn1.{weight, bias, running_mean, running_var}
                It has 5 that tower has no place for:
                  module.conv1.weight, module.bn1.{weight, bias, running_mean, running_var}
                Maybe each name in the file begins with 'module.', which must be left out when it is saved.""");
    }

    @Test
    void anotherNetworkIsTheLikelyCauseWhereMostIsMissing() throws IOException {
        new WeightFile().made("classifier.0.bias", 3).write(file);

        refuses(wanted(3, "stem"), """
                FILE does not fit tower.
                It lacks 5 of 5 arrays:
                  conv1.weight, bn1.{weight, bias, running_mean, running_var}
                It has 1 that tower has no place for:
                  classifier.0.bias
                Maybe these are the weights of another network, or of another size of this one.""");
    }

    @Test
    void manyNamesStandInLinesOfBearableLength() throws IOException {
        var many = stem();
        for (int i = 0; i < 40; i++) {
            many.made("more.%d.weight".formatted(i), 1).made("more.%d.bias".formatted(i), 1);
        }
        many.write(file);

        assertThatThrownBy(() -> read(wanted(3, "stem"))).satisfies(refusal -> {
            List<String> lines = refusal.getMessage().lines().toList();
            assertThat(lines.get(1)).isEqualTo("It has 80 that tower has no place for:");
            assertThat(lines.get(2))
                    .isEqualTo(
                            "  more.0.{weight, bias}, more.1.{weight, bias}, more.2.{weight, bias}, more.3.{weight, bias},");
            assertThat(lines).hasSizeBetween(9, 14).allMatch(line -> line.length() <= 112);
            assertThat(refusal.getMessage()).endsWith("more.39.{weight, bias}");
        });
    }

    @Test
    void theClassifierIsOnlyThatOfTheBackbone() throws IOException {
        stem().made("fc.extra", 1).write(file);

        refuses(wanted(3, "stem"), """
                FILE does not fit tower.
                It has 1 that tower has no place for:
                  fc.extra""");
    }

    private Map<String, float[]> read(WantedArrays wanted) throws IOException {
        try (var open = SafetensorsFile.open(file)) {
            return wanted.read(open);
        }
    }

    private void refuses(WantedArrays wanted, String message) {
        assertThatThrownBy(() -> read(wanted))
                .isInstanceOf(IOException.class)
                .hasMessage(message.replace("FILE", file.toString()));
    }

    private static WeightFile stem() {
        return new WeightFile()
                .made("conv1.weight", 1, 3, 1, 1)
                .made("bn1.weight", 1)
                .made("bn1.bias", 1)
                .made("bn1.running_mean", 1)
                .made("bn1.running_var", 1);
    }

    private static WeightFile whole() {
        return stem().made("layer1.weight", 2, 1, 1, 1)
                .made("layer1.bias", 2)
                .made("layer1.scale", 2, 1, 1)
                .made("fc.weight", 1, 2)
                .made("fc.bias", 1);
    }

    private static WantedArrays wanted(int channels, String cut) {
        Trunk whole = new Tower().draw(new Tower.Nothing(), new ImageShape(channels, 2, 2));
        return WantedArrays.of(new Tower(), whole, whole.upTo(cut));
    }

    private static final class Tower implements Backbone<Tower.Nothing> {

        record Nothing() {}

        @Override
        public String name() {
            return "tower";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public Trunk draw(Nothing settings, ImageShape input) {
            return new Trunk(
                    input,
                    List.of(
                            new Stage(
                                    "stem",
                                    List.of(
                                            new Convolution("conv1", 1, 1, 1, 0, 1, false),
                                            new BatchNorm("bn1"),
                                            new Relu())),
                            new Stage(
                                    "layer1",
                                    List.of(new Convolution("layer1", 2, 1, 0), new LayerScale("layer1.scale", 1))),
                            new Stage("pool", List.of(new GlobalAveragePool()))));
        }

        @Override
        public List<String> classifier() {
            return List.of("fc.weight", "fc.bias");
        }
    }
}
