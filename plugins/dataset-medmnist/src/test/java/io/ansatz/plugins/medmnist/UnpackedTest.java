package io.ansatz.plugins.medmnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedTest {

    private static final ImageShape SHAPE = new ImageShape(1, 2, 2);
    private static final byte[] FIRST = {1, 2, 3, 4};
    private static final byte[] SECOND = {5, 6, 7, 8};

    @TempDir
    private Path folder;

    private final AtomicInteger timesUnpacked = new AtomicInteger();

    @Test
    void imagesAreUnpackedOnceAndReadFromTheFile() throws IOException {
        assertThat(open("a").all()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(open("a").read(1)).isEqualTo(SECOND);
        assertThat(timesUnpacked).hasValue(1);
        assertThat(names("*")).hasSize(2).contains("a.lock");
    }

    @Test
    void whatIsCalledOtherwiseIsOtherImages() throws IOException {
        open("a");
        open("a-b");

        assertThat(timesUnpacked).hasValue(2);
        assertThat(names("*.images")).hasSize(2);
    }

    @Test
    void aDamagedFileIsMadeAgain() throws IOException {
        open("a");
        Path file = onlyFile();
        byte[] bytes = Files.readAllBytes(file);
        bytes[5] ^= 1;
        Files.write(file, bytes);

        assertThat(open("a").read(1)).isEqualTo(SECOND);
        assertThat(timesUnpacked).hasValue(2);
        assertThat(onlyFile()).isEqualTo(file);
    }

    @Test
    void aShortenedFileIsMadeAgain() throws IOException {
        open("a");
        Files.write(onlyFile(), FIRST);

        assertThat(open("a").read(1)).isEqualTo(SECOND);
        assertThat(timesUnpacked).hasValue(2);
    }

    @Test
    void whatAnInterruptedRunLeftIsWrittenOver() throws IOException {
        Files.write(folder.resolve("a.part"), new byte[100]);

        assertThat(open("a").read(0)).isEqualTo(FIRST);
        assertThat(folder.resolve("a.part")).doesNotExist();
    }

    @Test
    void whatCannotBeReadLeavesNothingBehind() {
        assertThatThrownBy(() -> new Unpacked(folder).open("a", SHAPE, 2, target -> {
                    target.write(FIRST);
                    throw new IOException("The archive ends too early.");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("The archive ends too early.");
        assertThat(folder).isDirectoryNotContaining("glob:**.part").isDirectoryNotContaining("glob:**.images");
    }

    @Test
    void aFullDiskIsNoticedBeforehand() {
        var full = new Unpacked(folder, there -> 1_234);

        assertThatThrownBy(() -> full.open("a", new ImageShape(3, 224, 224), 89_996, target -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "There is no room to unpack images: 13,546,917,888 bytes are needed in %s, and 1,234 are free.",
                        folder);
    }

    @Test
    void aDiskThatFillsUpMeanwhileIsNamed() throws IOException {
        Path device = Path.of("/dev/full");
        assumeThat(device)
                .as("A device that is always full is needed for this test.")
                .exists();

        try (var part = new Unpacked.PartFile(device, 4)) {
            part.write(FIRST);

            assertThatThrownBy(part::end)
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "Images cannot be unpacked: 4 bytes are needed in /dev, and writing them failed: No space left on device.");
        }
    }

    @Test
    void severalAtOnceUnpackOnce() throws Exception {
        var pool = Executors.newFixedThreadPool(4);
        try {
            var tasks = new ArrayList<Callable<Images>>();
            for (int i = 0; i < 4; i++) {
                tasks.add(() -> new Unpacked(folder).open("a", SHAPE, 2, target -> {
                    timesUnpacked.incrementAndGet();
                    target.write(FIRST);
                    sleep();
                    target.write(SECOND);
                }));
            }
            for (var images : pool.invokeAll(tasks)) {
                assertThat(images.get().all()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
            }
        } finally {
            pool.shutdown();
        }
        assertThat(timesUnpacked).hasValue(1);
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Images open(String name) throws IOException {
        return new Unpacked(folder).open(name, SHAPE, 2, target -> {
            timesUnpacked.incrementAndGet();
            target.write(FIRST);
            target.write(SECOND);
        });
    }

    private Path onlyFile() throws IOException {
        List<String> names = names("*.images");
        assertThat(names).hasSize(1);
        return folder.resolve(names.get(0));
    }

    private List<String> names(String glob) throws IOException {
        var matcher = folder.getFileSystem().getPathMatcher("glob:" + glob);
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::getFileName)
                    .filter(matcher::matches)
                    .map(Path::toString)
                    .toList();
        }
    }
}
