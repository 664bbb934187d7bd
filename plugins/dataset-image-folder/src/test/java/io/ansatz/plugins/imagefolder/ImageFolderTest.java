package io.ansatz.plugins.imagefolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Flip;
import io.ansatz.api.dataset.NamedClass;
import io.ansatz.api.dataset.Outline;
import io.ansatz.api.imaging.Colour;
import io.ansatz.testkit.DatasetContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {

    private static final List<NamedClass> BENIGN_OR_NOT = List.of(
            new NamedClass("benign", Optional.of(List.of("nv", "bkl"))),
            new NamedClass("malignant", Optional.of(List.of("mel"))));

    @TempDir
    private Path home;

    private Path folder;
    private Album album;

    @BeforeEach
    void setUp() {
        folder = home.resolve("image-folder/lesions");
        album = new Album(folder);
    }

    @Test
    void keepsTheContract() throws IOException {
        album.with("mel", 20).with("nv", 30).with("bkl", 10);

        DatasetContract.of(imageFolder(), lesions().classes(BENIGN_OR_NOT).settings())
                .butNot(lesions().settings())
                .butNot(lesions().classes(BENIGN_OR_NOT).size(5).settings())
                .butNot(lesions().classes(BENIGN_OR_NOT).colour(Colour.GREY).settings())
                .butNot(lesions()
                        .classes(List.of(BENIGN_OR_NOT.get(1), BENIGN_OR_NOT.get(0)))
                        .settings())
                .holds();
    }

    @Test
    void keepsTheContractWithPartsAndGroups() throws IOException {
        album.withText("labels.csv", """
                image,dx,lesion,part
                a,mel,L1,train
                b,nv,L2,train
                c,nv,L3,val
                d,mel,L4,test
                """);
        for (String name : List.of("a", "b", "c", "d")) {
            album.with(name + ".png");
        }

        DatasetContract.of(
                        imageFolder(),
                        lesions()
                                .labels(Optional.of("lesion"), Optional.of("part"))
                                .settings())
                .butNot(lesions()
                        .labels(Optional.of("lesion"), Optional.empty())
                        .settings())
                .butNot(lesions().labels(Optional.empty(), Optional.of("part")).settings())
                .holds();
    }

    @Test
    void classFoldersAreLeftUndivided() throws IOException {
        album.with("mel", 2).with("nv", 3).with("bkl", 1);

        Dataset dataset = open(lesions());

        assertThat(dataset.divided()).isFalse();
        assertThat(dataset.passport().classes()).containsExactly("bkl", "mel", "nv");
        assertThat(dataset.train().items())
                .containsExactly("bkl/000.png", "mel/000.png", "mel/001.png", "nv/000.png", "nv/001.png", "nv/002.png");
        assertThat(dataset.train().labels()).containsExactly(0, 1, 1, 2, 2, 2);
        assertThat(dataset.train().groups()).isEmpty();
        assertThat(dataset.passport().version()).isEqualTo("6 images, 6 pixels");
        assertThat(dataset.passport().groupedBy()).isEmpty();
        assertThat(dataset.passport().flips()).isEmpty();
    }

    @Test
    void labelsAreGatheredIntoClasses() throws IOException {
        album.with("mel", 20).with("nv", 30).with("bkl", 10).with("vasc", 2);

        Dataset dataset = open(lesions().classes(BENIGN_OR_NOT));

        assertThat(dataset.passport().classes()).containsExactly("benign", "malignant");
        assertThat(dataset.train().counts(2)).containsExactly(40, 20);
        assertThat(dataset.passport().knownIssues()).containsExactly("Images of no class were left out: 2 of 'vasc'.");
    }

    @Test
    void aTableSaysLabelsPartsAndGroups() throws IOException {
        album.with("a.png")
                .with("b.png")
                .with("deep/c.png")
                .with("d.png")
                .with("e.png")
                .withText("labels.csv", """
                image,dx,lesion,part
                a,mel,L1,Train
                b.png,nv,L2,train
                deep/c.png,nv,,val
                d,mel,L1,test
                """);

        Dataset dataset = open(lesions().labels(Optional.of("lesion"), Optional.of("part")));

        assertThat(dataset.train().labels()).containsExactly(0, 1);
        assertThat(dataset.train().items()).containsExactly("a.png", "b.png");
        assertThat(dataset.train().groups()).containsExactly("L1", "L2");
        assertThat(dataset.validation().labels()).containsExactly(1);
        assertThat(dataset.validation().groups()).containsExactly("deep/c.png");
        assertThat(dataset.test().labels()).containsExactly(0);
        assertThat(dataset.test().groups()).containsExactly("L1");
        assertThat(dataset.passport().groupedBy()).hasValue("lesion");
        assertThat(dataset.passport().version()).isEqualTo("4 images, 6 pixels, groups by lesion: 2 / 1 / 1");
        assertThat(dataset.passport().knownIssues())
                .containsExactly("e.png has no label in labels.csv and was left out.");
    }

    @Test
    void aTableWithoutPartsLeavesImagesUndivided() throws IOException {
        album.with("a.png").with("b.png").with("c.png").withText("labels.csv", """
                image,dx,lesion
                a,mel,L1
                b,nv,L2
                c,nv,L2
                """);

        Dataset dataset = open(lesions().labels(Optional.of("lesion"), Optional.empty()));

        assertThat(dataset.divided()).isFalse();
        assertThat(dataset.train().groups()).containsExactly("L1", "L2", "L2");
        assertThat(dataset.passport().version()).isEqualTo("3 images, 6 pixels, groups by lesion: 2");
    }

    @Test
    void mirrorImagesAreAsYouSay() throws IOException {
        album.with("mel", 1).with("nv", 1);

        assertThat(open(lesions().flips(Flip.VERTICAL, Flip.HORIZONTAL))
                        .passport()
                        .flips())
                .hasValue(Set.of(Flip.HORIZONTAL, Flip.VERTICAL));
        assertThat(open(lesions().flips()).passport().flips()).hasValue(Set.of());
        assertThat(open(lesions().flips()).passport().digest())
                .isEqualTo(open(lesions()).passport().digest());
    }

    @Test
    void theDigestFollowsTheFiles() throws IOException {
        album.with("mel", 20).with("nv", 20);
        String before = open(lesions()).passport().digest();

        album.with("mel/007.jpg").with("nv/003.jpg");
        Files.delete(folder.resolve("mel/007.png"));
        Files.delete(folder.resolve("nv/003.png"));

        assertThat(before).matches("sha256:[0-9a-f]{64}");
        assertThat(open(lesions()).passport().digest()).isNotEqualTo(before);
    }

    @Test
    void theDigestDoesNotDependOnTheCache() throws IOException {
        album.with("mel", 5).with("nv", 5);
        String before = open(lesions()).passport().digest();
        delete(home.resolve("pixels"));

        assertThat(open(lesions()).passport().digest()).isEqualTo(before);
        assertThat(open(lesions()).passport().digest()).isEqualTo(before);
    }

    @Test
    void howAFolderIsSpelledIsAllTheSame() throws IOException {
        album.with("mel", 2).with("nv", 2);
        Files.createSymbolicLink(home.resolve("link"), folder);

        String digest = open(lesions()).passport().digest();

        assertThat(open(lesions().folder(folder.resolve("../lesions")))
                        .passport()
                        .digest())
                .isEqualTo(digest);
        assertThat(open(lesions().folder(home.resolve("link"))).passport().digest())
                .isEqualTo(digest);
        try (Stream<Path> kept = Files.list(home.resolve("pixels"))) {
            assertThat(kept).hasSize(1);
        }
    }

    @Test
    void brokenImagesStopEverything() throws IOException {
        album.with("mel", 20).with("nv", 20).withText("nv/003.png", "<html>").withText("mel/002.png", "");

        assertFails(
                lesions(),
                """
                2 of 40 images are broken:
                  %s: it does not begin like a JPEG or PNG
                  %s: it does not begin like a JPEG or PNG
                Maybe a download broke off. With 'broken: skip' such images are left out, and the passport names them.""",
                folder.toRealPath().resolve("mel/002.png"),
                folder.toRealPath().resolve("nv/003.png"));
    }

    @Test
    void brokenImagesAreLeftOutAloudIfYouWant() throws IOException {
        album.with("mel", 2).with("nv", 3);
        String whole = open(lesions().skipBroken()).passport().digest();
        album.withText("nv/001.png", "<html>");

        Dataset dataset = open(lesions().skipBroken());

        assertThat(dataset.train().items()).containsExactly("mel/000.png", "mel/001.png", "nv/000.png", "nv/002.png");
        assertThat(dataset.train().labels()).containsExactly(0, 0, 1, 1);
        assertThat(dataset.passport().version()).isEqualTo("4 images, 6 pixels");
        assertThat(dataset.passport().knownIssues())
                .containsExactly("1 of 5 images was broken and left out: nv/001.png.");
        assertThat(dataset.passport().digest()).isNotEqualTo(whole);
    }

    @Test
    void aPartWhoseImagesAreAllBrokenIsMissed() throws IOException {
        album.with("train/mel", 1).with("train/nv", 1).with("val/nv", 1).withText("test/mel/a.png", "");

        assertFails(lesions().skipBroken(), "%s has no images for the part 'test'.", folder);
    }

    @Test
    void filesOfOtherKindsAreLeftOutAloud() throws IOException {
        album.with("mel", 2)
                .with("nv", 2)
                .with("loose.png")
                .withText("mel/a.tif", "")
                .withText("nv/b.txt", "")
                .withText("nv/.DS_Store", "")
                .withText("readme.md", "");

        assertThat(open(lesions()).passport().knownIssues())
                .containsExactly(
                        "2 files are neither JPEG nor PNG and were left out, such as mel/a.tif.",
                        "loose.png lies in no folder of a class and was left out.");
    }

    @Test
    void whatLiesBesidePartsIsLeftOutAloud() throws IOException {
        album.with("train/mel", 1)
                .with("train/nv", 1)
                .with("val/nv", 1)
                .with("test/nv", 1)
                .with("extra/nv", 1)
                .with("unsorted/nv", 1)
                .with("test/a.png")
                .with("b.png");

        assertThat(open(lesions()).passport().knownIssues())
                .containsExactly(
                        "2 images lie in no folder of a class and were left out, such as b.png.",
                        "2 folders are none of train, val and test and were left out, such as extra.");
    }

    @Test
    void aLayoutThatIsHalfDividedIsExplained() throws IOException {
        album.with("Testing/mel", 1).with("Training/mel", 1);

        assertFails(lesions(), """
                %s has a folder 'Training', but none called 'val'.
                Divided images lie in train, val and test, each with one folder for each class.
                To have all images divided anew, put them into one folder for each class, and beside 'use' write
                split: {shares: {train: 0.7, val: 0.1, test: 0.2}}.""", folder);

        album.with("val/mel", 1).with("valid/mel", 1);

        assertFails(lesions(), "%s has two folders for the part 'val': val and valid.", folder);
    }

    @Test
    void tooFewLabelsOrImagesAreSaid() throws IOException {
        album.with("mel", 2);

        assertFails(lesions(), "%s has images of 'mel' only, and classification needs two classes.", folder);

        album.with("a.png").with("b.png").withText("labels.csv", "image,dx,part\na,mel,train\nb,nv,test\n");

        assertFails(
                lesions().labels(Optional.empty(), Optional.of("part")),
                "%s has no images for the part 'val'.",
                folder);
    }

    @Test
    void settingsThatDoNotGoTogetherAreRefused() {
        assertRefused(lesions().size(0), "size must be between 1 and 1024, not 0.");
        assertRefused(new Recipe("a/b"), "name must be made of letters, digits, '.', '_' and '-', not 'a/b'.");
        assertRefused(
                lesions().classes(List.of(BENIGN_OR_NOT.get(0))),
                "classes must name two at least, or none to take every label.");
    }

    @Test
    void partsThatAreFoldersStayAsTheyAre() throws IOException {
        album.with("train/mel", 3)
                .with("train/nv", 4)
                .with("valid/nv", 2)
                .with("test/mel", 1)
                .with("test/nv", 1);

        Dataset dataset = open(lesions());

        assertThat(dataset.train().counts(2)).containsExactly(3, 4);
        assertThat(dataset.validation().counts(2)).containsExactly(0, 2);
        assertThat(dataset.test().counts(2)).containsExactly(1, 1);
    }

    @Test
    void theOutlineIsKnownWhereClassesAreNamed() {
        assertThat(imageFolder()
                        .outline(lesions()
                                .classes(BENIGN_OR_NOT)
                                .colour(Colour.GREY)
                                .settings()))
                .hasValue(new Outline(new ImageShape(1, 6, 6), List.of("benign", "malignant")));
        assertThat(imageFolder().outline(lesions().settings())).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereSaysWhereToPutIt() {
        assertFails(lesions(), """
                There is no folder %s.
                Put the images there, or name your own folder with 'folder'.""", folder.toAbsolutePath());
        assertFails(lesions().folder(home.resolve("elsewhere")), """
                There is no folder %s.
                A path in an experiment file starts from its folder.""", home.resolve("elsewhere"));
    }

    @Test
    void anEmptyFolderIsSaid() throws IOException {
        Files.createDirectories(folder);

        assertFails(lesions(), "There are no JPEG or PNG files where %s should have them.", folder);
    }

    @Test
    void labelsThatAreNotThereAreNamed() throws IOException {
        album.with("mel", 20).with("nevus", 20);

        assertFails(
                lesions().classes(BENIGN_OR_NOT),
                "classes takes images of 'benign' from 'nv', but nothing in %s is labelled so. There are mel, nevus.",
                folder);
    }

    @Test
    void aTableThatNamesWhatIsNotThereIsRefused() throws IOException {
        album.with("a.png").withText("labels.csv", "image,dx,part\na,mel,train\nb,nv,val\nc,nv,test\n");

        assertFails(lesions().labels(Optional.empty(), Optional.of("part")), """
                %s names b, which like 1 others is not there below %s.
                Maybe a download is not complete, or 'image' is not the column that names the images.""", folder.resolve("labels.csv"), folder);
    }

    @Test
    void aTableThatIsAmbiguousIsRefused() throws IOException {
        album.with("one/a.png").with("two/a.png");

        album.withText("labels.csv", "image,dx,part\na,mel,train\n");
        assertFails(
                lesions().labels(Optional.empty(), Optional.of("part")),
                "%s names 'a', and there are several such files below %s. Name their paths.",
                folder.resolve("labels.csv"),
                folder);

        album.withText("labels.csv", "image,dx,part\none/a.png,mel,train\none/a.png,nv,test\n");
        assertFails(
                lesions().labels(Optional.empty(), Optional.of("part")),
                "%s names the image one/a.png twice.",
                folder.resolve("labels.csv"));

        album.withText("labels.csv", "image,dx,part\none/a.png,mel,learn\n");
        assertFails(
                lesions().labels(Optional.empty(), Optional.of("part")),
                "%s puts one/a.png into 'learn'; the parts are train, val and test.",
                folder.resolve("labels.csv"));
    }

    /** 870 images of HAM10000 in three parts, by folder and by table. */
    @Test
    void dermoscopyComesInItsPublishedParts() throws IOException {
        Path ham = shared("ham10000-224");

        Dataset byFolder = open(lesions().folder(ham).size(32));
        Dataset byTable = imageFolder()
                .open(new Recipe("ham")
                        .folder(ham)
                        .size(32)
                        .labels(new Labels("labels.csv", "path", "label", Optional.empty(), Optional.of("split")))
                        .settings());
        Dataset grouped = imageFolder()
                .open(new Recipe("ham")
                        .folder(ham)
                        .size(32)
                        .labels(new Labels(
                                "labels.csv", "path", "label", Optional.of("lesion_id"), Optional.of("split")))
                        .settings());

        assertThat(byFolder.passport().classes()).containsExactly("akiec", "bcc", "bkl", "df", "mel", "nv", "vasc");
        assertThat(byFolder.train().counts(7)).containsExactly(56, 70, 84, 28, 168, 168, 35);
        assertThat(byFolder.validation().size()).isEqualTo(87);
        assertThat(byFolder.test().size()).isEqualTo(174);
        assertThat(byTable.passport().digest()).isEqualTo(byFolder.passport().digest());
        assertThat(grouped.passport().version())
                .isEqualTo("870 images, 32 pixels, groups by lesion_id: 609 / 87 / 174");
        assertThat(grouped.passport().knownIssues()).isEmpty();
    }

    @Test
    void imagesThatAreLargeEnoughAreNotTouched() throws IOException {
        Path ham = shared("ham10000-224");
        var image = ImageIO.read(ham.resolve("test/akiec/ISIC_0025182.jpg").toFile());

        Dataset dataset = open(lesions().folder(ham).size(224));

        int place = 112 * 224 + 100;
        assertThat(dataset.test().images().all()[place] & 0xff).isEqualTo(image.getRGB(100, 112) >> 16 & 0xff);
        assertThat(dataset.test().images().all()[2 * 224 * 224 + place] & 0xff)
                .isEqualTo(image.getRGB(100, 112) & 0xff);
    }

    private ImageFolder imageFolder() {
        return new ImageFolder(home::resolve);
    }

    private Dataset open(Recipe recipe) throws IOException {
        return imageFolder().open(recipe.settings());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void assertFails(Recipe recipe, String message, Object... values) {
        assertThatThrownBy(() -> open(recipe)).isInstanceOf(IOException.class).hasMessage(message, values);
    }

    private static void assertRefused(Recipe recipe, String message) {
        assertThatThrownBy(recipe::settings)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static Recipe lesions() {
        return new Recipe("lesions");
    }

    private static Path shared(String name) {
        Path path =
                Path.of(System.getProperty("ansatz.shared", "")).resolve("data").resolve(name);
        assumeThat(path).as("The folder %s is needed for this test.", name).exists();
        return path;
    }
}
