package io.ansatz.plugins.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation.BatchNorm;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Operation.Relu;
import io.ansatz.api.backbone.Operation.Residual;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.plugins.resnet.ResNet.Settings;
import io.ansatz.plugins.resnet.ResNet.Stem;
import io.ansatz.testkit.BackboneContract;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResNetTest {

    private static final Settings RESNET_18 = new Settings(18, Stem.STANDARD);
    private static final Settings RESNET_50 = new Settings(50, Stem.STANDARD);
    private static final Settings SMALL_18 = new Settings(18, Stem.SMALL_IMAGES);
    private static final Settings SMALL_50 = new Settings(50, Stem.SMALL_IMAGES);

    private final ResNet resnet = new ResNet();

    @Test
    void stagesOf18LayersAreAsPublished() {
        Trunk trunk = trunk(RESNET_18, 3, 224);

        assertThat(stages(trunk))
                .containsExactly(
                        "stem 64 x 56 x 56, 9,536 parameters",
                        "layer1 64 x 56 x 56, 147,968 parameters",
                        "layer2 128 x 28 x 28, 525,568 parameters",
                        "layer3 256 x 14 x 14, 2,099,712 parameters",
                        "layer4 512 x 7 x 7, 8,393,728 parameters",
                        "pool 512 x 1 x 1, 0 parameters");
        assertThat(trunk.parameterCount()).isEqualTo(11_176_512);
    }

    @Test
    void stagesOf50LayersAreAsPublished() {
        Trunk trunk = trunk(RESNET_50, 3, 224);

        assertThat(stages(trunk))
                .containsExactly(
                        "stem 64 x 56 x 56, 9,536 parameters",
                        "layer1 256 x 56 x 56, 215,808 parameters",
                        "layer2 512 x 28 x 28, 1,219,584 parameters",
                        "layer3 1024 x 14 x 14, 7,098,368 parameters",
                        "layer4 2048 x 7 x 7, 14,964,736 parameters",
                        "pool 2048 x 1 x 1, 0 parameters");
        assertThat(trunk.parameterCount()).isEqualTo(23_508_032);
    }

    @Test
    void smallImagesKeepTheirSizeUpToTheSecondLayer() {
        assertThat(stages(trunk(SMALL_18, 3, 28)))
                .containsExactly(
                        "stem 64 x 28 x 28, 1,856 parameters",
                        "layer1 64 x 28 x 28, 147,968 parameters",
                        "layer2 128 x 14 x 14, 525,568 parameters",
                        "layer3 256 x 7 x 7, 2,099,712 parameters",
                        "layer4 512 x 4 x 4, 8,393,728 parameters",
                        "pool 512 x 1 x 1, 0 parameters");
        assertThat(trunk(SMALL_50, 1, 28).upTo("layer4").output()).isEqualTo(new ImageShape(2048, 4, 4));
    }

    @Test
    void networksForSmallImagesHaveTheParametersOfTheMedMnistBenchmark() {
        assertThat(trunk(SMALL_18, 3, 28).parameterCount()).isEqualTo(11_168_832);
        assertThat(trunk(SMALL_18, 1, 28).parameterCount()).isEqualTo(11_167_680);
        assertThat(trunk(SMALL_50, 3, 28).parameterCount()).isEqualTo(23_500_352);
        assertThat(trunk(SMALL_50, 1, 28).parameterCount()).isEqualTo(23_499_200);
    }

    @Test
    void imagesOfOtherSizesPassToo() {
        assertThat(trunk(RESNET_18, 1, 64).upTo("layer4").output()).isEqualTo(new ImageShape(512, 2, 2));
        assertThat(trunk(RESNET_50, 3, 64).upTo("layer4").output()).isEqualTo(new ImageShape(2048, 2, 2));
        assertThat(trunk(RESNET_18, 1, 28).upTo("layer4").output()).isEqualTo(new ImageShape(512, 1, 1));
        assertThat(trunk(SMALL_18, 1, 64).upTo("layer4").output()).isEqualTo(new ImageShape(512, 8, 8));
        assertThat(resnet.draw(RESNET_18, new ImageShape(3, 224, 96))
                        .upTo("layer4")
                        .output())
                .isEqualTo(new ImageShape(512, 7, 3));
    }

    @Test
    void noImageIsTooSmall() {
        for (Settings settings : List.of(RESNET_18, RESNET_50, SMALL_18, SMALL_50)) {
            assertThat(trunk(settings, 1, 1).upTo("layer4").output().height()).isEqualTo(1);
        }
    }

    @Test
    void greyImagesChangeTheFirstConvolutionAlone() {
        var grey = trunk(RESNET_18, 1, 224).parameters();

        assertThat(grey.get("conv1.weight")).containsExactly(64, 1, 7, 7);
        assertThat(trunk(RESNET_18, 1, 224).parameterCount()).isEqualTo(11_176_512 - 2 * 64 * 7 * 7);
    }

    @Test
    void parametersOf18LayersCarryTheNamesOfTorchvision() {
        var parameters = trunk(RESNET_18, 3, 224).parameters();

        assertThat(parameters.keySet())
                .hasSize(60)
                .startsWith(
                        "conv1.weight",
                        "bn1.weight",
                        "bn1.bias",
                        "layer1.0.conv1.weight",
                        "layer1.0.bn1.weight",
                        "layer1.0.bn1.bias",
                        "layer1.0.conv2.weight")
                .endsWith("layer4.1.conv2.weight", "layer4.1.bn2.weight", "layer4.1.bn2.bias");
        assertThat(parameters.get("conv1.weight")).containsExactly(64, 3, 7, 7);
        assertThat(parameters.get("layer1.1.conv2.weight")).containsExactly(64, 64, 3, 3);
        assertThat(parameters.get("layer2.0.conv1.weight")).containsExactly(128, 64, 3, 3);
        assertThat(parameters.get("layer2.0.downsample.0.weight")).containsExactly(128, 64, 1, 1);
        assertThat(parameters.get("layer2.0.downsample.1.bias")).containsExactly(128);
        assertThat(parameters.get("layer4.1.conv2.weight")).containsExactly(512, 512, 3, 3);
        assertThat(parameters).doesNotContainKeys("layer1.0.downsample.0.weight", "layer2.1.downsample.0.weight");
    }

    @Test
    void parametersOf50LayersCarryTheNamesOfTorchvision() {
        var parameters = trunk(RESNET_50, 3, 224).parameters();

        assertThat(parameters.keySet())
                .hasSize(159)
                .endsWith("layer4.2.conv3.weight", "layer4.2.bn3.weight", "layer4.2.bn3.bias");
        assertThat(parameters.get("layer1.0.conv1.weight")).containsExactly(64, 64, 1, 1);
        assertThat(parameters.get("layer1.0.downsample.0.weight")).containsExactly(256, 64, 1, 1);
        assertThat(parameters.get("layer3.0.downsample.0.weight")).containsExactly(1024, 512, 1, 1);
        assertThat(parameters.get("layer3.5.conv2.weight")).containsExactly(256, 256, 3, 3);
        assertThat(parameters.get("layer3.5.conv3.weight")).containsExactly(1024, 256, 1, 1);
        assertThat(parameters.get("layer4.0.conv1.weight")).containsExactly(512, 1024, 1, 1);
    }

    @Test
    void aBlockThatHalvesTheMapHasAConvolutionInItsShortcut() {
        assertThat(trunk(RESNET_18, 3, 224).stages().get(2).operations())
                .startsWith(
                        new Residual(
                                List.of(
                                        new Convolution("layer2.0.conv1", 128, 3, 2, 1, 1, false),
                                        new BatchNorm("layer2.0.bn1"),
                                        new Relu(),
                                        new Convolution("layer2.0.conv2", 128, 3, 1, 1, 1, false),
                                        new BatchNorm("layer2.0.bn2")),
                                List.of(
                                        new Convolution("layer2.0.downsample.0", 128, 1, 2, 0, 1, false),
                                        new BatchNorm("layer2.0.downsample.1"))),
                        new Relu());
    }

    @Test
    void theStrideOfABottleneckIsInItsMiddle() {
        assertThat(trunk(RESNET_50, 3, 224).stages().get(2).operations())
                .startsWith(new Residual(
                        List.of(
                                new Convolution("layer2.0.conv1", 128, 1, 1, 0, 1, false),
                                new BatchNorm("layer2.0.bn1"),
                                new Relu(),
                                new Convolution("layer2.0.conv2", 128, 3, 2, 1, 1, false),
                                new BatchNorm("layer2.0.bn2"),
                                new Relu(),
                                new Convolution("layer2.0.conv3", 512, 1, 1, 0, 1, false),
                                new BatchNorm("layer2.0.bn3")),
                        List.of(
                                new Convolution("layer2.0.downsample.0", 512, 1, 2, 0, 1, false),
                                new BatchNorm("layer2.0.downsample.1"))));
    }

    @Test
    void depthsAre18And50() {
        assertThatThrownBy(() -> new Settings(34, Stem.STANDARD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("depth must be 18 or 50, not 34.");
    }

    @Test
    void theClassifierOfPublishedWeightFilesIsLeftOut() {
        assertThat(new ResNet().classifier()).containsExactly("fc.weight", "fc.bias");
    }

    @Test
    void keepsTheContract() {
        BackboneContract.of(
                        resnet,
                        new ImageShape(1, 28, 28),
                        new ImageShape(3, 28, 28),
                        new ImageShape(3, 64, 64),
                        new ImageShape(3, 224, 224))
                .holds();
    }

    private Trunk trunk(Settings settings, int channels, int pixels) {
        return resnet.draw(settings, new ImageShape(channels, pixels, pixels));
    }

    /** Each stage with the shape of what comes out of it and what it has to learn. */
    private static List<String> stages(Trunk trunk) {
        return trunk.stages().stream()
                .map(Stage::name)
                .map(name -> String.format(
                        Locale.ROOT,
                        "%s %s, %,d parameters",
                        name,
                        trunk.upTo(name).output(),
                        trunk.parameterCount(Set.of(name))))
                .toList();
    }
}
