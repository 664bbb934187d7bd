package io.ansatz.plugins.medmnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.dataset.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfficialFileTest {

    private static final int IN_MEMORY = 1 << 20;
    private static final Layout PAIRS = new Layout.Flat(1, 1);

    @TempDir
    private Path folder;

    @Test
    void imagesAreCalledByPartAndPlace() throws IOException {
        Split split = read(part(new byte[2], 2, 1, 1), PAIRS, IN_MEMORY);

        assertThat(split.items()).containsExactly("val/0", "val/1");
        assertThat(split.groups()).isEmpty();
        assertThat(split.labels()).containsExactly(0, 1);
    }

    @Test
    void aLabelBeyondTheClassesIsRefused() {
        var archive = new ArchiveFile()
                .array("val_images", new byte[2], 2, 1, 1)
                .array("val_labels", new byte[] {1, 2}, 2, 1);

        assertThatThrownBy(() -> read(archive, PAIRS, IN_MEMORY))
                .isInstanceOf(IOException.class)
                .hasMessage("%s: val_labels holds class 2, but the classes are 0 to 1.", file());
    }

    @Test
    void aFindingIsAColumnOfLabels() throws IOException {
        var labels = new byte[28];
        labels[Finding.PNEUMONIA.ordinal()] = 1;
        labels[14 + Finding.HERNIA.ordinal()] = 1;
        var archive =
                new ArchiveFile().array("val_images", new byte[2], 2, 1, 1).array("val_labels", labels, 2, 14);

        assertThat(find(archive, Finding.PNEUMONIA)).containsExactly(1, 0);
        assertThat(find(archive, Finding.HERNIA)).containsExactly(0, 1);
        assertThat(find(archive, Finding.MASS)).containsExactly(0, 0);
    }

    @Test
    void aFindingThatIsNeitherThereNorNotIsRefused() {
        var labels = new byte[28];
        labels[20] = 2;
        var archive =
                new ArchiveFile().array("val_images", new byte[2], 2, 1, 1).array("val_labels", labels, 2, 14);

        assertThatThrownBy(() -> find(archive, Finding.PNEUMONIA))
                .isInstanceOf(IOException.class)
                .hasMessage("%s: val_labels holds class 2, but the classes are 0 to 1.", file());
    }

    @Test
    void findingsThatAreNotFourteenAreRefused() {
        assertThatThrownBy(() -> find(part(new byte[2], 2, 1, 1), Finding.PNEUMONIA))
                .isInstanceOf(IOException.class)
                .hasMessage("%s: val_labels has the shape (2, 1,), not (2, 14).", file());
    }

    @Test
    void slicesOfAVolumeAreAGroup() throws IOException {
        byte[] volumes = {0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17};

        Split split = read(part(volumes, 2, 2, 2, 2), new Layout.Sliced(Slices.IMAGES, List.of(2), 2), IN_MEMORY);

        assertThat(split.images().all()).containsExactly(0, 1, 4, 5, 2, 3, 6, 7, 10, 11, 14, 15, 12, 13, 16, 17);
        assertThat(split.labels()).containsExactly(0, 0, 1, 1);
        assertThat(split.items())
                .containsExactly("val/0/axis-2/0", "val/0/axis-2/1", "val/1/axis-2/0", "val/1/axis-2/1");
        assertThat(split.groups()).containsExactly("val/0", "val/0", "val/1", "val/1");
    }

    @Test
    void aVolumeOfWhichOneImageIsMadeIsNoGroup() throws IOException {
        Split split = read(part(new byte[16], 2, 2, 2, 2), new Layout.Sliced(Slices.CENTRE, List.of(2), 2), IN_MEMORY);

        assertThat(split.items()).containsExactly("val/0", "val/1");
        assertThat(split.groups()).isEmpty();
    }

    @Test
    void imagesThatAreTooManyForMemoryAreTheSameFromAFile() throws IOException {
        var pixels = new byte[2 * 5 * 5 * 3];
        new SplittableRandom(7).nextBytes(pixels);
        ArchiveFile archive = part(pixels, 2, 5, 5, 3);
        var layout = new Layout.Flat(3, 5);

        Split inMemory = read(archive, layout, 150);
        Split inFile = read(archive, layout, 149);

        assertThat(inFile.images().all()).isEqualTo(inMemory.images().all());
        assertThat(inFile.labels()).isEqualTo(inMemory.labels());
        assertThat(folder.resolve("unpacked")).isDirectoryContaining("glob:**/sum-val-????????.images");
    }

    @Test
    void aDamagedArchiveIsNotUnpacked() throws IOException {
        Path file = part(new byte[16], 2, 2, 2, 2).stored().write(file());
        ArchiveFile.change(file, bytes -> bytes[ArchiveFile.firstValue(bytes)] = 7);

        assertThatThrownBy(() -> read(file, new Layout.Sliced(Slices.CENTRE, List.of(1), 2), 0, Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessage("%s: val_images does not match its checksum: the file is damaged.", file);
        assertThat(folder.resolve("unpacked")).isDirectoryNotContaining("glob:**/*.images");
    }

    private Path file() {
        return folder.resolve("small.npz");
    }

    /** Two images or volumes with the labels 0 and 1. */
    private static ArchiveFile part(byte[] pixels, int... shape) {
        return new ArchiveFile().array("val_images", pixels, shape).array("val_labels", new byte[] {0, 1}, 2, 1);
    }

    private int[] find(ArchiveFile archive, Finding finding) throws IOException {
        return read(archive.write(file()), PAIRS, IN_MEMORY, Optional.of(finding))
                .labels();
    }

    private Split read(ArchiveFile archive, Layout layout, int mostInMemory) throws IOException {
        return read(archive.write(file()), layout, mostInMemory, Optional.empty());
    }

    private Split read(Path file, Layout layout, int mostInMemory, Optional<Finding> finding) throws IOException {
        var unpacked = new Unpacked(folder.resolve("unpacked"));
        try (var archive = new Npz(file)) {
            return new OfficialFile(archive, layout, 2, finding, unpacked, "sum", mostInMemory).read("val", 2);
        }
    }
}
