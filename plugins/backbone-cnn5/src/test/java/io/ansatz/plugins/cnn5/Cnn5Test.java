package io.ansatz.plugins.cnn5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.testkit.BackboneContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class Cnn5Test {

    private final Cnn5 cnn5 = new Cnn5();

    @Test
    void greyImagesOf28PixelsBecome64MapsOf4() {
        assertThat(trunk(1, 28, 28).output()).isEqualTo(new ImageShape(64, 4, 4));
    }

    @Test
    void sizesOfTheFeatureMapsAreThoseOfTheQuickStart() {
        var ends = new ArrayList<String>();
        String stage = "";
        for (Trunk.Step step : trunk(3, 28, 28).steps()) {
            if (step.stage().equals(stage)) {
                ends.remove(ends.size() - 1);
            }
            stage = step.stage();
            ends.add(stage + " " + step.output());
        }
        assertThat(ends)
                .containsExactly(
                        "layer1 16 x 26 x 26",
                        "layer2 16 x 12 x 12",
                        "layer3 64 x 10 x 10",
                        "layer4 64 x 8 x 8",
                        "layer5 64 x 4 x 4");
    }

    @Test
    void parametersAreAsManyAsPublished() {
        assertThat(trunk(1, 28, 28).parameterCount()).isEqualTo(86_064);
        assertThat(trunk(3, 28, 28).parameterCount()).isEqualTo(86_352);
    }

    @Test
    void parametersDoNotDependOnTheSizeOfTheImage() {
        assertThat(trunk(3, 224, 224).parameterCount()).isEqualTo(86_352);
    }

    @Test
    void parametersCarryTheNamesOfPublishedWeightFiles() {
        var parameters = trunk(3, 28, 28).parameters();

        assertThat(parameters.keySet()).hasSize(20).startsWith("layer1.0.weight", "layer1.0.bias", "layer1.1.weight");
        assertThat(parameters.get("layer1.0.weight")).containsExactly(16, 3, 3, 3);
        assertThat(parameters.get("layer2.0.weight")).containsExactly(16, 16, 3, 3);
        assertThat(parameters.get("layer3.0.weight")).containsExactly(64, 16, 3, 3);
        assertThat(parameters.get("layer5.0.weight")).containsExactly(64, 64, 3, 3);
        assertThat(parameters.get("layer5.0.bias")).containsExactly(64);
        assertThat(parameters.get("layer5.1.bias")).containsExactly(64);
    }

    @Test
    void theClassifierOfPublishedWeightFilesIsLeftOut() {
        assertThat(new Cnn5().classifier())
                .containsExactly("fc.0.weight", "fc.0.bias", "fc.2.weight", "fc.2.bias", "fc.4.weight", "fc.4.bias");
    }

    @Test
    void stagesAreNamedAfterTheirLayers() {
        assertThat(trunk(1, 28, 28).stages())
                .extracting(Stage::name)
                .isEqualTo(List.of("layer1", "layer2", "layer3", "layer4", "layer5"));
    }

    @Test
    void sixteenPixelsAreTheLeast() {
        assertThat(trunk(1, 16, 16).output()).isEqualTo(new ImageShape(64, 1, 1));
        assertThatThrownBy(() -> trunk(1, 28, 15))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cnn5 needs images of at least 16 x 16 pixels, not 28 x 15.");
        assertThatThrownBy(() -> trunk(3, 15, 28))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cnn5 needs images of at least 16 x 16 pixels, not 15 x 28.");
    }

    @Test
    void oneTrunkServesImagesThatAreNotSquare() {
        assertThat(trunk(1, 16, 40).output()).isEqualTo(new ImageShape(64, 1, 7));
    }

    @Test
    void keepsTheContract() {
        BackboneContract.of(cnn5, new ImageShape(3, 64, 64))
                .withParameters(new ImageShape(1, 28, 28), 86_064)
                .withParameters(new ImageShape(3, 28, 28), 86_352)
                .holds();
    }

    private Trunk trunk(int channels, int height, int width) {
        return cnn5.draw(cnn5.defaults(), new ImageShape(channels, height, width));
    }
}
