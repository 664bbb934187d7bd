package io.ansatz.testkit;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.testkit.Repetition.Drawing;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What every backbone owes: a name and settings that say what they are for; for grey and for colour images a trunk for just these
 * images, the same one whoever draws it and when, with parameters and with stages that can be told apart; and for images that are
 * too small a sentence with the size that would do. Neither settings nor stages are called like the words an experiment file has
 * for all backbones, and no array of the trunk belongs to the classifier. That parameter names differ and operations fit together
 * is checked by {@link Trunk} itself.
 *
 * <p>It looks at the defaults and, by itself, at the settings around them: every constant of an enum, the ends of a number's
 * range.
 *
 * <pre>{@code
 * @Test
 * void keepsTheContract() {
 *     BackboneContract.of(new Cnn5(), new ImageShape(1, 28, 28)).holds();
 * }
 * }</pre>
 *
 * @param <S> the settings of the backbone
 */
public final class BackboneContract<S extends Record> implements Contract {

    /** Grey and colour. */
    private static final List<Integer> CHANNELS = List.of(1, 3);

    /** The sizes that data sets come in, for a backbone that does not say what it is for. */
    private static final List<Integer> USUAL_PIXELS = List.of(28, 64, 224);

    /** What stands beside the settings of every backbone. */
    private static final Set<String> WORDS_BESIDE = Set.of("use", "weights", "freeze", "cut");

    /** What stands where stages are named otherwise. */
    private static final Set<String> WORDS_FOR_STAGES = Set.of("all", "none");

    private final Backbone<S> backbone;
    private final List<ImageShape> shapes;
    private final List<S> asked;
    private final Map<ImageShape, Long> parameters;

    private BackboneContract(
            Backbone<S> backbone, List<ImageShape> shapes, List<S> asked, Map<ImageShape, Long> parameters) {
        this.backbone = backbone;
        this.shapes = shapes;
        this.asked = asked;
        this.parameters = parameters;
    }

    /**
     * The contract of this backbone with its defaults and the settings around them, for images of these shapes. Without any it is
     * that for images of 28, 64 and 224 pixels, as far as it takes them.
     */
    public static <S extends Record> BackboneContract<S> of(Backbone<S> backbone, ImageShape... shapes) {
        return new BackboneContract<>(backbone, List.of(shapes), List.of(backbone.defaults()), Map.of());
    }

    /** The same contract, also for these settings. */
    public BackboneContract<S> with(S more) {
        return new BackboneContract<>(backbone, shapes, joined(asked, more), parameters);
    }

    /** The same contract; besides, the defaults are said to have this many parameters for images of this shape. */
    public BackboneContract<S> withParameters(ImageShape shape, long count) {
        var all = new LinkedHashMap<>(parameters);
        all.put(shape, count);
        return new BackboneContract<>(backbone, joined(shapes, shape), asked, all);
    }

    @Override
    public void holds(Consumer<String> met) {
        var part = new PartContract<>(backbone);
        part.holds(met);
        settingsHaveNamesOfTheirOwn();

        List<ImageShape> images = shapes.isEmpty() ? usualShapes() : shapes;
        List<Drawing<Trunk>> trunks = draw(part, images);
        String ways = new Repetition<>("trunk", trunks).changesNothing();
        met.accept("the same %d trunks %s".formatted(trunks.size(), ways));
        trunks.forEach(BackboneContract::stagesCanBeToldApart);
        parameters.forEach(this::requireParameters);
        met.accept("parameters, and stages that can be told apart");
        trunks.forEach(this::classifierIsNoneOfTheTrunk);
        if (!backbone.classifier().isEmpty()) {
            met.accept("a classifier of which the trunk has no array");
        }
        met.accept("settings and stages that are not called like the words of an experiment file");
        met.accept(smallImagesAreRefused(images));
    }

    private void settingsHaveNamesOfTheirOwn() {
        for (RecordComponent setting : backbone.defaults().getClass().getRecordComponents()) {
            Breach.unless(
                    !WORDS_BESIDE.contains(setting.getName()),
                    "'%s' has a setting '%s', which is a word of Ansatz beside every backbone.",
                    backbone.name(),
                    setting.getName());
        }
    }

    private List<ImageShape> usualShapes() {
        List<ImageShape> taken = USUAL_PIXELS.stream()
                .map(pixels -> new ImageShape(3, pixels, pixels))
                .filter(this::takes)
                .toList();
        Breach.unless(
                !taken.isEmpty(),
                "'%s' takes images of neither 28, 64 nor 224 pixels.\nMaybe its test can say which it is for.",
                backbone.name());
        return taken;
    }

    private boolean takes(ImageShape shape) {
        try {
            backbone.draw(backbone.defaults(), shape);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    /** What was asked for is drawn for all images, what lies around the defaults for the largest. */
    private List<Drawing<Trunk>> draw(PartContract<Backbone<S>> part, List<ImageShape> images) {
        var trunks = new ArrayList<Drawing<Trunk>>();
        for (S some : asked) {
            for (ImageShape image : greyAndColour(images)) {
                trunks.add(draw(part, some, image));
            }
        }
        var largest =
                images.stream().max(Comparator.comparing(ImageShape::size)).orElseThrow();
        for (S some : new Variations<>(backbone.name(), backbone.defaults()).all()) {
            for (ImageShape image : greyAndColour(List.of(largest))) {
                trunks.add(draw(part, some, image));
            }
        }
        return trunks;
    }

    private Drawing<Trunk> draw(PartContract<Backbone<S>> part, S settings, ImageShape image) {
        String who = who(settings, image);
        var pens = new ArrayList<Supplier<Trunk>>();
        pens.add(() -> backbone.draw(settings, image));
        part.another().ifPresent(other -> pens.add(() -> other.draw(settings, image)));
        Drawing<Trunk> drawing = Drawing.first(who, pens);
        Breach.unless(
                drawing.result().input().equals(image),
                "%s draws a trunk for images of %s.",
                who,
                drawing.result().input());
        Breach.unless(drawing.result().parameterCount() > 0, "%s has no parameters.", who);
        return drawing;
    }

    private static void stagesCanBeToldApart(Drawing<Trunk> drawing) {
        var names = new HashSet<String>();
        for (Stage stage : drawing.result().stages()) {
            Breach.unless(names.add(stage.name()), "%s has two stages named '%s'.", drawing.who(), stage.name());
            Breach.unless(
                    !WORDS_FOR_STAGES.contains(stage.name()),
                    "%s has a stage named '%s', which in an experiment file is no name of a stage.",
                    drawing.who(),
                    stage.name());
        }
    }

    private void classifierIsNoneOfTheTrunk(Drawing<Trunk> drawing) {
        Trunk trunk = drawing.result();
        for (String array : backbone.classifier()) {
            Breach.unless(
                    !trunk.parameters().containsKey(array)
                            && !trunk.statistics().containsKey(array),
                    "%s leaves '%s' out as an array of the classifier, and its trunk has it.",
                    drawing.who(),
                    array);
        }
    }

    private void requireParameters(ImageShape image, long said) {
        long count = backbone.draw(backbone.defaults(), image).parameterCount();
        Breach.unless(
                count == said,
                "%s is said to have %d parameters, and has %d.",
                who(backbone.defaults(), image),
                said,
                count);
    }

    /** Goes down pixel by pixel from the smallest images to the first that are refused. */
    private String smallImagesAreRefused(List<ImageShape> images) {
        ImageShape smallest =
                images.stream().min(Comparator.comparing(ImageShape::size)).orElseThrow();
        for (int pixels = Math.min(smallest.height(), smallest.width()) - 1; pixels > 0; pixels--) {
            var image = new ImageShape(smallest.channels(), pixels, pixels);
            try {
                backbone.draw(backbone.defaults(), image);
            } catch (IllegalArgumentException refused) {
                Breach.unless(
                        names(refused.getMessage(), pixels + 1),
                        "%s says '%s', which does not name the size that would do: %d x %d.",
                        who(backbone.defaults(), image),
                        refused.getMessage(),
                        pixels + 1,
                        pixels + 1);
                return "a sentence that names the size that would do, for images of less than %d x %d pixels"
                        .formatted(pixels + 1, pixels + 1);
            } catch (RuntimeException e) {
                throw new Breach(
                        "%s breaks where it should say which size would do: %s"
                                .formatted(who(backbone.defaults(), image), Breach.reason(e)),
                        e);
            }
        }
        return "images of every size";
    }

    private static boolean names(String message, int pixels) {
        return message != null && message.matches("(?s).*\\b%d\\b.*".formatted(pixels));
    }

    private String who(S settings, ImageShape image) {
        return "'%s' with %s for images of %s".formatted(backbone.name(), settings, image);
    }

    private static Set<ImageShape> greyAndColour(List<ImageShape> images) {
        Set<ImageShape> all = new LinkedHashSet<>(images);
        for (ImageShape image : images) {
            CHANNELS.forEach(channels -> all.add(new ImageShape(channels, image.height(), image.width())));
        }
        return all;
    }

    private static <T> List<T> joined(List<T> all, T more) {
        return Stream.concat(all.stream(), Stream.of(more)).distinct().toList();
    }
}
