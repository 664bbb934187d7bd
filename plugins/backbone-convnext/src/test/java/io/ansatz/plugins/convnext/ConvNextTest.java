package io.ansatz.plugins.convnext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Operation.Gelu;
import io.ansatz.api.backbone.Operation.GlobalAveragePool;
import io.ansatz.api.backbone.Operation.LayerNorm;
import io.ansatz.api.backbone.Operation.LayerScale;
import io.ansatz.api.backbone.Operation.Residual;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.plugins.convnext.ConvNext.Settings;
import io.ansatz.plugins.convnext.ConvNext.Variant;
import io.ansatz.testkit.BackboneContract;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConvNextTest {

    private final ConvNext convnext = new ConvNext();

    @Test
    void stagesOfTinyAreAsPublished() {
        Trunk trunk = trunk(Variant.TINY, 3, 224);

        assertThat(stages(trunk))
                .containsExactly(
                        "stem 96 x 56 x 56, 4,896 parameters",
                        "stage1 96 x 56 x 56, 237,888 parameters",
                        "stage2 192 x 28 x 28, 992,256 parameters",
                        "stage3 384 x 14 x 14, 11,112,960 parameters",
                        "stage4 768 x 7 x 7, 15,470,592 parameters",
                        "pool 768 x 1 x 1, 1,536 parameters");
        assertThat(trunk.parameterCount()).isEqualTo(27_820_128);
    }

    @Test
    void stagesOfBaseAreAsPublished() {
        Trunk trunk = trunk(Variant.BASE, 3, 224);

        assertThat(stages(trunk))
                .containsExactly(
                        "stem 128 x 56 x 56, 6,528 parameters",
                        "stage1 128 x 56 x 56, 415,488 parameters",
                        "stage2 256 x 28 x 28, 1,748,992 parameters",
                        "stage3 512 x 14 x 14, 57,950,208 parameters",
                        "stage4 1024 x 7 x 7, 27,443,200 parameters",
                        "pool 1024 x 1 x 1, 2,048 parameters");
        assertThat(trunk.parameterCount()).isEqualTo(87_566_464);
    }

    @Test
    void aClassifierOf1000ClassesMakesItThePublishedWhole() {
        assertThat(trunk(Variant.TINY, 3, 224).parameterCount() + (768 + 1) * 1000)
                .isEqualTo(28_589_128);
        assertThat(trunk(Variant.BASE, 3, 224).parameterCount() + (1024 + 1) * 1000)
                .isEqualTo(88_591_464);
    }

    @Test
    void imagesOfOtherSizesPassToo() {
        assertThat(trunk(Variant.TINY, 1, 64).upTo("stage4").output()).isEqualTo(new ImageShape(768, 2, 2));
        assertThat(trunk(Variant.BASE, 3, 64).upTo("stage4").output()).isEqualTo(new ImageShape(1024, 2, 2));
        assertThat(convnext.draw(convnext.defaults(), new ImageShape(3, 224, 100))
                        .upTo("stage4")
                        .output())
                .isEqualTo(new ImageShape(768, 7, 3));
    }

    @Test
    void thirtyTwoPixelsAreTheLeast() {
        assertThat(trunk(Variant.TINY, 1, 32).upTo("stage4").output()).isEqualTo(new ImageShape(768, 1, 1));
        assertThatThrownBy(() -> trunk(Variant.TINY, 1, 28))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("convnext needs images of at least 32 x 32 pixels, not 28 x 28.");
        assertThatThrownBy(() -> convnext.draw(convnext.defaults(), new ImageShape(3, 64, 31)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("convnext needs images of at least 32 x 32 pixels, not 64 x 31.");
    }

    @Test
    void greyImagesChangeTheFirstConvolutionAlone() {
        assertThat(trunk(Variant.TINY, 1, 224).parameters().get("features.0.0.weight"))
                .containsExactly(96, 1, 4, 4);
        assertThat(trunk(Variant.TINY, 1, 224).parameterCount()).isEqualTo(27_820_128 - 2 * 96 * 4 * 4);
    }

    @Test
    void parametersCarryTheNamesOfTorchvision() {
        var parameters = trunk(Variant.BASE, 3, 224).parameters();

        assertThat(parameters.keySet())
                .hasSize(342)
                .startsWith(
                        "features.0.0.weight",
                        "features.0.0.bias",
                        "features.0.1.weight",
                        "features.0.1.bias",
                        "features.1.0.block.0.weight",
                        "features.1.0.block.0.bias",
                        "features.1.0.block.2.weight",
                        "features.1.0.block.2.bias",
                        "features.1.0.block.3.weight",
                        "features.1.0.block.3.bias",
                        "features.1.0.block.5.weight",
                        "features.1.0.block.5.bias",
                        "features.1.0.layer_scale")
                .endsWith("features.7.2.layer_scale", "classifier.0.weight", "classifier.0.bias");
        assertThat(parameters.get("features.0.0.weight")).containsExactly(128, 3, 4, 4);
        assertThat(parameters.get("features.1.0.block.0.weight")).containsExactly(128, 1, 7, 7);
        assertThat(parameters.get("features.2.0.weight")).containsExactly(128);
        assertThat(parameters.get("features.2.1.weight")).containsExactly(256, 128, 2, 2);
        assertThat(parameters.get("features.5.26.block.5.bias")).containsExactly(512);
        assertThat(parameters.get("features.6.1.bias")).containsExactly(1024);
        assertThat(parameters.get("features.7.2.layer_scale")).containsExactly(1024, 1, 1);
        assertThat(parameters.get("classifier.0.weight")).containsExactly(1024);
    }

    @Test
    void linearLayersAreConvolutionsOfOnePixel() {
        var parameters = trunk(Variant.TINY, 3, 224).parameters();

        assertThat(parameters.get("features.1.0.block.3.weight")).containsExactly(384, 96, 1, 1);
        assertThat(parameters.get("features.1.0.block.5.weight")).containsExactly(96, 384, 1, 1);
    }

    @Test
    void aBlockBeginsAsAlmostNothing() {
        assertThat(trunk(Variant.TINY, 3, 224).stages().get(1).operations())
                .hasSize(3)
                .startsWith(new Residual(
                        List.of(
                                new Convolution("features.1.0.block.0", 96, 7, 1, 3, 96, true),
                                new LayerNorm("features.1.0.block.2"),
                                new Convolution("features.1.0.block.3", 384, 1, 1, 0, 1, true),
                                new Gelu(),
                                new Convolution("features.1.0.block.5", 96, 1, 1, 0, 1, true),
                                new LayerScale("features.1.0.layer_scale", 1e-6)),
                        List.of()));
    }

    @Test
    void aStageBeginsByHalvingTheMap() {
        List<Operation> stage2 = trunk(Variant.TINY, 3, 224).stages().get(2).operations();

        assertThat(stage2)
                .hasSize(2 + 3)
                .startsWith(new LayerNorm("features.2.0"), new Convolution("features.2.1", 192, 2, 2, 0, 1, true));
    }

    @Test
    void whatAClassifierReadsIsPooledAndNormalised() {
        List<Stage> stages = trunk(Variant.TINY, 3, 224).stages();

        assertThat(stages.get(stages.size() - 1))
                .isEqualTo(new Stage("pool", List.of(new GlobalAveragePool(), new LayerNorm("classifier.0"))));
    }

    @Test
    void theClassifierOfPublishedWeightFilesIsLeftOut() {
        assertThat(new ConvNext().classifier()).containsExactly("classifier.2.weight", "classifier.2.bias");
    }

    @Test
    void keepsTheContract() {
        BackboneContract.of(convnext, new ImageShape(1, 64, 64), new ImageShape(3, 64, 64), new ImageShape(3, 224, 224))
                .holds();
    }

    private Trunk trunk(Variant variant, int channels, int pixels) {
        return convnext.draw(new Settings(variant), new ImageShape(channels, pixels, pixels));
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
