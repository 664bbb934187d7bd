package io.ansatz.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.ImageShape;
import io.ansatz.api.Meaning;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.DatasetSource;
import io.ansatz.api.dataset.Outline;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.dataset.Split;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DatasetContractTest {

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
                "'opened' with Settings[seed=1] has another passport the second time.");
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

        assertThatCode(() -> DatasetContract.of(honest, ONE).holds()).doesNotThrowAnyException();
        assertThatThrownBy(() -> DatasetContract.of(turned, ONE).holds())
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        "'outlined' with Settings[seed=1] opens images of 1 x 1 x 1 with the classes [benign, malignant], "
                                + "but its outline says 1 x 1 x 1 and [malignant, benign].");
        assertThatThrownBy(() -> DatasetContract.of(large, ONE).holds())
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        "'outlined' with Settings[seed=1] opens images of 1 x 1 x 1 with the classes [benign, malignant], "
                                + "but its outline says 1 x 2 x 1 and [benign, malignant].");
    }

    @Test
    void otherDataHasAnotherDigest() {
        fails(
                settings -> dataset("a", split(settings.seed(), 0, 1), split(1, 0), split(1, 0)),
                "'opened' with Settings[seed=1] has the same digest as with Settings[seed=2].");
    }

    @Test
    void dataThatCannotBeHadIsNoBrokenContract() {
        var offline = new Opened(settings -> {
            throw new IOException("The server does not answer.");
        });

        assertThatThrownBy(() -> DatasetContract.of(offline, ONE).holds())
                .isInstanceOf(IOException.class)
                .hasMessage("The server does not answer.");
    }

    private static void fails(Shelf shelf, String message) {
        assertThatThrownBy(() ->
                        DatasetContract.of(new Opened(shelf), ONE).butNot(TWO).holds())
                .isInstanceOf(AssertionError.class)
                .hasMessage(message);
    }

    private static Dataset honest(Settings settings) {
        return dataset("digest of " + settings.seed(), split(settings.seed(), 0, 1), split(1, 0), split(1, 1));
    }

    private static Dataset dataset(String digest, Split train, Split validation, Split test) {
        var passport = new Passport("here", "1", digest, "none", "", List.of("benign", "malignant"), List.of());
        return new Dataset(passport, train, validation, test);
    }

    /** Images of one pixel. */
    private static Split split(int pixel, int... labels) {
        var pixels = new byte[labels.length];
        Arrays.fill(pixels, (byte) pixel);
        return new Split(new ImageShape(1, 1, 1), pixels, labels);
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
}
