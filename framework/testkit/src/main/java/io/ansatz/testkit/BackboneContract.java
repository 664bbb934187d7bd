package io.ansatz.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What every backbone owes: a name and settings that say what they are for, and for each shape of images a trunk with
 * parameters and distinct stages, the same one for the same settings. Neither settings nor stages are called like the words
 * an experiment file has for all backbones, and no array of the trunk belongs to the classifier. That parameter names
 * differ and operations fit together is checked by {@link Trunk} itself.
 *
 * <pre>{@code
 * @Test
 * void keepsTheContract() {
 *     BackboneContract.of(new Cnn5(), new ImageShape(1, 28, 28), new ImageShape(3, 28, 28)).holds();
 * }
 * }</pre>
 *
 * @param <S> the settings of the backbone
 */
public final class BackboneContract<S extends Record> {

    /** What stands beside the settings of every backbone. */
    private static final Set<String> WORDS_BESIDE = Set.of("use", "weights", "freeze", "cut");

    /** What stands where stages are named otherwise. */
    private static final Set<String> WORDS_FOR_STAGES = Set.of("all", "none");

    private final Backbone<S> backbone;
    private final List<ImageShape> shapes;

    private BackboneContract(Backbone<S> backbone, List<ImageShape> shapes) {
        this.backbone = backbone;
        this.shapes = shapes;
    }

    /** The contract of this backbone with its defaults, for images of these shapes. */
    public static <S extends Record> BackboneContract<S> of(Backbone<S> backbone, ImageShape... shapes) {
        if (shapes.length == 0) {
            throw new IllegalArgumentException("Say which images the backbone is for: at least one shape.");
        }
        return new BackboneContract<>(backbone, List.of(shapes));
    }

    /** Fails with a sentence about the first obligation that the backbone does not meet. */
    public void holds() {
        new PartContract(backbone).holds();
        for (RecordComponent setting : backbone.defaults().getClass().getRecordComponents()) {
            assertThat(WORDS_BESIDE)
                    .withFailMessage(
                            "'%s' has a setting '%s', which is a word of Ansatz beside every backbone.",
                            backbone.name(), setting.getName())
                    .doesNotContain(setting.getName());
        }
        for (ImageShape shape : shapes) {
            holdsFor(shape);
        }
    }

    private void holdsFor(ImageShape shape) {
        String who = "'%s' for images of %s".formatted(backbone.name(), shape);
        Trunk trunk = backbone.draw(backbone.defaults(), shape);
        assertThat(backbone.draw(backbone.defaults(), shape))
                .withFailMessage(() -> who + " draws another trunk the second time.")
                .isEqualTo(trunk);
        assertThat(trunk.input())
                .withFailMessage("%s draws a trunk for images of %s.", who, trunk.input())
                .isEqualTo(shape);
        assertThat(backbone.classifier())
                .withFailMessage("%s leaves arrays out as a classifier that its trunk has.", who)
                .noneMatch(array -> trunk.parameters().containsKey(array)
                        || trunk.statistics().containsKey(array));
        assertThat(trunk.parameterCount())
                .withFailMessage(() -> who + " has no parameters.")
                .isPositive();
        var names = new HashSet<String>();
        for (Stage stage : trunk.stages()) {
            assertThat(names.add(stage.name()))
                    .withFailMessage("%s has two stages named '%s'.", who, stage.name())
                    .isTrue();
            assertThat(WORDS_FOR_STAGES)
                    .withFailMessage(
                            "%s has a stage named '%s', which in an experiment file is no name of a stage.",
                            who, stage.name())
                    .doesNotContain(stage.name());
        }
    }
}
