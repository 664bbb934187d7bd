package io.ansatz.plugins.imagefolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.LabelCounts;
import io.ansatz.api.dataset.Outline;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.imaging.Broken;
import io.ansatz.plugins.imagefolder.MedNist.Settings;
import io.ansatz.testkit.DatasetContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MedNistTest {

    private static final List<String> CLASSES = List.of("AbdomenCT", "BreastMRI", "CXR", "ChestCT", "Hand", "HeadCT");

    @TempDir
    private Path home;

    private MedNist mednist;

    @BeforeEach
    void setUp() throws IOException {
        mednist = new MedNist(home::resolve);
    }

    @Test
    void keepsTheContract() throws IOException {
        unpack();

        DatasetContract.of(mednist, mednist.defaults())
                .butNot(new Settings(Optional.empty(), 28, Broken.FATAL))
                .holds();
    }

    @Test
    void isAFolderOfImagesOfWhichEverythingIsKnown() throws IOException {
        unpack();

        Dataset dataset = mednist.open(mednist.defaults());
        Passport passport = dataset.passport();

        assertThat(dataset.divided()).isFalse();
        assertThat(dataset.shape()).isEqualTo(new ImageShape(1, 64, 64));
        assertThat(dataset.train().counts(6)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(passport.source()).isEqualTo("MedNIST, from a folder of images");
        assertThat(passport.classes()).isEqualTo(CLASSES);
        assertThat(passport.licence()).isEqualTo("CC BY-SA 4.0");
        assertThat(passport.citation())
                .isEqualTo(
                        "compiled by B. J. Erickson (Mayo Clinic) from TCIA, the RSNA Bone Age Challenge and the NIH Chest X-ray set; "
                                + "distributed by the MONAI project");
        assertThat(passport.flips()).hasValue(Set.of());
        assertThat(passport.groupedBy()).isEmpty();
        assertThat(passport.published())
                .isEqualTo(
                        new LabelCounts(List.of(10_000, 8_954, 10_000, 10_000, 10_000, 10_000), List.of(), List.of()));
        assertThat(passport.published().train().stream()
                        .mapToInt(count -> count)
                        .sum())
                .isEqualTo(58_954);
        assertThat(passport.knownIssues())
                .containsExactly(
                        "There are no patient ids, so neighbouring slices of one scan may stand in several parts: that flatters the test, and cannot be verified.",
                        "The classes are body parts and modalities: nothing here is a diagnosis.");
    }

    /** Somebody's own division has counts of its own. */
    @Test
    void dividedImagesArePublishedByNobody() throws IOException {
        var album = new Album(home.resolve("mine"));
        for (String part : List.of("train", "val", "test")) {
            for (String name : CLASSES) {
                album.with(part + "/" + name, 1);
            }
        }

        Dataset dataset = mednist.open(new Settings(Optional.of(home.resolve("mine")), 64, Broken.FATAL));

        assertThat(dataset.divided()).isTrue();
        assertThat(dataset.passport().published()).isEqualTo(LabelCounts.UNKNOWN);
    }

    @Test
    void isKnownBeforeItIsOpened() {
        assertThat(mednist.outline(mednist.defaults())).hasValue(new Outline(new ImageShape(1, 64, 64), CLASSES));
    }

    @Test
    void saysWhereItIsToBeHad() {
        assertThatThrownBy(() -> mednist.open(mednist.defaults()))
                .isInstanceOf(IOException.class)
                .hasMessage("""
                        There is no folder %s.
                        Unpack MedNIST.tar.gz in the folder above, so that the six folders of classes lie in this one, or name your
                        copy with 'folder'. The file is at
                        https://github.com/Project-MONAI/MONAI-extra-test-data/releases/download/0.8.1/MedNIST.tar.gz,
                        its MD5 sum is 0bc7306e7427e00ad1c5526a6677552d.""", home.resolve("image-folder/MedNIST"));
    }

    @Test
    void aClassThatIsMissingIsNamed() throws IOException {
        unpack();
        Files.move(home.resolve("image-folder/MedNIST/Hand"), home.resolve("image-folder/MedNIST/Hands"));

        assertThatThrownBy(() -> mednist.open(mednist.defaults()))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "classes takes images of 'Hand' from 'Hand', but nothing in %s is labelled so. There are AbdomenCT, BreastMRI, CXR, ChestCT, Hands, HeadCT.",
                        home.resolve("image-folder/MedNIST"));
    }

    @Test
    void sizesAreThoseOfImageFolders() {
        assertThatThrownBy(() -> new Settings(Optional.empty(), 1025, Broken.FATAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size must be between 1 and 1024, not 1025.");
    }

    /** A few images of each class, in the place where they belong. */
    private void unpack() throws IOException {
        var album = new Album(home.resolve("image-folder/MedNIST"));
        for (int i = 0; i < CLASSES.size(); i++) {
            album.with(CLASSES.get(i), i + 1);
        }
    }
}
