package io.ansatz.plugins.medmnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ansatz.api.Checksum;
import io.ansatz.api.Download;
import io.ansatz.api.Downloads;
import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Flip;
import io.ansatz.api.dataset.Images;
import io.ansatz.api.dataset.LabelCounts;
import io.ansatz.api.dataset.Outline;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.dataset.Split;
import io.ansatz.plugins.medmnist.MedMnist.Settings;
import io.ansatz.testkit.DatasetContract;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MedMnistTest {

    /** For tests that need no network. */
    private static final Downloads NOWHERE = wanted -> {
        throw new AssertionError("%s is not to be asked for.".formatted(wanted.from()));
    };

    @TempDir
    private Path folder;

    @Test
    void keepsTheContract() throws IOException {
        DatasetContract.of(medMnist(), official(Variant.BREASTMNIST))
                .butNot(official(Variant.RETINAMNIST))
                .butNot(positive(Variant.BREASTMNIST, 0))
                .holds();
    }

    @Test
    void keepsTheContractOnAPartOfTheClasses() throws IOException {
        DatasetContract.of(medMnist(), oneVsOne(Variant.RETINAMNIST, 0, 2))
                .butNot(official(Variant.RETINAMNIST))
                .butNot(oneVsOne(Variant.RETINAMNIST, 2, 0))
                .butNot(oneVsOne(Variant.RETINAMNIST, 0, 3))
                .butNot(someVsRest(Variant.RETINAMNIST, 0, 2))
                .holds();
    }

    @Test
    void breastMnistHasItsPublishedPartsAndClasses() throws IOException {
        Dataset dataset = medMnist().open(official(Variant.BREASTMNIST));

        assertThat(dataset.shape()).isEqualTo(new ImageShape(1, 28, 28));
        assertThat(dataset.train().counts(2)).containsExactly(147, 399);
        assertThat(dataset.validation().counts(2)).containsExactly(21, 57);
        assertThat(dataset.test().counts(2)).containsExactly(42, 114);
        assertThat(dataset.passport().classes()).containsExactly("malignant", "normal, benign");
        assertThat(dataset.passport().digest()).isEqualTo("md5:750601b1f35ba3300ea97c75c52ff8f6");
        assertThat(dataset.passport().licence()).isEqualTo("CC BY 4.0");
        assertThat(dataset.passport().knownIssues())
                .containsExactly(
                        "In the official file malignant is label 0; with positive: 0 its probability is the score.",
                        "Not for clinical use, as its publishers say.");
    }

    /** Values that NumPy reads from the same file. */
    @Test
    void greyPixelsComeRowByRow() throws IOException {
        Dataset dataset = medMnist().open(official(Variant.BREASTMNIST));

        assertThat(unsigned(dataset.train(), 3 * 784, 12))
                .containsExactly(167, 163, 162, 151, 145, 133, 139, 149, 150, 149, 152, 159);
        assertThat(unsigned(dataset.test(), 155 * 784 + 5 * 28 + 6, 1)).containsExactly(152);
        assertThat(dataset.train().labels()).startsWith(1, 1, 1, 1, 0, 1, 1, 1);
    }

    /** Values that NumPy reads from the same file, where the channels stand last. */
    @Test
    void colourPixelsComeChannelByChannel() throws IOException {
        Dataset dataset = medMnist().open(official(Variant.RETINAMNIST));

        assertThat(dataset.shape()).isEqualTo(new ImageShape(3, 28, 28));
        assertThat(unsigned(dataset.train(), 3 * 2352, 4)).containsExactly(7, 5, 3, 0);
        assertThat(unsigned(dataset.train(), 3 * 2352 + 784, 4)).containsExactly(0, 0, 0, 0);
        assertThat(unsigned(dataset.train(), 3 * 2352 + 2 * 784, 4)).containsExactly(8, 7, 4, 2);
        int place = 399 * 2352 + 5 * 28 + 6;
        assertThat(unsigned(dataset.test(), place, 1)).containsExactly(54);
        assertThat(unsigned(dataset.test(), place + 784, 1)).containsExactly(22);
        assertThat(unsigned(dataset.test(), place + 2 * 784, 1)).containsExactly(0);
    }

    @Test
    void retinaMnistHasFiveGrades() throws IOException {
        Dataset dataset = medMnist().open(official(Variant.RETINAMNIST));

        assertThat(dataset.train().counts(5)).containsExactly(486, 128, 206, 194, 66);
        assertThat(dataset.validation().counts(5)).containsExactly(54, 12, 28, 20, 6);
        assertThat(dataset.test().counts(5)).containsExactly(174, 46, 92, 68, 20);
    }

    @Test
    void oneVsOneKeepsTheImagesOfTwoClasses() throws IOException {
        Dataset all = medMnist().open(official(Variant.RETINAMNIST));
        Dataset pair = medMnist().open(oneVsOne(Variant.RETINAMNIST, 4, 0));

        assertThat(pair.train().counts(2)).containsExactly(66, 486);
        assertThat(pair.validation().counts(2)).containsExactly(6, 54);
        assertThat(pair.test().counts(2)).containsExactly(20, 174);
        assertThat(pair.passport().classes()).containsExactly("grade 4", "grade 0");
        assertThat(pair.passport().version()).isEqualTo("Zenodo record 10519652, 28 pixels, one-vs-one [4, 0]");
        int first = firstOf(0, all.test());
        assertThat(unsigned(pair.test(), firstOf(1, pair.test()) * 2352, 2352))
                .isEqualTo(unsigned(all.test(), first * 2352, 2352));
    }

    @Test
    void someVsRestKeepsAllImages() throws IOException {
        Dataset dataset = medMnist().open(someVsRest(Variant.RETINAMNIST, 2, 3, 4));

        assertThat(dataset.train().counts(2)).containsExactly(486 + 128, 206 + 194 + 66);
        assertThat(dataset.validation().counts(2)).containsExactly(54 + 12, 28 + 20 + 6);
        assertThat(dataset.test().counts(2)).containsExactly(174 + 46, 92 + 68 + 20);
        assertThat(dataset.passport().classes()).containsExactly("rest", "grade 2 or grade 3 or grade 4");
        assertThat(dataset.passport().knownIssues())
                .contains("Always answering 'rest' is right for 55.00 % of the test images.");
    }

    @Test
    void thePositiveClassBecomesLabelOne() throws IOException {
        Dataset official = medMnist().open(official(Variant.BREASTMNIST));
        Dataset turned = medMnist().open(positive(Variant.BREASTMNIST, 0));

        assertThat(turned.train().counts(2)).containsExactly(399, 147);
        assertThat(turned.test().labels())
                .containsExactly(IntStream.of(official.test().labels())
                        .map(label -> 1 - label)
                        .toArray());
        assertThat(turned.test().images().all())
                .isEqualTo(official.test().images().all());
        assertThat(turned.passport().classes()).containsExactly("normal, benign", "malignant");
        assertThat(turned.passport().knownIssues())
                .contains("Label 1 is 'malignant', which is 0 in the official file.");
    }

    @Test
    void aPositiveClassThatIsLabelOneAlreadyChangesNothing() throws IOException {
        assertThat(medMnist().open(positive(Variant.BREASTMNIST, 1)).passport())
                .isEqualTo(medMnist().open(official(Variant.BREASTMNIST)).passport());
    }

    @Test
    void theOutlineIsKnownWithoutAFile() {
        var pair = task(Variant.PATHMNIST, Optional.of(List.of(0, 1)), Optional.empty(), Optional.empty());

        assertThat(medMnist().outline(pair))
                .hasValue(new Outline(
                        new ImageShape(3, 28, 28),
                        List.of("adipose", "background"),
                        new LabelCounts(List.of(), List.of(1041, 1057), List.of(1338, 847))));
        assertThat(medMnist().outline(whole(Variant.OCTMNIST, 64, Optional.empty())))
                .hasValue(new Outline(new ImageShape(1, 64, 64), Variant.OCTMNIST.classes()));
    }

    @Test
    void aTaskThatIsNoneIsRefused() {
        assertRefused(
                () -> oneVsOne(Variant.PATHMNIST, 0), "one-vs-one must name two classes, such as [0, 1], not [0].");
        assertRefused(
                () -> oneVsOne(Variant.PATHMNIST, 0, 9),
                "one-vs-one names class 9, but those of pathmnist are 0 to 8.");
        assertRefused(() -> oneVsOne(Variant.PATHMNIST, 1, 1), "one-vs-one names a class twice: [1, 1].");
        assertRefused(() -> someVsRest(Variant.PATHMNIST), "some-vs-rest must name a class at least, such as [0, 1].");
        assertRefused(
                () -> someVsRest(Variant.PATHMNIST, -1),
                "some-vs-rest names class -1, but those of pathmnist are 0 to 8.");
        assertRefused(
                () -> someVsRest(Variant.BREASTMNIST, 0, 1),
                "some-vs-rest names all 2 classes of breastmnist, so there is no rest.");
        assertRefused(
                () -> task(Variant.PATHMNIST, Optional.of(List.of(0, 1)), Optional.of(List.of(0)), Optional.empty()),
                "one-vs-one and some-vs-rest are two tasks. Leave one out.");
    }

    @Test
    void aPositiveClassThatIsNoneOfTwoIsRefused() {
        assertRefused(() -> positive(Variant.BREASTMNIST, 2), "positive must be 0 or 1, not 2.");
        assertRefused(
                () -> positive(Variant.PATHMNIST, 0),
                "positive is for two classes, and pathmnist has 9. Choose some with one-vs-one.");
        assertRefused(
                () -> task(Variant.PATHMNIST, Optional.of(List.of(3, 5)), Optional.empty(), Optional.of(0)),
                "positive must be 3 or 5, not 0.");
        assertRefused(
                () -> task(Variant.PATHMNIST, Optional.empty(), Optional.of(List.of(3, 5)), Optional.of(3)),
                "positive does not go with some-vs-rest, whose classes are the positive ones already.");
    }

    @Test
    void withoutAFileTheOfficialOneIsFetchedIntoTheCache() throws IOException {
        Path official = shared("breastmnist.npz");
        var asked = new ArrayList<Download>();
        var medMnist = new MedMnist(folder::resolve, wanted -> {
            asked.add(wanted);
            Files.createDirectories(wanted.to().getParent());
            return Files.copy(official, wanted.to());
        });

        Dataset dataset = medMnist.open(medMnist.defaults());

        assertThat(dataset.train().size()).isEqualTo(546);
        assertThat(asked)
                .containsExactly(new Download(
                        URI.create("https://zenodo.org/records/10519652/files/breastmnist.npz?download=1"),
                        folder.resolve("medmnist").resolve("breastmnist.npz"),
                        Checksum.md5("750601b1f35ba3300ea97c75c52ff8f6")));
    }

    @Test
    void aFileThatIsNamedIsNotFetched() throws IOException {
        assertThat(medMnist().open(official(Variant.BREASTMNIST)).train().size())
                .isEqualTo(546);
    }

    @Test
    void whatKeptTheFileFromComingIsSaid() {
        var medMnist = new MedMnist(folder::resolve, wanted -> {
            throw new IOException("%s could not be downloaded.".formatted(wanted.from()));
        });

        assertThatThrownBy(() -> medMnist.open(whole(Variant.BLOODMNIST, 64, Optional.empty())))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "https://zenodo.org/records/10519652/files/bloodmnist_64.npz?download=1 could not be downloaded.");
    }

    @Test
    void aMissingFileSaysWhereItWasLookedFor() {
        Path file = folder.resolve("breast.npz");

        assertThatThrownBy(() -> medMnist().open(whole(Variant.BREASTMNIST, 28, Optional.of(file))))
                .isInstanceOf(IOException.class)
                .hasMessage("""
                        There is no file %s.
                        A path in an experiment file starts from its folder. Without 'file', \
                        https://zenodo.org/records/10519652/files/breastmnist.npz?download=1 is downloaded.""", file);
    }

    @Test
    void anotherFileIsRefusedWithBothSums() throws IOException {
        Path file = Files.writeString(folder.resolve("breastmnist.npz"), "Not Found");
        String message = """
                %s is not the official breastmnist at 28 pixels: \
                its MD5 sum is 9d1ead73e678fa2f51a70a933b0bf017, not 750601b1f35ba3300ea97c75c52ff8f6.
                Maybe the download broke off, or the file was saved again; results on it could not be compared.""";

        assertThatThrownBy(() -> medMnist().open(whole(Variant.BREASTMNIST, 28, Optional.of(file))))
                .isInstanceOf(IOException.class)
                .hasMessage(message, file);
    }

    @Test
    void aVolumeUnderAFlatNameIsRecognised() {
        Path file = shared("adrenalmnist3d.npz");
        String message = """
                %s is not the official breastmnist at 28 pixels: \
                its MD5 sum is bbd3c5a5576322bc4cdfea780653b1ce, not 750601b1f35ba3300ea97c75c52ff8f6.
                It is adrenalmnist3d at 28 pixels under another name.""";

        assertThatThrownBy(() -> medMnist().open(whole(Variant.BREASTMNIST, 28, Optional.of(file))))
                .isInstanceOf(IOException.class)
                .hasMessage(message, file.toAbsolutePath());
    }

    @Test
    void onlyPublishedSizesAreRead() {
        assertRefused(Variant.BREASTMNIST, 32, "size must be 28, 64, 128 or 224, not 32.");
    }

    @Test
    void volumesArePublishedInTwoSizes() {
        assertRefused(Variant.ORGANMNIST3D, 128, "size must be 28 or 64 for organmnist3d, not 128.");
    }

    @Test
    void everySetIsOutlinedInEverySize() {
        for (Variant variant : Variant.values()) {
            for (int size : variant.sizes()) {
                Optional<Finding> finding = variant.hasFindings() ? Optional.of(Finding.MASS) : Optional.empty();

                Outline outline = medMnist()
                        .outline(settings(variant, size, finding, Optional.empty(), Optional.empty()))
                        .orElseThrow();

                assertThat(outline.shape()).isEqualTo(new ImageShape(variant.channels(), size, size));
            }
        }
    }

    @Test
    void chestMnistIsAskedForOneFinding() {
        var pneumonia =
                settings(Variant.CHESTMNIST, 64, Optional.of(Finding.PNEUMONIA), Optional.empty(), Optional.empty());

        assertThat(medMnist().outline(pneumonia))
                .hasValue(new Outline(new ImageShape(1, 64, 64), List.of("no pneumonia", "pneumonia")));
        assertThat(pneumonia.choices()).containsExactly("finding pneumonia");
        assertRefused(
                Variant.CHESTMNIST,
                28,
                "An image of chestmnist can show several findings, so choose the one that is asked for: finding is one of "
                        + "atelectasis, cardiomegaly, effusion, infiltration, mass, nodule, pneumonia, pneumothorax, "
                        + "consolidation, edema, emphysema, fibrosis, pleural, hernia.");
        assertRefused(
                () -> settings(Variant.PATHMNIST, 28, Optional.of(Finding.MASS), Optional.empty(), Optional.empty()),
                "finding goes with chestmnist alone; an image of pathmnist has one label.");
    }

    @Test
    void thePassportOfAFindingSaysWhatTheRestIs() {
        var settings =
                settings(Variant.CHESTMNIST, 28, Optional.of(Finding.HERNIA), Optional.empty(), Optional.empty());
        var images = Images.of(new ImageShape(1, 1, 1), new byte[4]);

        Passport passport = MedMnist.passport(settings, new Split(images, new int[] {0, 0, 1, 0}, "test"));

        assertThat(passport.classes()).containsExactly("no hernia", "hernia");
        assertThat(passport.version()).isEqualTo("Zenodo record 10519652, 28 pixels, finding hernia");
        assertThat(passport.digest()).startsWith("sha256:");
        assertThat(passport.published()).isEqualTo(LabelCounts.UNKNOWN);
        assertThat(passport.flips()).hasValue(Set.of());
        assertThat(passport.knownIssues())
                .containsExactly(
                        "The findings were mined from the text of radiology reports.",
                        "'no hernia' does not mean healthy: images with any of the other 13 findings are of that class too.",
                        "Always answering 'no hernia' is right for 75.00 % of the test images.",
                        "Not for clinical use, as its publishers say.");
    }

    @Test
    void flatSetsAreNotSliced() {
        assertRefused(
                () -> settings(Variant.PATHMNIST, 28, Optional.empty(), Optional.of(Slices.CENTRE), Optional.empty()),
                "slices goes with volumes alone; pathmnist has flat images.");
        assertRefused(
                () -> settings(Variant.PATHMNIST, 28, Optional.empty(), Optional.empty(), Optional.of(List.of(1))),
                "axes goes with volumes alone; pathmnist has flat images.");
    }

    @Test
    void axesThatAreNoneAreRefused() {
        for (List<Integer> axes : List.of(List.<Integer>of(), List.of(0), List.of(4), List.of(1, 1))) {
            assertRefused(
                    () -> settings(Variant.ADRENALMNIST3D, 28, Optional.empty(), Optional.empty(), Optional.of(axes)),
                    "axes must name some of 1, 2 and 3, each once, such as [1, 2, 3], not %s.".formatted(axes));
        }
    }

    @Test
    void keepsTheContractOnVolumes() {
        DatasetContract.of(medMnist(), sliced(Slices.IMAGES, 2))
                .butNot(sliced(Slices.IMAGES, 1))
                .butNot(sliced(Slices.CHANNELS, 2))
                .butNot(sliced(Slices.CENTRE, 2))
                .butNot(official(Variant.ADRENALMNIST3D))
                .holds();
    }

    @Test
    void aVolumeIsItsMiddleAxialSliceUnlessMoreIsAskedFor() throws IOException {
        Dataset dataset = medMnist().open(official(Variant.ADRENALMNIST3D));

        assertThat(dataset.shape()).isEqualTo(new ImageShape(1, 28, 28));
        assertThat(dataset.train().counts(2)).containsExactly(929, 259);
        assertThat(dataset.validation().counts(2)).containsExactly(76, 22);
        assertThat(dataset.test().counts(2)).containsExactly(229, 69);
        assertThat(dataset.passport().version())
                .isEqualTo("Zenodo record 10519652, 28 pixels, slices centre, axes [1]");
        assertThat(dataset.passport().digest()).startsWith("sha256:");
        assertThat(dataset.passport().groupedBy()).isEmpty();
        assertThat(dataset.passport().knownIssues())
                .containsExactly(
                        "The glands are two each of 792 patients, and the file does not say which: divided anew, some pairs part.",
                        "A label is that of a whole volume, of which only the middle is seen.",
                        "Not for clinical use, as its publishers say.");
    }

    /** SHA-256 of what NumPy cuts from the test part of the same file, such as {@code x[:, :, 14]} for axis 2. */
    @Test
    void slicesAreThoseOfNumPy() throws IOException {
        assertThat(sha256(sliced(Slices.CENTRE, 1)))
                .isEqualTo("a9ab1afb2e38a95f0ad7da3cbc68889455a942b842654c8bf36c322eb9de484a");
        assertThat(sha256(sliced(Slices.CENTRE, 2)))
                .isEqualTo("3ff2fae71451ba0a9da38a8c62143b0ef97774ff24681ebf59c748e30fdbb904");
        assertThat(sha256(sliced(Slices.CENTRE, 3)))
                .isEqualTo("4dd377ee554c512d814421e5efc447b54dd7b3584cafdc3680a0e6fbb832ed71");
        assertThat(sha256(sliced(Slices.CENTRE, 1, 2, 3)))
                .isEqualTo("57de9c32919b453034ba072837954ad6a213eeb176c191a48e7311af9facfb22");
        assertThat(sha256(sliced(Slices.CHANNELS, 2)))
                .isEqualTo("81b82b6514a316b76c5b7d62d04383553303c19b95dc584f848c91d75c471aa4");
        assertThat(sha256(sliced(Slices.CHANNELS, 1, 2, 3)))
                .isEqualTo(sha256(sliced(Slices.IMAGES, 1, 2, 3)))
                .isEqualTo("da916f7a44c25253ce4708317b01deed9393dfcaffdb1caeb9ee3680cde9a364");
    }

    @Test
    void slicesThatAreImagesAreGroupedByVolume() throws IOException {
        Dataset dataset = medMnist().open(sliced(Slices.IMAGES, 1));

        assertThat(dataset.test().size()).isEqualTo(298 * 28);
        assertThat(dataset.test().items().get(29)).isEqualTo("test/1/axis-1/1");
        assertThat(dataset.test().groups().get(29)).isEqualTo("test/1");
        assertThat(dataset.passport().groupedBy()).hasValue("volume");
        assertThat(dataset.passport().published().test()).containsExactly(229 * 28, 69 * 28);
        assertThat(dataset.passport().knownIssues())
                .contains("Slices are judged, not volumes: each of the 28 of a volume counts as an image of its own.");
    }

    @Test
    void imagesThatAreTooManyForMemoryAreTheSameFromAFile() throws IOException {
        var frugal = new MedMnist(folder::resolve, NOWHERE, 0);

        for (Settings settings : List.of(official(Variant.RETINAMNIST), sliced(Slices.IMAGES, 3))) {
            Dataset inMemory = medMnist().open(settings);
            Dataset inFile = frugal.open(settings);

            assertThat(inFile.passport()).isEqualTo(inMemory.passport());
            assertThat(inFile.train().images().all())
                    .isEqualTo(inMemory.train().images().all());
            assertThat(inFile.train().labels()).isEqualTo(inMemory.train().labels());
        }
        assertThat(folder.resolve("medmnist/unpacked"))
                .isDirectoryContaining("glob:**/bd4c0672f1bba3e3a89f0e4e876791e4-train-????????.images")
                .isDirectoryContaining(
                        "glob:**/bbd3c5a5576322bc4cdfea780653b1ce-slices-images-axes-3-train-????????.images");
    }

    @Test
    void mirrorImagesAreThosePublishedFactsAllow() throws IOException {
        assertThat(medMnist().open(official(Variant.RETINAMNIST)).passport().flips())
                .hasValue(Set.of(Flip.HORIZONTAL));
        assertThat(medMnist().open(official(Variant.ADRENALMNIST3D)).passport().flips())
                .hasValue(Set.of());
        assertThat(flips(Variant.PATHMNIST)).containsExactlyInAnyOrder(Flip.HORIZONTAL, Flip.VERTICAL);
    }

    @Test
    void slicesThatLieAcrossOneAnotherHaveNoMirrorImage() {
        assertThat(flips(Variant.VESSELMNIST3D)).containsExactlyInAnyOrder(Flip.HORIZONTAL, Flip.VERTICAL);
        assertThat(flips(vessels(Slices.CENTRE, 1, 2, 3))).isEmpty();
        assertThat(flips(vessels(Slices.CHANNELS, 2, 3))).isEmpty();
        assertThat(flips(vessels(Slices.CHANNELS, 2))).isNotEmpty();
        assertThat(flips(vessels(Slices.IMAGES, 1, 2, 3))).isNotEmpty();
    }

    @Test
    void publishedCountsFollowTheTask() throws IOException {
        Dataset dataset = medMnist().open(someVsRest(Variant.RETINAMNIST, 2, 3, 4));

        assertThat(dataset.passport().published())
                .isEqualTo(new LabelCounts(List.of(614, 466), List.of(66, 54), List.of(220, 180)));
        assertThat(medMnist().open(official(Variant.BREASTMNIST)).passport().published())
                .isEqualTo(new LabelCounts(List.of(147, 399), List.of(21, 57), List.of(42, 114)));
    }

    private MedMnist medMnist() {
        return new MedMnist(folder::resolve, NOWHERE);
    }

    private static Set<Flip> flips(Variant variant) {
        return flips(whole(variant, 28, Optional.empty()));
    }

    private static Set<Flip> flips(Settings settings) {
        var images = Images.of(new ImageShape(1, 1, 1), new byte[1]);
        return MedMnist.passport(settings, new Split(images, new int[1], "test"))
                .flips()
                .orElseThrow();
    }

    private String sha256(Settings settings) throws IOException {
        byte[] pixels = medMnist().open(settings).test().images().all();
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(pixels));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRefused(Variant variant, int size, String message) {
        assertRefused(() -> whole(variant, size, Optional.empty()), message);
    }

    private static void assertRefused(Supplier<Settings> settings, String message) {
        assertThatThrownBy(settings::get)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static Settings whole(Variant variant, int size, Optional<Path> file) {
        return new Settings(
                variant,
                size,
                file,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Settings task(
            Variant variant,
            Optional<List<Integer>> oneVsOne,
            Optional<List<Integer>> someVsRest,
            Optional<Integer> positive) {
        return new Settings(
                variant,
                28,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                oneVsOne,
                someVsRest,
                positive);
    }

    private static Settings settings(
            Variant variant,
            int size,
            Optional<Finding> finding,
            Optional<Slices> slices,
            Optional<List<Integer>> axes) {
        return new Settings(
                variant,
                size,
                Optional.empty(),
                finding,
                slices,
                axes,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Settings vessels(Slices slices, Integer... axes) {
        return settings(Variant.VESSELMNIST3D, 28, Optional.empty(), Optional.of(slices), Optional.of(List.of(axes)));
    }

    private static Settings sliced(Slices slices, Integer... axes) {
        return at(settings(
                Variant.ADRENALMNIST3D, 28, Optional.empty(), Optional.of(slices), Optional.of(List.of(axes))));
    }

    private static Settings official(Variant variant) {
        return whole(variant, 28, Optional.of(shared(variant.file(28))));
    }

    private static Settings oneVsOne(Variant variant, Integer... pair) {
        return at(task(variant, Optional.of(List.of(pair)), Optional.empty(), Optional.empty()));
    }

    private static Settings someVsRest(Variant variant, Integer... classes) {
        return at(task(variant, Optional.empty(), Optional.of(List.of(classes)), Optional.empty()));
    }

    private static Settings positive(Variant variant, int label) {
        return at(task(variant, Optional.empty(), Optional.empty(), Optional.of(label)));
    }

    /** The same settings, with the official file. */
    private static Settings at(Settings settings) {
        return new Settings(
                settings.variant(),
                settings.size(),
                Optional.of(shared(settings.variant().file(settings.size()))),
                settings.finding(),
                settings.slices(),
                settings.axes(),
                settings.oneVsOne(),
                settings.someVsRest(),
                settings.positive());
    }

    private static int firstOf(int label, Split split) {
        return IntStream.range(0, split.size())
                .filter(i -> split.labels()[i] == label)
                .findFirst()
                .orElseThrow();
    }

    private static Path shared(String name) {
        Path file =
                Path.of(System.getProperty("ansatz.shared", "")).resolve("data").resolve(name);
        assumeThat(file)
                .as("The official file %s is needed for this test.", name)
                .exists();
        return file;
    }

    private static int[] unsigned(Split split, int from, int count) {
        byte[] pixels = split.images().all();
        var values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = pixels[from + i] & 0xff;
        }
        return values;
    }
}
