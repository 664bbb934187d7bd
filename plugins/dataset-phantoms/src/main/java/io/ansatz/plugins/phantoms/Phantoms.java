package io.ansatz.plugins.phantoms;

import io.ansatz.api.ImageShape;
import io.ansatz.api.Meaning;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.DatasetSource;
import io.ansatz.api.dataset.Images;
import io.ansatz.api.dataset.Offer;
import io.ansatz.api.dataset.Outline;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.dataset.Split;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.pf4j.Extension;

/**
 * Generates images of a disc, a ring, a bar or a cross at a random place on a smooth random backdrop. All shapes cover
 * the same area, so that brightness gives nothing away. The images are the same on every machine.
 */
@Extension
@Meaning("generated shapes in noise, for trying things out; nothing medical about them")
public final class Phantoms implements DatasetSource<Phantoms.Settings> {

    /** Part of the digest: raise it when other images come out for the same settings. */
    private static final String VERSION = "1";

    private static final int LEAST_PIXELS = 16;
    private static final int MOST_PIXELS = 256;
    private static final int MOST_BYTES = 1 << 30;

    private static final String LICENCE = "Apache-2.0, as the program that generates them";

    /** The words of an experiment file. */
    public record Settings(
            @Meaning("how many of disc, ring, bar and cross, in this order")
            int classes,

            @Meaning("the width and height of an image in pixels")
            int size,

            @Meaning("1 for grey images, 3 for colour") int channels,
            @Meaning("how many images to learn from") int train,
            @Meaning("how many images to choose by") int validation,
            @Meaning("how many images to be judged on") int test,

            @Meaning("from 0, plain to see, to 1, hardly visible")
            double difficulty,

            @Meaning("another seed gives other images of the same kind")
            long seed) {

        public Settings {
            if (classes < 2 || classes > Shape.values().length) {
                throw new IllegalArgumentException(
                        "classes must be between 2 and %d, not %d.".formatted(Shape.values().length, classes));
            }
            if (size < LEAST_PIXELS || size > MOST_PIXELS) {
                throw new IllegalArgumentException(
                        "size must be between %d and %d, not %d.".formatted(LEAST_PIXELS, MOST_PIXELS, size));
            }
            if (channels != 1 && channels != 3) {
                throw new IllegalArgumentException("channels must be 1 or 3, not %d.".formatted(channels));
            }
            int most = MOST_BYTES / (channels * size * size);
            requireImages("train", train, classes, most);
            requireImages("validation", validation, classes, most);
            requireImages("test", test, classes, most);
            if (!(difficulty >= 0 && difficulty <= 1)) {
                throw new IllegalArgumentException("difficulty must be between 0 and 1, not %s.".formatted(difficulty));
            }
        }

        private static void requireImages(String name, int images, int classes, int most) {
            if (images < classes || images > most) {
                throw new IllegalArgumentException(
                        "%s must be between %d and %d images, not %d.".formatted(name, classes, most, images));
            }
        }
    }

    @Override
    public String name() {
        return "phantoms";
    }

    @Override
    public Settings defaults() {
        return new Settings(2, 28, 1, 400, 100, 200, 0.5, 7);
    }

    @Override
    public Dataset open(Settings settings) {
        var random = new SplittableRandom(settings.seed());
        Split train = draw(settings, "train", settings.train(), random.split());
        Split validation = draw(settings, "val", settings.validation(), random.split());
        Split test = draw(settings, "test", settings.test(), random.split());
        return new Dataset(passport(settings, train, validation, test), train, validation, test);
    }

    @Override
    public Optional<Outline> outline(Settings settings) {
        return Optional.of(new Outline(shape(settings), classes(settings)));
    }

    @Override
    public List<Offer> offers() {
        Settings usual = defaults();
        return List.of(new Offer(
                "",
                "generated shapes in noise",
                "%d / %d / %d".formatted(usual.train(), usual.validation(), usual.test()),
                OptionalInt.of(usual.classes()),
                LICENCE));
    }

    private static ImageShape shape(Settings settings) {
        return new ImageShape(settings.channels(), settings.size(), settings.size());
    }

    private static List<String> classes(Settings settings) {
        return Stream.of(Shape.values())
                .limit(settings.classes())
                .map(shape -> shape.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Split draw(Settings settings, String part, int images, SplittableRandom random) {
        ImageShape shape = shape(settings);
        var phantom = new Phantom(settings.channels(), settings.size(), settings.difficulty());
        int[] labels = shuffledLabels(settings.classes(), images, random);
        var pixels = new byte[images * shape.size()];
        for (int i = 0; i < images; i++) {
            phantom.draw(Shape.values()[labels[i]], random.split(), pixels, i * shape.size());
        }
        return new Split(Images.of(shape, pixels), labels, part);
    }

    /** As many of each class as of any other, give or take one, in random order. */
    private static int[] shuffledLabels(int classes, int images, SplittableRandom random) {
        var labels = new int[images];
        for (int i = 0; i < images; i++) {
            int place = random.nextInt(i + 1);
            labels[i] = labels[place];
            labels[place] = i % classes;
        }
        return labels;
    }

    private static Passport passport(Settings settings, Split train, Split validation, Split test) {
        return new Passport(
                "generated by the phantoms plugin: shapes of equal area in noise",
                VERSION,
                digest(settings, train, validation, test),
                LICENCE,
                "",
                classes(settings),
                List.of("The images are generated: results on them say nothing about medicine."));
    }

    private static String digest(Settings settings, Split... splits) {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
        String wording = "phantoms %s: %d classes, %d pixels, %d channels, difficulty %s, seed %d\n"
                .formatted(
                        VERSION,
                        settings.classes(),
                        settings.size(),
                        settings.channels(),
                        Double.toHexString(settings.difficulty()),
                        settings.seed());
        sha256.update(wording.getBytes(StandardCharsets.UTF_8));
        for (Split split : splits) {
            sha256.update("%d images\n".formatted(split.size()).getBytes(StandardCharsets.UTF_8));
            sha256.update(split.images().all());
            for (int label : split.labels()) {
                sha256.update((byte) label);
            }
        }
        return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    }
}
