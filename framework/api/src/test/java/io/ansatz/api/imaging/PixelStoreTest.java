package io.ansatz.api.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.ImageShape;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PixelStoreTest {

    private static final Decoder DECODER = new Decoder(8, Colour.RGB);

    @TempDir
    private Path home;

    private Path store;
    private Contacts contacts;

    @BeforeEach
    void setUp() throws IOException {
        store = home.resolve("pixels");
        contacts = new Contacts(home.resolve("files"));
    }

    @Test
    void imagesComeInTheOrderOfTheirFiles() throws IOException {
        contacts.make(20, 16);

        DecodedImages decoded = open(Broken.FATAL);

        assertThat(decoded.images().shape()).isEqualTo(new ImageShape(3, 8, 8));
        assertThat(decoded.images().size()).isEqualTo(20);
        assertThat(decoded.items()).startsWith("00000.png", "00001.png").hasSize(20);
        assertThat(decoded.remarks()).isEmpty();
        for (ImageFile file : contacts.files()) {
            var pixels = new byte[192];
            DECODER.decode(Files.readAllBytes(file.path()), pixels, 0);
            assertThat(decoded.images().read(decoded.items().indexOf(file.name())))
                    .isEqualTo(pixels);
        }
    }

    @Test
    void theNextTimeNothingIsReadButThePixels() throws IOException {
        contacts.make(5, 16);
        DecodedImages first = open(Broken.FATAL);
        FileTime written = Files.getLastModifiedTime(raw());
        // The same length and time, but no image any more: whoever reads it notices.
        disguise(contacts.files().get(3).path());

        DecodedImages second = open(Broken.FATAL);

        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(second.images().all()).isEqualTo(first.images().all());
        assertThat(Files.getLastModifiedTime(raw())).isEqualTo(written);
    }

    @Test
    void onlyWhatHasChangedIsDecodedAgain() throws IOException {
        contacts.make(5, 16);
        DecodedImages first = open(Broken.FATAL);
        disguise(contacts.files().get(3).path());
        contacts.make("00001.png", 24);
        contacts.make("00002a.png", 16);
        Files.delete(contacts.files().get(0).path());

        DecodedImages second = open(Broken.FATAL);

        assertThat(second.items()).containsExactly("00001.png", "00002.png", "00002a.png", "00003.png", "00004.png");
        assertThat(second.images().read(0)).isNotEqualTo(first.images().read(1));
        assertThat(second.images().read(1)).isEqualTo(first.images().read(2));
        assertThat(second.images().read(3)).isEqualTo(first.images().read(3));
        assertThat(second.digest()).isNotEqualTo(first.digest());
        assertThat(rawFiles()).as("pixels of the older index are gone").hasSize(1);
    }

    @Test
    void theDigestDoesNotDependOnTheStore() throws IOException {
        contacts.make(6, 16);
        String grown = openSome(3).digest();
        grown = open(Broken.FATAL).digest();
        String again = open(Broken.FATAL).digest();

        store = home.resolve("another");
        String fresh = open(Broken.FATAL).digest();

        assertThat(grown).isEqualTo(fresh).matches("[0-9a-f]{64}");
        assertThat(again).isEqualTo(fresh);
    }

    @Test
    void theDigestFollowsNamesFilesPixelsAndShape() throws IOException {
        contacts.make(2, 16);
        List<ImageFile> files = contacts.files();
        var store = new PixelStore(this.store);

        assertThat(List.of(
                        open(Broken.FATAL).digest(),
                        store.open("all", DECODER, List.of(files.get(1), files.get(0)), Broken.FATAL)
                                .digest(),
                        store.open("all", DECODER, List.of(files.get(0)), Broken.FATAL)
                                .digest(),
                        store.open(
                                        "all",
                                        DECODER,
                                        List.of(
                                                files.get(0),
                                                new ImageFile("b", files.get(1).path())),
                                        Broken.FATAL)
                                .digest(),
                        store.open("all", new Decoder(4, Colour.RGB), files, Broken.FATAL)
                                .digest(),
                        store.open("all", new Decoder(8, Colour.GREY), files, Broken.FATAL)
                                .digest()))
                .doesNotHaveDuplicates();
    }

    @Test
    void damagedPixelsAreMadeAgain() throws IOException {
        contacts.make(5, 16);
        DecodedImages first = open(Broken.FATAL);
        byte[] good = Files.readAllBytes(raw());
        byte[] bad = good.clone();
        bad[2 * 192 + 17] ^= 1;
        replace(raw(), bad);

        DecodedImages second = open(Broken.FATAL);

        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(second.images().all()).isEqualTo(good);
        assertThat(Files.readAllBytes(raw())).isEqualTo(good);
    }

    @Test
    void pixelsThatWereCutOffOrLostAreMadeAgain() throws IOException {
        contacts.make(5, 16);
        byte[] good = open(Broken.FATAL).images().all();
        replace(raw(), Arrays.copyOf(good, 500));

        assertThat(open(Broken.FATAL).images().all()).isEqualTo(good);

        Files.delete(raw());

        assertThat(open(Broken.FATAL).images().all()).isEqualTo(good);
    }

    @Test
    void anIndexThatIsDamagedIsMadeAgain() throws IOException {
        contacts.make(5, 16);
        DecodedImages first = open(Broken.FATAL);
        String good = Files.readString(index());
        for (String bad : List.of("", good.substring(0, 300), good.replaceFirst("png\t(\\d)", "png\t1$1"))) {
            Files.writeString(index(), bad);

            assertThat(open(Broken.FATAL).digest()).isEqualTo(first.digest());
            assertThat(Files.readString(index())).isEqualTo(good);
        }
        Files.write(index(), new byte[] {(byte) 0xff, 0, 1});

        assertThat(open(Broken.FATAL).digest()).isEqualTo(first.digest());
    }

    /** Another Java may decode JPEG otherwise. */
    @Test
    void pixelsOfAnotherDecoderAreMadeAgain() throws IOException {
        contacts.make(3, 16);
        open(Broken.FATAL);
        String mine = Files.readString(index());
        String theirs = mine.substring(0, mine.lastIndexOf("sha256 = ")).replace("Java ", "Java 1");
        Files.writeString(index(), theirs + "sha256 = " + Sha256.of(theirs) + "\n");

        open(Broken.FATAL);

        assertThat(Files.readString(index())).isEqualTo(mine);
    }

    @Test
    void theIndexSaysWhatLiesBesideIt() throws IOException {
        contacts.make(1, 16);
        Files.writeString(home.resolve("files/b.png"), "");
        Files.setLastModifiedTime(home.resolve("files/b.png"), FileTime.fromMillis(1_700_000_000_123L));

        open(Broken.SKIP);

        List<String> lines = Files.readAllLines(index());
        assertThat(lines.subList(0, 5))
                .containsExactly(
                        "ansatz pixels 1",
                        "of = contacts",
                        "shape = 3 x 8 x 8",
                        "decoder = 1, Java " + Runtime.version(),
                        "file\tbytes\tmodified\tsha256\tpixels\tcrc32c\tbroken");
        assertThat(lines.get(5)).startsWith(home.resolve("files/00000.png") + "\t");
        assertThat(lines.get(6))
                .isEqualTo(home.resolve("files/b.png")
                        + "\t0\t2023-11-14T22:13:20.123Z\te3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
                        + "\t\t\tit does not begin like a JPEG or PNG");
        assertThat(lines.get(7)).matches("sha256 = [0-9a-f]{64}");
    }

    @Test
    void brokenImagesStopEverythingAndAreCounted() throws IOException {
        contacts.make(8, 16);
        breakSome(1, 3);

        assertThatThrownBy(() -> open(Broken.FATAL))
                .isInstanceOf(IOException.class)
                .hasMessage("""
                2 of 8 images are broken:
                  %s: it does not begin like a JPEG or PNG
                  %s: it does not begin like a JPEG or PNG
                Maybe a download broke off. With 'broken: skip' such images are left out, and the passport names them.""", home.resolve("files/00001.png"), home.resolve("files/00003.png"));
        breakSome(0, 2, 4, 5);
        assertThatThrownBy(() -> open(Broken.FATAL)).hasMessage("""
                6 of 8 images are broken:
                  %1$s/00000.png: it does not begin like a JPEG or PNG
                  %1$s/00001.png: it does not begin like a JPEG or PNG
                  %1$s/00002.png: it does not begin like a JPEG or PNG
                  %1$s/00003.png: it does not begin like a JPEG or PNG
                  %1$s/00004.png: it does not begin like a JPEG or PNG
                  and 1 more
                Maybe a download broke off. With 'broken: skip' such images are left out, and the passport names them.""", home.resolve("files"));
    }

    @Test
    void brokenImagesAreLeftOutIfThatIsWanted() throws IOException {
        contacts.make(8, 16);
        byte[] all = open(Broken.FATAL).images().all();
        String whole = open(Broken.FATAL).digest();
        breakSome(7, 3);

        DecodedImages decoded = open(Broken.SKIP);

        assertThat(decoded.items())
                .containsExactly("00000.png", "00001.png", "00002.png", "00004.png", "00005.png", "00006.png");
        assertThat(decoded.images().size()).isEqualTo(6);
        assertThat(decoded.images().read(3)).isEqualTo(Arrays.copyOfRange(all, 4 * 192, 5 * 192));
        assertThat(decoded.remarks()).containsExactly("2 of 8 images were broken and left out: 00003.png, 00007.png.");
        assertThat(open(Broken.SKIP).remarks()).isEqualTo(decoded.remarks());
        Files.delete(contacts.files().get(7).path());
        assertThat(open(Broken.SKIP).remarks()).containsExactly("1 of 7 images was broken and left out: 00003.png.");
        assertThat(List.of(decoded.digest(), open(Broken.SKIP).digest(), whole)).doesNotHaveDuplicates();
    }

    @Test
    void ofManyBrokenImagesTheFirstAreNamed() throws IOException {
        contacts.make(9, 16);
        breakSome(0, 1, 2, 3, 4, 5, 6);

        assertThat(open(Broken.SKIP).remarks())
                .containsExactly(
                        "7 of 9 images were broken and left out: 00000.png, 00001.png, 00002.png, 00003.png, 00004.png and 2 more.");
    }

    @Test
    void ifNothingIsWholeThereIsNothingToSkip() throws IOException {
        contacts.make(1, 16);
        breakSome(0);

        assertThatThrownBy(() -> open(Broken.SKIP)).hasMessage("""
                The only image is broken:
                  %s: it does not begin like a JPEG or PNG
                Maybe a download broke off, or these are no images at all.""", home.resolve("files/00000.png"));
    }

    @Test
    void aBrokenImageThatWasMendedIsDecodedAlone() throws IOException {
        contacts.make(3, 16);
        byte[] all = open(Broken.FATAL).images().all();
        breakSome(2);
        assertThatThrownBy(() -> open(Broken.FATAL)).isInstanceOf(IOException.class);
        disguise(contacts.files().get(0).path());
        contacts.make("00002.png", 16);

        assertThat(open(Broken.FATAL).images().all()).isEqualTo(all);
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws IOException {
        var nowhere = new ImageFile("a", home.resolve("a.png"));

        assertThatThrownBy(() -> new PixelStore(store).open("all", DECODER, List.of(nowhere), Broken.SKIP))
                .isInstanceOf(IOException.class)
                .hasMessage("There is no file %s.", home.resolve("a.png"));
    }

    /** That is no broken image, but something that works tomorrow: a folder here, a missing right elsewhere. */
    @Test
    void whatCannotBeReadIsNotSkipped() throws IOException {
        contacts.make(1, 16);
        Files.createDirectory(home.resolve("files/b.png"));

        assertThatThrownBy(() -> open(Broken.SKIP))
                .isInstanceOf(IOException.class)
                .hasMessage("%s cannot be read: java.io.IOException: Is a directory.", home.resolve("files/b.png"));
    }

    @Test
    void namesAreThereAndDiffer() throws IOException {
        Path file = contacts.make("a.png", 16);
        var a = new ImageFile("a", file);

        assertThatThrownBy(() -> new PixelStore(store).open("all", DECODER, List.of(a, a), Broken.FATAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Two images are called 'a'.");
        assertThatThrownBy(() -> new PixelStore(store).open("all", DECODER, List.of(), Broken.FATAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There must be one image at least.");
    }

    @Test
    void namesOfFilesMayHoldAnything() throws IOException {
        contacts.make("a\tb\\n c\n\"d\".png", 16);
        contacts.make("sha256 = \u00e4.png", 16);

        DecodedImages first = open(Broken.FATAL);
        FileTime written = Files.getLastModifiedTime(raw());

        assertThat(open(Broken.FATAL).digest()).isEqualTo(first.digest());
        assertThat(Files.getLastModifiedTime(raw())).isEqualTo(written);
    }

    @Test
    void aFullDiskIsSaidBeforeAnythingIsWritten() throws IOException {
        contacts.make(1500, 2);

        assertThatThrownBy(() ->
                        new PixelStore(store, () -> 287_999).open("contacts", DECODER, contacts.files(), Broken.FATAL))
                .isInstanceOf(IOException.class)
                .hasMessage("""
                        The pixels of 1,500 images of 3 x 8 x 8 need 288,000 bytes in %s, where 287,999 are free.
                        Make room there, or have smaller images.""", place());
        assertThat(rawFiles()).isEmpty();
    }

    /** A limit of the shell stands in for a disk that somebody else fills meanwhile. */
    @Test
    void whatCannotBeWrittenIsSaidAndNotLeftBehind() throws Exception {
        contacts.make(20, 224);
        var command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 2000; exec \"$@\"", "sh"));
        command.addAll(java("-Xmx64m", "224"));

        assertThat(answer(start(command))).contains("""
                The pixels of 20 images of 3 x 224 x 224 need 3,010,560 bytes in %s, which cannot be written: File too large.
                Make room there, or have smaller images.
                """.formatted(place()));
        assertThat(place()).isDirectoryContaining("glob:**/lock").isDirectoryNotContaining("glob:**/images*");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        contacts.make(2, 16);
        Files.writeString(store, "a file in the way");

        assertThatThrownBy(() -> open(Broken.FATAL))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("""
                        The pixels of 2 images of 3 x 8 x 8 need 384 bytes in (.*), which cannot be written: \\1/index.txt: Not a directory.
                        Make room there, or have smaller images.""");
    }

    /** What a process that was killed leaves behind. */
    @Test
    void anUnfinishedFileIsWrittenAnew() throws IOException {
        contacts.make(2, 16);
        byte[] all = open(Broken.FATAL).images().all();
        Path place = place();
        Files.write(place.resolve("images.part"), new byte[5000]);
        Files.write(place.resolve("index.txt.part"), new byte[5000]);
        Files.delete(index());

        assertThat(open(Broken.FATAL).images().all()).isEqualTo(all);
        assertThat(rawFiles()).hasSize(1);
        assertThat(place.resolve("images.part")).doesNotExist();
        assertThat(place.resolve("index.txt.part")).doesNotExist();
    }

    @Test
    void whoComesSecondWaitsForTheFirst() throws Exception {
        contacts.make(4, 16);
        open(Broken.FATAL);
        Path place = place();
        Files.delete(index());
        var digests = new ArrayList<String>();
        var second = new Thread(() -> {
            try {
                digests.add(open(Broken.FATAL).digest());
            } catch (IOException e) {
                digests.add(e.getMessage());
            }
        });
        try (FileChannel lock = FileChannel.open(place.resolve("lock"), StandardOpenOption.WRITE)) {
            lock.lock();
            second.start();
            second.join(500);
            assertThat(second.isAlive()).isTrue();
        }
        second.join(10_000);

        assertThat(digests).containsExactly(open(Broken.FATAL).digest());
    }

    @Test
    void processesMayShareAStore() throws Exception {
        contacts.make(60, 64);
        var processes = new ArrayList<Process>();
        for (int i = 0; i < 3; i++) {
            processes.add(start(java("-Xmx64m", "64")));
        }
        var digests = new ArrayList<String>();
        for (Process process : processes) {
            digests.add(answer(process));
        }

        store = home.resolve("alone");
        assertThat(digests)
                .containsOnly(new PixelStore(store)
                        .open("contacts", new Decoder(64, Colour.RGB), contacts.files(), Broken.FATAL)
                        .digest());
    }

    /** 45 MB of pixels. */
    @Test
    void aHeapMayBeSmallerThanTheImages() throws Exception {
        assertThat(answer(start(java("-Xmx32m", "224", "300")))).matches("[0-9a-f]{64}");
        assertThat(Files.size(raw())).isEqualTo(300L * 3 * 224 * 224);
    }

    private List<String> java(String heap, String... words) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeap.class.getName(),
                home.resolve("files").toString(),
                store.toString()));
        command.addAll(List.of(words));
        return command;
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String answer(Process process) throws Exception {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return text;
    }

    private DecodedImages open(Broken broken) throws IOException {
        return new PixelStore(store).open("contacts", DECODER, contacts.files(), broken);
    }

    private DecodedImages openSome(int files) throws IOException {
        return new PixelStore(store).open("contacts", DECODER, contacts.files().subList(0, files), Broken.FATAL);
    }

    private void breakSome(int... files) throws IOException {
        for (int file : files) {
            Files.writeString(home.resolve("files/%05d.png".formatted(file)), "<html>");
        }
    }

    /** Other bytes, of the same length and time. */
    private static void disguise(Path file) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        Files.write(file, new byte[(int) Files.size(file)]);
        Files.setLastModifiedTime(file, time);
    }

    /** As another file: this process has the old one mapped into its memory. */
    private static void replace(Path file, byte[] bytes) throws IOException {
        Files.delete(file);
        Files.write(file, bytes);
    }

    private Path place() throws IOException {
        try (Stream<Path> places = Files.list(store)) {
            return places.findFirst().orElseThrow();
        }
    }

    private Path index() throws IOException {
        return place().resolve("index.txt");
    }

    private Path raw() throws IOException {
        return rawFiles().get(0);
    }

    private List<Path> rawFiles() throws IOException {
        try (Stream<Path> files = Files.list(place())) {
            return files.filter(file -> file.toString().endsWith(".raw")).toList();
        }
    }
}
