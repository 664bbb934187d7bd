package io.ansatz.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.ImageShape;
import io.ansatz.api.Meaning;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class BackboneContractTest {

    private static final ImageShape SMALL = new ImageShape(1, 8, 8);
    private static final ImageShape LARGE = new ImageShape(3, 28, 28);

    private static final String MAYBE =
            "\nMaybe it keeps something from draw to draw, or takes random numbers from elsewhere than its settings.";

    @Test
    void holdsForAnHonestBackbone() {
        assertThatCode(() -> BackboneContract.of(new Drawn(BackboneContractTest::trunk), SMALL, LARGE)
                        .withParameters(SMALL, 40)
                        .withParameters(LARGE, 112)
                        .holds())
                .doesNotThrowAnyException();
    }

    @Test
    void saysWhatItLookedAt() {
        var met = new ArrayList<String>();

        BackboneContract.of(new Convolved(13), SMALL)
                .with(new Convolved.Settings(9))
                .holds(met::add);

        assertThat(met)
                .containsExactly(
                        "a name, a meaning, and a meaning of each setting",
                        "defaults that stay the same",
                        "the same 8 trunks again and from 4 threads at once",
                        "parameters, and stages that can be told apart",
                        "settings and stages that are not called like the words of an experiment file",
                        "a sentence that names the size that would do, for images of less than 3 x 3 pixels");
    }

    @Test
    void findsTheImagesItIsForByItself() {
        var images = new LinkedHashSet<ImageShape>();

        BackboneContract.of(new Drawn(input -> {
                    if (input.height() < 30) {
                        throw new IllegalArgumentException("needs images of 30 pixels");
                    }
                    images.add(input);
                    return trunk(input);
                }))
                .holds();

        assertThat(images)
                .contains(
                        new ImageShape(1, 64, 64),
                        new ImageShape(3, 64, 64),
                        new ImageShape(1, 224, 224),
                        new ImageShape(3, 224, 224))
                .doesNotContain(new ImageShape(3, 28, 28));
    }

    @Test
    void someImagesAreTaken() {
        assertThatThrownBy(() -> BackboneContract.of(new Drawn(input -> {
                            throw new IllegalArgumentException("no");
                        }))
                        .holds())
                .isInstanceOf(Breach.class)
                .hasMessage("""
                        'drawn' takes images of neither 28, 64 nor 224 pixels.
                        Maybe its test can say which it is for.""");
    }

    @Test
    void showsThatTheArchitectureDoesNotFit() {
        assertThatThrownBy(() -> BackboneContract.of(
                                new Drawn(BackboneContractTest::trunk), SMALL, new ImageShape(1, 2, 2))
                        .holds())
                .isInstanceOf(Breach.class)
                .hasMessage("'drawn' with Nothing[] for images of 1 x 2 x 2 cannot be drawn:"
                        + " The convolution 'conv1' needs at least 3 x 3 pixels, but only 2 x 2 are left there.");
    }

    @Test
    void greyAndColourAreDrawnUnasked() {
        fails(
                input -> trunk(
                        input, new Operation.Convolution("conv1", 3, 3, 1, 0, input.channels() == 3 ? 2 : 1, true)),
                "for images of 3 x 8 x 8 cannot be drawn: The convolution 'conv1' cannot have 3 filters of size 3,"
                        + " stride 1, padding 0 in 2 groups.");
    }

    @Test
    void settingsAroundTheDefaultsAreDrawnUnasked() {
        assertThatThrownBy(() -> BackboneContract.of(new Convolved(13), SMALL)
                        .with(new Convolved.Settings(13))
                        .holds())
                .isInstanceOf(Breach.class)
                .hasMessage(
                        "'convolved' with Settings[filters=13] for images of 1 x 8 x 8 has two stages named 'stage1'.");
        assertThatThrownBy(() -> BackboneContract.of(new Convolved(5), SMALL).holds())
                .isInstanceOf(Breach.class)
                .hasMessage(
                        "'convolved' with Settings[filters=5] for images of 1 x 8 x 8 has two stages named 'stage1'.");
    }

    @Test
    void theSameSettingsDrawTheSameTrunk() {
        var calls = new AtomicInteger();
        fails(
                input -> trunk(input, new Operation.Convolution("conv1", calls.incrementAndGet(), 3, 0)),
                "draws another trunk the second time: stages[0].operations[0].filters is 3, and was 2." + MAYBE,
                "for images of 3 x 8 x 8 ");
    }

    @Test
    void whatWasDrawnBeforeIsForgotten() {
        var last = new AtomicReference<>(SMALL);
        fails(
                input -> {
                    int channels = last.getAndSet(input).channels();
                    return trunk(input, new Operation.Convolution("conv1", channels, 3, 0));
                },
                "draws another trunk the second time: stages[0].operations[0].filters is 3, and was 1." + MAYBE,
                "for images of 3 x 8 x 8 ");
    }

    @Test
    void theTrunkTakesTheImagesAskedFor() {
        fails(
                input -> trunk(LARGE),
                "'drawn' with Nothing[] for images of 1 x 8 x 8 draws a trunk for images of 3 x 28 x 28.");
    }

    @Test
    void operationsChain() {
        fails(
                input -> trunk(
                        input,
                        new Operation.Residual(
                                List.of(new Operation.Convolution("conv1", 4, 3, 1)), List.of(new Operation.Relu()))),
                "'drawn' with Nothing[] for images of 1 x 8 x 8 cannot be drawn:"
                        + " A residual cannot add 1 x 8 x 8 from its shortcut to 4 x 8 x 8 from its body.");
    }

    @Test
    void aTrunkHasParameters() {
        fails(
                input -> trunk(input, new Operation.Relu()),
                "'drawn' with Nothing[] for images of 1 x 8 x 8 has no parameters.");
    }

    @Test
    void parametersAreAsManyAsSaid() {
        assertThatThrownBy(() -> BackboneContract.of(new Drawn(BackboneContractTest::trunk))
                        .withParameters(SMALL, 41)
                        .holds())
                .isInstanceOf(Breach.class)
                .hasMessage(
                        "'drawn' with Nothing[] for images of 1 x 8 x 8 is said to have 41 parameters, and has 40.");
    }

    @Test
    void stagesCanBeToldApart() {
        fails(
                input -> new Trunk(
                        input,
                        List.of(
                                new Stage("stage1", List.of(new Operation.BatchNorm("bn1"))),
                                new Stage("stage1", List.of(new Operation.Relu())))),
                "'drawn' with Nothing[] for images of 1 x 8 x 8 has two stages named 'stage1'.");
    }

    @Test
    void stagesHaveNames() {
        fails(
                input -> new Trunk(input, List.of(new Stage(" ", List.of(new Operation.BatchNorm("bn1"))))),
                "'drawn' with Nothing[] for images of 1 x 8 x 8 cannot be drawn:"
                        + " A stage needs a name and at least one operation.");
    }

    @Test
    void tooSmallImagesAreRefusedWithTheSizeThatWouldDo() {
        fails(
                input -> {
                    if (input.height() < 6) {
                        throw new IllegalArgumentException("These images are too small.");
                    }
                    return trunk(input);
                },
                "'drawn' with Nothing[] for images of 1 x 5 x 5 says 'These images are too small.',"
                        + " which does not name the size that would do: 6 x 6.");
        fails(
                input -> trunk(
                        input, new Operation.MaxPool(6 / (input.height() / 6), 1), new Operation.BatchNorm("bn1")),
                "'drawn' with Nothing[] for images of 1 x 5 x 5 breaks where it should say which size would do:"
                        + " java.lang.ArithmeticException: / by zero.");
    }

    @Test
    void imagesOfEverySizeMayBeTaken() {
        var met = new ArrayList<String>();

        BackboneContract.of(new Drawn(input -> trunk(input, new Operation.BatchNorm("bn1"))), SMALL)
                .holds(met::add);

        assertThat(met).endsWith("images of every size");
    }

    @Test
    void noStageIsCalledLikeAWordForStages() {
        fails(
                input -> new Trunk(input, List.of(new Stage("all", List.of(new Operation.BatchNorm("bn1"))))),
                "'drawn' with Nothing[] for images of 1 x 8 x 8 has a stage named 'all',"
                        + " which in an experiment file is no name of a stage.");
    }

    @Test
    void noSettingIsCalledLikeAWordBesideEveryBackbone() {
        assertThatThrownBy(() -> BackboneContract.of(new Frozen(), SMALL).holds())
                .isInstanceOf(Breach.class)
                .hasMessage("'frozen' has a setting 'freeze', which is a word of Ansatz beside every backbone.");
    }

    @Test
    void theClassifierIsNoneOfTheTrunk() {
        leavesOut("conv1.bias");
        leavesOut("bn1.running_var");
    }

    @Test
    void aClassifierIsSpokenOfWhereThereIsOne() {
        var met = new ArrayList<String>();

        BackboneContract.of(new Greedy("fc.bias"), SMALL).holds(met::add);

        assertThat(met).contains("a classifier of which the trunk has no array");
    }

    private static void leavesOut(String array) {
        assertThatThrownBy(() -> BackboneContract.of(new Greedy(array), SMALL).holds())
                .isInstanceOf(Breach.class)
                .hasMessage(
                        "'greedy' with Nothing[] for images of 1 x 8 x 8 leaves '%s' out as an array of the classifier,"
                                        .formatted(array)
                                + " and its trunk has it.");
    }

    private static void fails(Function<ImageShape, Trunk> pen, String message) {
        fails(pen, message, "'drawn' with Nothing[] for images of ");
    }

    private static void fails(Function<ImageShape, Trunk> pen, String message, String within) {
        assertThatThrownBy(() -> BackboneContract.of(new Drawn(pen), SMALL).holds())
                .isInstanceOf(Breach.class)
                .hasMessageContaining(within)
                .hasMessageEndingWith(message);
    }

    private static Trunk trunk(ImageShape input) {
        return trunk(input, new Operation.Convolution("conv1", 4, 3, 0));
    }

    private static Trunk trunk(ImageShape input, Operation... operations) {
        return new Trunk(input, List.of(new Stage("stage1", List.of(operations))));
    }

    private record Nothing() {}

    @Meaning("Draws what it was given.")
    private record Drawn(Function<ImageShape, Trunk> pen) implements Backbone<Nothing> {

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

    @Meaning("Takes an array of its own for one of a classifier.")
    private record Greedy(String array) implements Backbone<Nothing> {

        @Override
        public String name() {
            return "greedy";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public Trunk draw(Nothing settings, ImageShape input) {
            return trunk(input, new Operation.Convolution("conv1", 4, 3, 0), new Operation.BatchNorm("bn1"));
        }

        @Override
        public List<String> classifier() {
            return List.of("fc.weight", array);
        }
    }

    /** One convolution; with an unlucky number of filters a stage too many. */
    @Meaning("Draws one convolution.")
    private record Convolved(int unlucky) implements Backbone<Convolved.Settings> {

        record Settings(
                @Meaning("how many filters there are") int filters) {}

        @Override
        public String name() {
            return "convolved";
        }

        @Override
        public Settings defaults() {
            return new Settings(4);
        }

        @Override
        public Trunk draw(Settings settings, ImageShape input) {
            var stages = new ArrayList<Stage>();
            stages.add(new Stage("stage1", List.of(new Operation.Convolution("conv1", settings.filters(), 3, 0))));
            if (settings.filters() == unlucky) {
                stages.add(new Stage("stage1", List.of(new Operation.Relu())));
            }
            return new Trunk(input, stages);
        }
    }
}
