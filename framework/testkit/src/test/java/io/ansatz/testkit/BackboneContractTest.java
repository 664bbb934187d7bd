package io.ansatz.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.ImageShape;
import io.ansatz.api.Meaning;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class BackboneContractTest {

    private static final ImageShape SMALL = new ImageShape(1, 8, 8);
    private static final ImageShape LARGE = new ImageShape(3, 28, 28);

    @Test
    void holdsForAnHonestBackbone() {
        assertThatCode(() -> BackboneContract.of(new Drawn(BackboneContractTest::trunk), SMALL, LARGE)
                        .holds())
                .doesNotThrowAnyException();
    }

    @Test
    void needsToKnowForWhichImages() {
        assertThatThrownBy(() -> BackboneContract.of(new Drawn(BackboneContractTest::trunk)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Say which images the backbone is for: at least one shape.");
    }

    @Test
    void showsThatTheArchitectureDoesNotFit() {
        assertThatThrownBy(() -> BackboneContract.of(
                                new Drawn(BackboneContractTest::trunk), SMALL, new ImageShape(1, 2, 2))
                        .holds())
                .hasMessage("The convolution 'conv1' needs at least 3 x 3 pixels, but only 2 x 2 are left there.");
    }

    @Test
    void theSameSettingsDrawTheSameTrunk() {
        var calls = new AtomicInteger();
        fails(
                input -> trunk(input, new Operation.Convolution("conv1", calls.incrementAndGet(), 3, 0)),
                "'drawn' for images of 1 x 8 x 8 draws another trunk the second time.");
    }

    @Test
    void theTrunkTakesTheImagesAskedFor() {
        fails(input -> trunk(LARGE), "'drawn' for images of 1 x 8 x 8 draws a trunk for images of 3 x 28 x 28.");
    }

    @Test
    void aTrunkHasParameters() {
        fails(input -> trunk(input, new Operation.Relu()), "'drawn' for images of 1 x 8 x 8 has no parameters.");
    }

    @Test
    void stagesCanBeToldApart() {
        fails(
                input -> new Trunk(
                        input,
                        List.of(
                                new Stage("stage1", List.of(new Operation.BatchNorm("bn1"))),
                                new Stage("stage1", List.of(new Operation.Relu())))),
                "'drawn' for images of 1 x 8 x 8 has two stages named 'stage1'.");
    }

    @Test
    void noStageIsCalledLikeAWordForStages() {
        fails(
                input -> new Trunk(input, List.of(new Stage("all", List.of(new Operation.BatchNorm("bn1"))))),
                "'drawn' for images of 1 x 8 x 8 has a stage named 'all', which in an experiment file is no name of a stage.");
    }

    @Test
    void theClassifierIsNoneOfTheTrunk() {
        assertThatThrownBy(() -> BackboneContract.of(new Greedy(), SMALL).holds())
                .isInstanceOf(AssertionError.class)
                .hasMessage("'greedy' for images of 1 x 8 x 8 leaves arrays out as a classifier that its trunk has.");
    }

    @Test
    void noSettingIsCalledLikeAWordBesideEveryBackbone() {
        assertThatThrownBy(() -> BackboneContract.of(new Frozen(), SMALL).holds())
                .isInstanceOf(AssertionError.class)
                .hasMessage("'frozen' has a setting 'freeze', which is a word of Ansatz beside every backbone.");
    }

    private static void fails(Function<ImageShape, Trunk> pen, String message) {
        assertThatThrownBy(() -> BackboneContract.of(new Drawn(pen), SMALL).holds())
                .isInstanceOf(AssertionError.class)
                .hasMessage(message);
    }

    private static Trunk trunk(ImageShape input) {
        return trunk(input, new Operation.Convolution("conv1", 4, 3, 0));
    }

    private static Trunk trunk(ImageShape input, Operation operation) {
        return new Trunk(input, List.of(new Stage("stage1", List.of(operation))));
    }

    @Meaning("Draws what it was given.")
    private record Drawn(Function<ImageShape, Trunk> pen) implements Backbone<Drawn.Nothing> {

        record Nothing() {}

        @Override
        public String name() {
            return "drawn";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public Trunk draw(Nothing settings, ImageShape input) {
            return pen.apply(input);
        }
    }

    @Meaning("Has a setting too many.")
    private record Frozen() implements Backbone<Frozen.Settings> {

        record Settings(@Meaning("whether it learns") boolean freeze) {}

        @Override
        public String name() {
            return "frozen";
        }

        @Override
        public Settings defaults() {
            return new Settings(true);
        }

        @Override
        public Trunk draw(Settings settings, ImageShape input) {
            return trunk(input);
        }
    }

    @Meaning("Takes its first bias for a classifier.")
    private record Greedy() implements Backbone<Drawn.Nothing> {

        @Override
        public String name() {
            return "greedy";
        }

        @Override
        public Drawn.Nothing defaults() {
            return new Drawn.Nothing();
        }

        @Override
        public Trunk draw(Drawn.Nothing settings, ImageShape input) {
            return trunk(input);
        }

        @Override
        public List<String> classifier() {
            return List.of("fc.weight", "conv1.bias");
        }
    }
}
