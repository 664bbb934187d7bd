package io.ansatz.plugins.mobilenetv2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Operation.BatchNorm;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Operation.Relu6;
import io.ansatz.api.backbone.Operation.Residual;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.testkit.BackboneContract;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MobileNetV2Test {

    private final MobileNetV2 mobilenet = new MobileNetV2();

    @Test
    void stagesAreAsPublished() {
        Trunk trunk = trunk(3, 224);

        assertThat(stages(trunk))
                .containsExactly(
                        "stem 32 x 112 x 112, 928 parameters",
                        "stage1 16 x 112 x 112, 896 parameters",
                        "stage2 24 x 56 x 56, 13,968 parameters",
                        "stage3 32 x 28 x 28, 39,696 parameters",
                        "stage4 64 x 14 x 14, 183,872 parameters",
                        "stage5 96 x 14 x 14, 303,168 parameters",
                        "stage6 160 x 7 x 7, 795,264 parameters",
                        "stage7 320 x 7 x 7, 473,920 parameters",
                        "stage8 1280 x 7 x 7, 412,160 parameters",
                        "pool 1280 x 1 x 1, 0 parameters");
        assertThat(trunk.parameterCount()).isEqualTo(2_223_872);
    }

    @Test
    void imagesOfOtherSizesPassToo() {
        assertThat(trunk(1, 28).upTo("stage4").output()).isEqualTo(new ImageShape(64, 2, 2));
        assertThat(trunk(1, 28).upTo("stage8").output()).isEqualTo(new ImageShape(1280, 1, 1));
        assertThat(trunk(3, 64).upTo("stage8").output()).isEqualTo(new ImageShape(1280, 2, 2));
        assertThat(trunk(3, 96).upTo("stage8").output()).isEqualTo(new ImageShape(1280, 3, 3));
        assertThat(mobilenet
                        .draw(mobilenet.defaults(), new ImageShape(3, 224, 96))
                        .upTo("stage8")
                        .output())
                .isEqualTo(new ImageShape(1280, 7, 3));
    }

    @Test
    void noImageIsTooSmall() {
        assertThat(trunk(1, 1).output()).isEqualTo(new ImageShape(1280, 1, 1));
    }

    @Test
    void greyImagesChangeTheFirstConvolutionAlone() {
        assertThat(trunk(1, 224).parameters().get("features.0.0.weight")).containsExactly(32, 1, 3, 3);
        assertThat(trunk(1, 224).parameterCount()).isEqualTo(2_223_872 - 2 * 32 * 9);
    }

    @Test
    void parametersCarryTheNamesOfTorchvision() {
        var parameters = trunk(3, 224).parameters();

        assertThat(parameters.keySet())
                .hasSize(156)
                .startsWith(
                        "features.0.0.weight",
                        "features.0.1.weight",
                        "features.0.1.bias",
                        "features.1.conv.0.0.weight",
                        "features.1.conv.0.1.weight",
                        "features.1.conv.0.1.bias",
                        "features.1.conv.1.weight",
                        "features.1.conv.2.weight",
                        "features.1.conv.2.bias",
                        "features.2.conv.0.0.weight")
                .endsWith("features.18.0.weight", "features.18.1.weight", "features.18.1.bias");
        assertThat(parameters.get("features.0.0.weight")).containsExactly(32, 3, 3, 3);
        assertThat(parameters.get("features.1.conv.0.0.weight")).containsExactly(32, 1, 3, 3);
        assertThat(parameters.get("features.1.conv.1.weight")).containsExactly(16, 32, 1, 1);
        assertThat(parameters.get("features.2.conv.0.0.weight")).containsExactly(96, 16, 1, 1);
        assertThat(parameters.get("features.2.conv.1.0.weight")).containsExactly(96, 1, 3, 3);
        assertThat(parameters.get("features.2.conv.2.weight")).containsExactly(24, 96, 1, 1);
        assertThat(parameters.get("features.11.conv.2.weight")).containsExactly(96, 384, 1, 1);
        assertThat(parameters.get("features.17.conv.1.1.bias")).containsExactly(960);
        assertThat(parameters.get("features.17.conv.3.weight")).containsExactly(320);
        assertThat(parameters.get("features.18.0.weight")).containsExactly(1280, 320, 1, 1);
    }

    @Test
    void aBottleneckThatKeepsTheShapeIsAddedToItsInput() {
        List<Operation> stage2 = trunk(3, 224).stages().get(2).operations();

        assertThat(stage2.get(0)).isEqualTo(new Convolution("features.2.conv.0.0", 96, 1, 1, 0, 1, false));
        assertThat(stage2.get(stage2.size() - 1))
                .isEqualTo(new Residual(
                        List.of(
                                new Convolution("features.3.conv.0.0", 144, 1, 1, 0, 1, false),
                                new BatchNorm("features.3.conv.0.1"),
                                new Relu6(),
                                new Convolution("features.3.conv.1.0", 144, 3, 1, 1, 144, false),
                                new BatchNorm("features.3.conv.1.1"),
                                new Relu6(),
                                new Convolution("features.3.conv.2", 24, 1, 1, 0, 1, false),
                                new BatchNorm("features.3.conv.3")),
                        List.of()));
    }

    @Test
    void tenOfTheSeventeenBottlenecksAreAddedToTheirInputs() {
        assertThat(trunk(3, 224).steps())
                .extracting(Trunk.Step::operation)
                .filteredOn(Residual.class::isInstance)
                .hasSize(10);
    }

    @Test
    void theClassifierOfPublishedWeightFilesIsLeftOut() {
        assertThat(new MobileNetV2().classifier()).containsExactly("classifier.1.weight", "classifier.1.bias");
    }

    @Test
    void keepsTheContract() {
        BackboneContract.of(
                        mobilenet,
                        new ImageShape(1, 28, 28),
                        new ImageShape(3, 28, 28),
                        new ImageShape(3, 64, 64),
                        new ImageShape(3, 224, 224))
                .holds();
    }

    private Trunk trunk(int channels, int pixels) {
        return mobilenet.draw(mobilenet.defaults(), new ImageShape(channels, pixels, pixels));
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
