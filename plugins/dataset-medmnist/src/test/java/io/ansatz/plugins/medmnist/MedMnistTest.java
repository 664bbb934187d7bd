package io.ansatz.plugins.medmnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Outline;
import io.ansatz.api.dataset.Split;
import io.ansatz.plugins.medmnist.MedMnist.Settings;
import io.ansatz.testkit.DatasetContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MedMnistTest {

    @TempDir
    private Path folder;

    @Test
    void keepsTheContract() throws IOException {
        DatasetContract.of(medMnist(), official(Variant.BREASTMNIST))
                .butNot(official(Variant.RETINAMNIST))
                .butNot(positive(Variant.BREASTMNIST, 0))
                .butNot(few(Variant.BREASTMNIST, 10, 1))
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
        assertThat(turned.test().images().all()).isEqualTo(official.test().images().all());
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
    void fewImagesOfEachClassAreKeptToLearnFromAlone() throws IOException {
        Dataset dataset = medMnist().open(few(Variant.BREASTMNIST, 10, 1));

        assertThat(dataset.train().counts(2)).containsExactly(10, 10);
        assertThat(dataset.validation().size()).isEqualTo(78);
        assertThat(dataset.test().size()).isEqualTo(156);
        assertThat(dataset.passport().version()).isEqualTo("Zenodo record 10519652, 28 pixels, per-class 10, seed 1");
    }

    @Test
    void fiftyImagesOfAClassContainTen() throws IOException {
        Split ten = medMnist().open(few(Variant.BREASTMNIST, 10, 3)).train();
        Split fifty = medMnist().open(few(Variant.BREASTMNIST, 50, 3)).train();
        Split others = medMnist().open(few(Variant.BREASTMNIST, 10, 4)).train();

        assertThat(images(fifty)).containsAll(images(ten));
        assertThat(images(others)).isNotEqualTo(images(ten));
    }

    @Test
    void moreImagesThanAClassHasAreRefused() {
        assertThatThrownBy(() -> medMnist().open(few(Variant.BREASTMNIST, 148, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("per-class is 148, but there are only 147 images of 'malignant' to learn from.");
    }

    @Test
    void theOutlineIsKnownWithoutAFile() {
        var pair = settings(Variant.PATHMNIST, 28, Optional.of(List.of(0, 1)), Optional.empty(), Optional.empty());

        assertThat(medMnist().outline(pair))
                .hasValue(new Outline(new ImageShape(3, 28, 28), List.of("adipose", "background")));
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
                () -> settings(
                        Variant.PATHMNIST, 28, Optional.of(List.of(0, 1)), Optional.of(List.of(0)), Optional.empty()),
                "one-vs-one and some-vs-rest are two tasks. Leave one out.");
    }

    @Test
    void aPositiveClassThatIsNoneOfTwoIsRefused() {
        assertRefused(() -> positive(Variant.BREASTMNIST, 2), "positive must be 0 or 1, not 2.");
        assertRefused(
                () -> positive(Variant.PATHMNIST, 0),
                "positive is for two classes, and pathmnist has 9. Choose some with one-vs-one.");
        assertRefused(
                () -> settings(Variant.PATHMNIST, 28, Optional.of(List.of(3, 5)), Optional.empty(), Optional.of(0)),
                "positive must be 3 or 5, not 0.");
        assertRefused(
                () -> settings(Variant.PATHMNIST, 28, Optional.empty(), Optional.of(List.of(3, 5)), Optional.of(3)),
                "positive does not go with some-vs-rest, whose classes are the positive ones already.");
    }

    @Test
    void withoutAFileTheCacheIsSearched() throws IOException {
        Path place = Files.createDirectories(folder.resolve("medmnist")).resolve("breastmnist.npz");
        Files.copy(official(Variant.BREASTMNIST).file().orElseThrow(), place);

        Dataset dataset = medMnist().open(medMnist().defaults());

        assertThat(dataset.train().size()).isEqualTo(546);
    }

    @Test
    void anEmptyCacheSaysWhereToPutTheFile() {
        assertThatThrownBy(() -> medMnist().open(whole(Variant.BLOODMNIST, 64, Optional.empty())))
                .isInstanceOf(IOException.class)
                .hasMessage("""
                        There is no file %s.
                        Download https://zenodo.org/records/10519652/files/bloodmnist_64.npz?download=1 to that place, \
                        or name your copy with 'file'.""", folder.resolve("medmnist").resolve("bloodmnist_64.npz"));
    }

    @Test
    void aMissingFileSaysWhereItWasLookedFor() {
        Path file = folder.resolve("breast.npz");

        assertThatThrownBy(() -> medMnist().open(whole(Variant.BREASTMNIST, 28, Optional.of(file))))
                .isInstanceOf(IOException.class)
                .hasMessage("""
                        There is no file %s.
                        A path in an experiment file starts from its folder. The official file is at \
                        https://zenodo.org/records/10519652/files/breastmnist.npz?download=1.""", file);
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
    void imagesThatFitNoArrayAreRefused() {
        assertRefused(Variant.PATHMNIST, 224, """
                size must be at most 64 for pathmnist, not 224: \
                its training images would take 13.5 GB, and one array holds 2.1 GB.""");
        assertRefused(Variant.TISSUEMNIST, 128, """
                size must be at most 64 for tissuemnist, not 128: \
                its training images would take 2.7 GB, and one array holds 2.1 GB.""");
    }

    @Test
    void setsThatAreNoImagesWithOneLabelAreRefused() {
        assertRefused(Variant.CHESTMNIST, 28, """
                variant cannot be chestmnist: its images carry up to 14 labels each, \
                and a classifier here chooses one.""");
        assertRefused(
                Variant.ADRENALMNIST3D,
                28,
                "variant cannot be adrenalmnist3d: it holds volumes, and a backbone here reads flat images.");
    }

    @Test
    void aLabelBeyondTheClassesIsRefused() throws IOException {
        Path file = new ArchiveFile()
                .array("val_images", new byte[8], 2, 2, 2)
                .array("val_labels", new byte[] {1, 2}, 2, 1)
                .write(folder.resolve("small.npz"));

        try (var archive = new Npz(file)) {
            assertThatThrownBy(() -> MedMnist.read(archive, "val", 2, new ImageShape(1, 2, 2), 2))
                    .isInstanceOf(IOException.class)
                    .hasMessage("%s: val_labels holds class 2, but the classes are 0 to 1.", file);
        }
    }

    @Test
    void channelsMoveToTheFrontInEveryImage() throws IOException {
        byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        Path file = new ArchiveFile()
                .array("test_images", pixels, 2, 1, 2, 3)
                .array("test_labels", new byte[] {0, 1}, 2, 1)
                .write(folder.resolve("small.npz"));

        try (var archive = new Npz(file)) {
            Split split = MedMnist.read(archive, "test", 2, new ImageShape(3, 1, 2), 2);

            assertThat(split.images().all()).containsExactly(1, 4, 2, 5, 3, 6, 7, 10, 8, 11, 9, 12);
            assertThat(split.labels()).containsExactly(0, 1);
        }
    }

    private MedMnist medMnist() {
        return new MedMnist(folder::resolve);
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
                variant, size, file, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 1);
    }

    private static Settings settings(
            Variant variant,
            int size,
            Optional<List<Integer>> oneVsOne,
            Optional<List<Integer>> someVsRest,
            Optional<Integer> positive) {
        return new Settings(variant, size, Optional.empty(), oneVsOne, someVsRest, positive, Optional.empty(), 1);
    }

    private static Settings official(Variant variant) {
        return whole(variant, 28, Optional.of(shared(variant.file(28))));
    }

    private static Settings oneVsOne(Variant variant, Integer... pair) {
        return at(settings(variant, 28, Optional.of(List.of(pair)), Optional.empty(), Optional.empty()));
    }

    private static Settings someVsRest(Variant variant, Integer... classes) {
        return at(settings(variant, 28, Optional.empty(), Optional.of(List.of(classes)), Optional.empty()));
    }

    private static Settings positive(Variant variant, int label) {
        return at(settings(variant, 28, Optional.empty(), Optional.empty(), Optional.of(label)));
    }

    private static Settings few(Variant variant, int perClass, long seed) {
        return new Settings(
                variant,
                28,
                Optional.of(shared(variant.file(28))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(perClass),
                seed);
    }

    /** The same settings, with the official file. */
    private static Settings at(Settings settings) {
        return new Settings(
                settings.variant(),
                settings.size(),
                Optional.of(shared(settings.variant().file(settings.size()))),
                settings.oneVsOne(),
                settings.someVsRest(),
                settings.positive(),
                settings.perClass(),
                settings.seed());
    }

    private static int firstOf(int label, Split split) {
        return IntStream.range(0, split.size())
                .filter(i -> split.labels()[i] == label)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> images(Split split) {
        return IntStream.range(0, split.size())
                .mapToObj(i -> new String(split.images().read(i), StandardCharsets.ISO_8859_1))
                .toList();
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
