package io.ansatz.plugins.shallow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.plugins.shallow.Shallow.Settings;
import io.ansatz.testkit.BackboneContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShallowTest {

    private static final ImageShape PUBLISHED = new ImageShape(3, 224, 224);

    private final Shallow shallow = new Shallow();

    @Test
    void theMapsAreThoseOfTheMelanomaExperiments() {
        Trunk trunk = shallow.draw(shallow.defaults(), PUBLISHED);

        assertThat(trunk.stages()).extracting(Stage::name).containsExactly("layer1", "layer2");
        assertThat(trunk.upTo("layer1").output()).isEqualTo(new ImageShape(8, 112, 112));
        assertThat(trunk.output()).isEqualTo(new ImageShape(8, 56, 56));
    }

    /** The published 881 are these, the 32 weights of the circuit at every place, and 8 + 1 of the dense layer. */
    @Test
    void parametersAreAsManyAsPublished() {
        Trunk trunk = shallow.draw(shallow.defaults(), PUBLISHED);

        assertThat(trunk.parameterCount()).isEqualTo(881 - 32 - 9);
        assertThat(trunk.upTo("layer1").parameterCount()).isEqualTo(3 * 8 * 9 + 8 + 2 * 8);
    }

    @Test
    void poolingOftenerMakesTheMapCoarserAndNothingElse() {
        assertThat(trunk(8, 0).output()).isEqualTo(new ImageShape(8, 112, 112));
        assertThat(trunk(8, 3).output()).isEqualTo(new ImageShape(8, 14, 14));
        assertThat(trunk(8, 3).parameterCount()).isEqualTo(840);
    }

    @Test
    void bothConvolutionsHaveTheChannelsAskedFor() {
        assertThat(trunk(16, 1).output()).isEqualTo(new ImageShape(16, 56, 56));
        assertThat(trunk(16, 1).parameters().get("layer1.0.weight")).containsExactly(16, 3, 3, 3);
        assertThat(trunk(16, 1).parameters().get("layer2.0.weight")).containsExactly(16, 16, 3, 3);
        assertThat(trunk(16, 1).parameters().keySet())
                .containsExactly(
                        "layer1.0.weight",
                        "layer1.0.bias",
                        "layer1.1.weight",
                        "layer1.1.bias",
                        "layer2.0.weight",
                        "layer2.0.bias",
                        "layer2.1.weight",
                        "layer2.1.bias");
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "3, 15", "6, 127"})
    void smallerImagesAreRefusedWhereNothingWouldBeLeft(int pool, int least) {
        var settings = new Settings(8, pool);

        assertThat(shallow.draw(settings, new ImageShape(3, least, least)).output())
                .isEqualTo(new ImageShape(8, 1, 1));
        assertThatThrownBy(() -> shallow.draw(settings, new ImageShape(3, least, least - 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shallow with pool: %d needs images of at least %d x %d pixels, not %d x %d."
                        .formatted(pool, least, least, least, least - 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0    | 1  | channels must be between 1 and 1024, not 0.
                    1025 | 1  | channels must be between 1 and 1024, not 1025.
                    8    | -1 | pool must be between 0 and 6, not -1.
                    8    | 7  | pool must be between 0 and 6, not 7.
                    """)
    void settingsOutOfRangeAreRefused(int channels, int pool, String message) {
        assertThatThrownBy(() -> new Settings(channels, pool))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void keepsTheContract() {
        BackboneContract.of(shallow, PUBLISHED, new ImageShape(1, 28, 28), new ImageShape(3, 65, 40))
                .holds();
    }

    private Trunk trunk(int channels, int pool) {
        return shallow.draw(new Settings(channels, pool), PUBLISHED);
    }
}
