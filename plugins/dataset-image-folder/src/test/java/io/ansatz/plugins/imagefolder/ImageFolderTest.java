package io.ansatz.plugins.imagefolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Outline;
import io.ansatz.testkit.DatasetContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {

    private static final Ratios SEVEN_ONE_TWO = new Ratios(0.7, 0.1, 0.2, Optional.empty());

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

        DatasetContract.of(
                        imageFolder(),
                        lesions().split(SEVEN_ONE_TWO).classes(BENIGN_OR_NOT).settings())
                .butNot(lesions().split(SEVEN_ONE_TWO).settings())
                .butNot(lesions()
                        .split(SEVEN_ONE_TWO)
                        .classes(BENIGN_OR_NOT)
                        .size(5)
                        .settings())
                .butNot(lesions()
                        .split(SEVEN_ONE_TWO)
                        .classes(BENIGN_OR_NOT)
                        .colour(Colour.GREY)
                        .settings())
                .butNot(lesions()
                        .split(new Ratios(0.7, 0.1, 0.2, Optional.of(2L)))
                        .classes(BENIGN_OR_NOT)
                        .settings())
                .butNot(lesions()
                        .split(SEVEN_ONE_TWO)
                        .classes(List.of(BENIGN_OR_NOT.get(1), BENIGN_OR_NOT.get(0)))
                        .settings())
                .butNot(lesions()
                        .split(SEVEN_ONE_TWO)
                        .classes(BENIGN_OR_NOT)
                        .perClass(5)
                        .settings())
                .holds();
    }

    @Test
    void classFoldersAreDividedByShares() throws IOException {
        album.with("mel", 20).with("nv", 30).with("bkl", 10);

        Dataset dataset = open(lesions().split(SEVEN_ONE_TWO));

        assertThat(dataset.passport().classes()).containsExactly("bkl", "mel", "nv");
        assertThat(dataset.train().counts(3)).containsExactly(7, 14, 21);
        assertThat(dataset.validation().counts(3)).containsExactly(1, 2, 3);
        assertThat(dataset.test().counts(3)).containsExactly(2, 4, 6);
        assertThat(dataset.passport().version()).isEqualTo("60 images, 6 pixels, split 0.7 / 0.1 / 0.2 with seed 1");
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
    void labelsAreGatheredIntoClasses() throws IOException {
        album.with("mel", 20).with("nv", 30).with("bkl", 10).with("vasc", 2);

        Dataset dataset = open(lesions().split(SEVEN_ONE_TWO).classes(BENIGN_OR_NOT));

        assertThat(dataset.passport().classes()).containsExactly("benign", "malignant");
        assertThat(dataset.train().counts(2)).containsExactly(28, 14);
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
                a,mel,L1,train
                b.png,nv,L2,train
                deep/c.png,nv,L3,val
                d,mel,L1,test
                """);

        Dataset dataset = open(lesions().labels(Optional.of("lesion"), Optional.of("part")));

        assertThat(dataset.train().labels()).containsExactly(0, 1);
        assertThat(dataset.validation().labels()).containsExactly(1);
        assertThat(dataset.test().labels()).containsExactly(0);
        assertThat(dataset.passport().version()).isEqualTo("4 images, 6 pixels, groups by lesion: 2 / 1 / 1");
        assertThat(dataset.passport().knownIssues())
                .containsExactly(
                        "e.png has no label in labels.csv and was left out.",
                        "Images of one lesion stand in several parts, which flatters the test: 1 times, such as L1.");
    }

    @Test
    void aGroupOfTheTableStaysInOnePart() throws IOException {
        var rows = new StringBuilder("image,dx,lesion\n");
        for (int i = 0; i < 60; i++) {
            album.with("%d.png".formatted(i));
            rows.append("%d,%s,L%d\n".formatted(i, i % 3 == 0 ? "mel" : "nv", i % 3 + 3 * (i / 12)));
        }
        album.withText("labels.csv", rows.toString());

        Dataset dataset =
                open(lesions().labels(Optional.of("lesion"), Optional.empty()).split(SEVEN_ONE_TWO));

        assertThat(dataset.passport().version())
                .isEqualTo("60 images, 6 pixels, split 0.7 / 0.1 / 0.2 with seed 1, groups by lesion: 11 / 1 / 3");
        assertThat(dataset.passport().knownIssues()).isEmpty();
    }

    @Test
    void fewImagesOfAClassAreAmongTheMore() throws IOException {
        album.with("mel", 40).with("nv", 60);

        Dataset three = open(lesions().split(SEVEN_ONE_TWO).perClass(3));
        Dataset nine = open(lesions().split(SEVEN_ONE_TWO).perClass(9));
        Dataset all = open(lesions().split(SEVEN_ONE_TWO));

        assertThat(three.train().counts(2)).containsExactly(3, 3);
        assertThat(images(nine)).hasSize(18).containsAll(images(three));
        assertThat(images(all)).containsAll(images(nine));
        assertThat(three.test().images().all()).isEqualTo(all.test().images().all());
        assertThat(three.passport().version())
                .isEqualTo("100 images, 6 pixels, split 0.7 / 0.1 / 0.2 with seed 1, per-class 3, seed 1");
    }

    @Test
    void theDigestFollowsTheFiles() throws IOException {
        album.with("mel", 20).with("nv", 20);
        String before = open(lesions().split(SEVEN_ONE_TWO)).passport().digest();

        album.with("mel/007.jpg").with("nv/003.jpg");
        Files.delete(folder.resolve("mel/007.png"));
        Files.delete(folder.resolve("nv/003.png"));

        assertThat(before).matches("sha256:[0-9a-f]{64}");
        assertThat(open(lesions().split(SEVEN_ONE_TWO)).passport().digest()).isNotEqualTo(before);
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
    void aBrokenImageIsNamed() throws IOException {
        album.with("mel", 20).with("nv", 20).withText("nv/003.png", "<html>");

        assertFails(
                lesions().split(SEVEN_ONE_TWO),
                "%s cannot be read as an image: it does not begin like a JPEG or PNG.",
                folder.resolve("nv/003.png"));
    }

    @Test
    void ofSeveralBrokenImagesTheFirstIsNamed() throws IOException {
        album.with("train/mel", 5).with("train/nv", 5).with("val/mel", 2).with("test/nv", 2);
        album.withText("train/mel/002.png", "").withText("train/nv/001.png", "").withText("train/nv/002.png", "");

        assertFails(
                lesions(),
                "%s cannot be read as an image: it does not begin like a JPEG or PNG.\n2 more images cannot be read.",
                folder.resolve("train/mel/002.png"));
    }

    @Test
    void filesOfOtherKindsAreLeftOutAloud() throws IOException {
        album.with("mel", 20)
                .with("nv", 20)
                .withText("mel/a.tif", "")
                .withText("nv/b.txt", "")
                .withText("nv/.DS_Store", "")
                .withText("readme.md", "");

        assertThat(open(lesions().split(SEVEN_ONE_TWO)).passport().knownIssues())
                .containsExactly("2 files are neither JPEG nor PNG and were left out, such as mel/a.tif.");
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
    void aLayoutThatIsAnotherIsExplained() throws IOException {
        album.with("train/mel", 1).with("test/mel", 1);

        assertFails(lesions(), """
                %s has no folder 'val'; there should be train, val and test, each with one folder for each class.
                If there are just the classes, say how to divide their images: split: {train: 0.7, val: 0.1, test: 0.2}.""", folder);
        assertFails(lesions().split(SEVEN_ONE_TWO), """
                %s has a folder 'test', so its images are divided already.
                Leave 'split' out to keep that, or name a folder with one folder for each class.""", folder);
    }

    @Test
    void anEmptyFolderIsSaid() throws IOException {
        Files.createDirectories(folder);

        assertFails(
                lesions().split(SEVEN_ONE_TWO), "There are no JPEG or PNG files where %s should have them.", folder);
    }

    @Test
    void labelsThatAreNotThereAreNamed() throws IOException {
        album.with("mel", 20).with("nevus", 20);

        assertFails(
                lesions().split(SEVEN_ONE_TWO).classes(BENIGN_OR_NOT),
                "classes takes images of 'benign' from 'nv', but nothing in %s is labelled so. There are mel, nevus.",
                folder);
    }

    @Test
    void tooFewLabelsOrImagesAreSaid() throws IOException {
        album.with("mel", 2);

        assertFails(
                lesions().split(SEVEN_ONE_TWO),
                "%s has images of 'mel' only, and classification needs two classes.",
                folder);

        album.with("nv", 1);

        assertFails(lesions().split(SEVEN_ONE_TWO), "%s has no images for the part 'val'.", folder);
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

    @Test
    void imagesThatFitNoArrayAreRefused() throws IOException {
        album.with("mel", 500).with("nv", 500);

        assertThatThrownBy(() -> open(lesions().split(SEVEN_ONE_TWO).size(1024)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        The part 'train' would take 2.2 GB: 700 images of 3 x 1024 x 1024. One array holds 2.1 GB.
                        Make 'size' smaller, or keep fewer with 'per-class'.""");
    }

    @Test
    void settingsThatDoNotGoTogetherAreRefused() {
        assertRefused(lesions().size(0), "size must be between 1 and 1024, not 0.");
        assertRefused(
                lesions().classes(List.of(BENIGN_OR_NOT.get(0))),
                "classes must name two at least, or none to take every label.");
        assertRefused(
                lesions().classes(List.of(BENIGN_OR_NOT.get(0), BENIGN_OR_NOT.get(0))),
                "classes names 'benign' twice.");
        assertRefused(
                lesions().classes(List.of(BENIGN_OR_NOT.get(0), new NamedClass("nv", Optional.empty()))),
                "classes takes images from 'nv' twice.");
        assertRefused(
                lesions().labels(Optional.empty(), Optional.of("part")).split(SEVEN_ONE_TWO),
                "split and labels.split both divide the images. Leave one out.");
        assertRefused(
                lesions().labels(Optional.of("lesion"), Optional.empty()),
                "labels.split is missing, and so is split: one of them must say how images are divided.");
        assertRefused(lesions().perClass(0), "per-class must be at least 1, not 0.");
        assertThatThrownBy(() -> new NamedClass("benign", Optional.of(List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("from must name a folder or label at least.");
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
                        .labels(new Labels(
                                "labels.csv", "path", "label", Optional.of("lesion_id"), Optional.of("split")))
                        .settings());

        assertThat(byFolder.passport().classes()).containsExactly("akiec", "bcc", "bkl", "df", "mel", "nv", "vasc");
        assertThat(byFolder.train().counts(7)).containsExactly(56, 70, 84, 28, 168, 168, 35);
        assertThat(byFolder.validation().size()).isEqualTo(87);
        assertThat(byFolder.test().size()).isEqualTo(174);
        assertThat(byTable.passport().digest()).isEqualTo(byFolder.passport().digest());
        assertThat(byTable.passport().version())
                .isEqualTo("870 images, 32 pixels, groups by lesion_id: 609 / 87 / 174");
        assertThat(byTable.passport().knownIssues()).isEmpty();
    }

    @Test
    void imagesThatAreLargeEnoughAreNotTouched() throws IOException {
        Path ham = shared("ham10000-224");
        var image = ImageIO.read(ham.resolve("test/akiec/ISIC_0025182.jpg").toFile());

        Dataset dataset = open(lesions().folder(ham).size(224));

        int place = 112 * 224 + 100;
        assertThat(dataset.test().images().all()[place] & 0xff).isEqualTo(image.getRGB(100, 112) >> 16 & 0xff);
        assertThat(dataset.test().images().all()[2 * 224 * 224 + place] & 0xff).isEqualTo(image.getRGB(100, 112) & 0xff);
    }

    private ImageFolder imageFolder() {
        return new ImageFolder(home::resolve);
    }

    private Dataset open(Recipe recipe) throws IOException {
        return imageFolder().open(recipe.settings());
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

    private static List<List<Byte>> images(Dataset dataset) {
        var images = new ArrayList<List<Byte>>();
        for (int i = 0; i < dataset.train().size(); i++) {
            var image = new ArrayList<Byte>();
            for (byte value : dataset.train().images().read(i)) {
                image.add(value);
            }
            images.add(image);
        }
        return images;
    }

    private static Path shared(String name) {
        Path path =
                Path.of(System.getProperty("ansatz.shared", "")).resolve("data").resolve(name);
        assumeThat(path).as("The folder %s is needed for this test.", name).exists();
        return path;
    }
}
