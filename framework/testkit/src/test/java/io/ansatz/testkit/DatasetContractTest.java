package io.ansatz.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.ImageShape;
import io.ansatz.api.Meaning;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.DatasetSource;
import io.ansatz.api.dataset.Images;
import io.ansatz.api.dataset.LabelCounts;
import io.ansatz.api.dataset.Outline;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.dataset.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DatasetContractTest {

    private static final ImageShape PIXEL = new ImageShape(1, 1, 1);
    private static final Images ONE_PIXEL = Images.of(PIXEL, new byte[1]);
    private static final Settings ONE = new Settings(1);
    private static final Settings TWO = new Settings(2);

    @Test
    void holdsForAnHonestSource() {
        assertThatCode(() -> DatasetContract.of(new Opened(DatasetContractTest::honest), ONE)
                        .butNot(TWO)
                        .holds())
                .doesNotThrowAnyException();
    }

    @Test
    void opensTheSameImagesAgain() {
        var calls = new AtomicInteger();
        fails(
                settings -> dataset("a", split(calls.incrementAndGet(), 0, 1), split(1, 0), split(1, 0)),
                "'opened' with Settings[seed=1] has other images in its train part the second time.");
    }

    @Test
    void opensTheSameLabelsAgain() {
        var calls = new AtomicInteger();
        fails(
                settings -> dataset("a", split(1, 0, 1), split(1, calls.getAndIncrement()), split(1, 0)),
                "'opened' with Settings[seed=1] has other labels in its validation part the second time.");
    }

    @Test
    void showsTheSamePassportAgain() {
        var calls = new AtomicInteger();
        fails(
                settings -> dataset("digest " + calls.getAndIncrement(), split(1, 0, 1), split(1, 0), split(1, 0)),
                "'opened' with Settings[seed=1] has another passport the second time:"
                        + " digest is digest 1, and was digest 0.");
    }

    @Test
    void everyPartHasImages() {
        fails(
                settings -> dataset("a", split(1, 0, 1), split(1, 0), split(1)),
                "'opened' with Settings[seed=1] has no images in its test part.");
    }

    @Test
    void everyClassCanBeLearned() {
        fails(
                settings -> dataset("a", split(1, 0, 0), split(1, 1), split(1, 1)),
                "'opened' with Settings[seed=1] has no image of 'malignant' to learn from.");
    }

    @Test
    void anOutlineAgreesWithTheData() {
        var honest = new Outlined(new Outline(new ImageShape(1, 1, 1), List.of("benign", "malignant")));
        var turned = new Outlined(new Outline(new ImageShape(1, 1, 1), List.of("malignant", "benign")));
        var large = new Outlined(new Outline(new ImageShape(1, 2, 1), List.of("benign", "malignant")));

        var counting = new Outlined(new Outline(
                new ImageShape(1, 1, 1),
                List.of("benign", "malignant"),
                new LabelCounts(List.of(), List.of(), List.of(1, 1))));

        var met = new ArrayList<String>();
        DatasetContract.of(honest, ONE).holds(met::add);
        assertThat(met).endsWith("images and classes like those of its outline");
        assertThatThrownBy(() -> DatasetContract.of(turned, ONE).holds())
                .isInstanceOf(Breach.class)
                .hasMessage(
                        "'outlined' with Settings[seed=1] opens images of 1 x 1 x 1 with the classes [benign, malignant], "
                                + "but its outline says 1 x 1 x 1 and [malignant, benign].");
        assertThatThrownBy(() -> DatasetContract.of(large, ONE).holds())
                .isInstanceOf(Breach.class)
                .hasMessage(
                        "'outlined' with Settings[seed=1] opens images of 1 x 1 x 1 with the classes [benign, malignant], "
                                + "but its outline says 1 x 2 x 1 and [benign, malignant].");
        assertThatThrownBy(() -> DatasetContract.of(counting, ONE).holds())
                .isInstanceOf(Breach.class)
                .hasMessage(
                        "'outlined' with Settings[seed=1] has other published counts in its passport than in its outline.");
    }

    @Test
    void otherDataHasAnotherDigest() {
        fails(
                settings -> dataset("a", split(settings.seed(), 0, 1), split(1, 0), split(1, 0)),
                "'opened' with Settings[seed=1] has the same digest as with Settings[seed=2].");
    }

    @Test
    void anotherInstanceOpensTheSame() {
        var other = new Opened(settings -> dataset("a", split(2, 0, 1), split(1, 0), split(1, 0)));
        var source = new Opened(settings -> dataset("a", split(1, 0, 1), split(1, 0), split(1, 0)));

        assertThatThrownBy(() -> DatasetContract.of(source, ONE).alsoFrom(other).holds())
                .isInstanceOf(Breach.class)
                .hasMessage("'opened' with Settings[seed=1] has other images in its train part from another instance.");
    }

    @Test
    void anotherInstanceIsMadeWhereThatIsPossible() {
        assertThatThrownBy(() -> DatasetContract.of(new Numbered(), ONE).holds())
                .isInstanceOf(Breach.class)
                .hasMessageMatching("'numbered' with Settings\\[seed=1] has another passport from another instance:"
                        + " version is \\d, and was \\d\\.");
    }

    @Test
    void imagesFillTheirShape() {
        fails(
                settings -> dataset(
                        "a", new Split(Images.of(PIXEL, new byte[3]), new int[2], "three"), split(1, 0), split(1, 0)),
                "'opened' with Settings[seed=1] cannot be opened: 3 images need 3 labels, not 2.");
    }

    @Test
    void allPartsHaveImagesOfOneShape() {
        fails(
                settings -> dataset(
                        "a",
                        split(1, 0, 1),
                        split(1, 0),
                        new Split(Images.of(new ImageShape(1, 1, 2), new byte[2]), new int[1], "wide")),
                "'opened' with Settings[seed=1] cannot be opened: The parts of a data set must hold images of one shape,"
                        + " not 1 x 1 x 1, 1 x 1 x 1 and 1 x 1 x 2.");
    }

    @Test
    void labelsFitTheClasses() {
        fails(
                settings -> dataset("a", split(1, 0, 1), split(1, 0), split(1, 2)),
                "'opened' with Settings[seed=1] cannot be opened: A label is 2, but the passport names 2 classes.");
    }

    @Test
    void imagesAreCalledTheSameAgain() {
        var calls = new AtomicInteger();
        fails(
                settings -> with(new Split(ONE_PIXEL, new int[1], "test " + calls.getAndIncrement())),
                "'opened' with Settings[seed=1] calls images otherwise in its test part the second time.");
    }

    @Test
    void noTwoImagesAreCalledAlike() {
        fails(
                settings -> with(new Split(ONE_PIXEL, new int[1], "train")),
                "'opened' with Settings[seed=1] has two images called 'train/0'.");
    }

    @Test
    void groupsAreTheSameAgain() {
        var calls = new AtomicInteger();
        fails(
                settings -> with(grouped("lesion " + calls.getAndIncrement())),
                "'opened' with Settings[seed=1] groups images otherwise in its test part the second time.");
    }

    @Test
    void aPassportSaysWhatGroupsHaveInCommon() {
        fails(
                settings -> with(grouped("lesion 1")),
                "'opened' with Settings[seed=1] has groups, but its passport does not say what they have in common.");
        fails(
                settings -> {
                    Dataset honest = honest(settings);
                    return new Dataset(
                            honest.passport().groupedBy("lesion"), honest.train(), honest.validation(), honest.test());
                },
                "'opened' with Settings[seed=1] has no groups, though its passport says what those have in common.");
    }

    @Test
    void imagesMayBeUndivided() {
        var met = new ArrayList<String>();

        DatasetContract.of(
                        new Opened(settings -> Dataset.undivided(
                                honest(settings).passport(), honest(settings).train())),
                        ONE)
                .holds(met::add);

        assertThat(met).contains("the same 2, 0 and 0 images of 1 x 1 x 1 with their labels and passport again");
    }

    @Test
    void settingsAreNotCalledLikeTheWordsBesideThem() {
        assertThatThrownBy(() ->
                        DatasetContract.of(new Strict(), new Strictness(true)).holds())
                .isInstanceOf(Breach.class)
                .hasMessage("'strict' has a setting 'strict', which is a word of Ansatz beside every data set.");
    }

    @Test
    void saysWhatItLookedAt() {
        var met = new ArrayList<String>();

        DatasetContract.of(new Opened(DatasetContractTest::honest), ONE)
                .butNot(TWO)
                .holds(met::add);

        assertThat(met)
                .containsExactly(
                        "a name, a meaning, and a meaning of each setting",
                        "defaults that stay the same",
                        "the same 2, 1 and 1 images of 1 x 1 x 1 with their labels and passport again",
                        "a name for every image",
                        "images of each of 2 classes to learn from",
                        "another digest for other data");
    }

    @Test
    void dataThatCannotBeHadIsNoBrokenContract() {
        var offline = new Opened(settings -> {
            throw new IOException("The server does not answer.");
        });

        assertThatThrownBy(() -> DatasetContract.of(offline, ONE).holds())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("The server does not answer.");
    }

    private static void fails(Shelf shelf, String message) {
        assertThatThrownBy(() ->
                        DatasetContract.of(new Opened(shelf), ONE).butNot(TWO).holds())
                .isInstanceOf(Breach.class)
                .hasMessage(message);
    }

    private static Dataset honest(Settings settings) {
        return dataset("digest of " + settings.seed(), split(settings.seed(), 0, 1), split(1, 0), split(1, 1));
    }

    private static Dataset dataset(String digest, Split train, Split validation, Split test) {
        var passport = new Passport("here", "1", digest, "none", "", List.of("benign", "malignant"), List.of());
        return new Dataset(passport, named("train", train), named("val", validation), named("test", test));
    }

    private static Split named(String word, Split split) {
        return new Split(split.images(), split.labels(), word);
    }

    /** An honest data set with another test part. */
    private static Dataset with(Split test) {
        Dataset honest = honest(ONE);
        return new Dataset(honest.passport(), honest.train(), honest.validation(), test);
    }

    private static Split grouped(String group) {
        return new Split(ONE_PIXEL, new int[1], List.of("test/0"), List.of(group));
    }

    /** Images of one pixel. */
    private static Split split(int pixel, int... labels) {
        var pixels = new byte[labels.length];
        Arrays.fill(pixels, (byte) pixel);
        return new Split(Images.of(PIXEL, pixels), labels, "image");
    }

    private record Settings(@Meaning("decides the pixels") int seed) {}

    /** Where the data sets of a test stand. */
    private interface Shelf {

        Dataset take(Settings settings) throws IOException;
    }

    @Meaning("Opens what it was given.")
    private record Opened(Shelf shelf) implements DatasetSource<Settings> {

        @Override
        public String name() {
            return "opened";
        }

        @Override
        public Settings defaults() {
            return ONE;
        }

        @Override
        public Dataset open(Settings settings) throws IOException {
            return shelf.take(settings);
        }
    }

    private record Strictness(
            @Meaning("whether it is strict") boolean strict) {}

    @Meaning("Has a setting that is called like a word beside it.")
    private static final class Strict implements DatasetSource<Strictness> {

        @Override
        public String name() {
            return "strict";
        }

        @Override
        public Strictness defaults() {
            return new Strictness(true);
        }

        @Override
        public Dataset open(Strictness settings) {
            return honest(ONE);
        }
    }

    @Meaning("Says beforehand what it opens.")
    private record Outlined(Outline said) implements DatasetSource<Settings> {

        @Override
        public String name() {
            return "outlined";
        }

        @Override
        public Settings defaults() {
            return ONE;
        }

        @Override
        public Dataset open(Settings settings) {
            return honest(settings);
        }

        @Override
        public Optional<Outline> outline(Settings settings) {
            return Optional.of(said);
        }
    }

    /** Its passport depends on how many of it there are. */
    @Meaning("Opens something else in each instance.")
    private static final class Numbered implements DatasetSource<Settings> {

        private static final AtomicInteger INSTANCES = new AtomicInteger();

        private final int number = INSTANCES.incrementAndGet();

        @Override
        public String name() {
            return "numbered";
        }

        @Override
        public Settings defaults() {
            return ONE;
        }

        @Override
        public Dataset open(Settings settings) {
            var passport =
                    new Passport("here", "" + number, "a", "none", "", List.of("benign", "malignant"), List.of());
            return new Dataset(passport, split(1, 0, 1), split(1, 0), split(1, 0));
        }
    }
}
