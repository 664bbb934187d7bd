package io.ansatz.runner.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipStoreTest {

    private static final String TOO_MUCH = """
            This zip holds %s; that is too much for a plugin, and nothing of it was unpacked.
            Maybe data was packed into it that belongs into the cache; or it is a trap.""";

    @TempDir
    Path temp;

    @Test
    void whatAZipHoldsIsUnpackedBesideIt() throws Exception {
        Path zip = zip(Map.of("plugin.properties", text("plugin.id=lab"), "lib/deep/notes.txt", text("notes")));

        Path folder = store(ZipLimits.GENEROUS).unpack(zip);

        assertThat(folder.getParent()).isEqualTo(temp.resolve(".unpacked"));
        assertThat(folder.getFileName().toString()).matches("lab-[0-9a-f]{16}");
        assertThat(folder.resolve("plugin.properties")).hasContent("plugin.id=lab");
        assertThat(folder.resolve("lib/deep/notes.txt")).hasContent("notes");
        assertThat(filesIn(temp.resolve(".unpacked"))).containsExactly(folder);
    }

    @Test
    void aZipIsUnpackedOnceUntilItChanges() throws Exception {
        Path zip = zip(Map.of("notes.txt", text("first")));
        Path first = store(ZipLimits.GENEROUS).unpack(zip);
        Files.writeString(first.resolve("trace"), "still the same folder");

        assertThat(store(ZipLimits.GENEROUS).unpack(zip)).isEqualTo(first);
        assertThat(first.resolve("trace")).exists();

        zip(Map.of("notes.txt", text("other")));
        Path second = store(ZipLimits.GENEROUS).unpack(zip);
        assertThat(second).isNotEqualTo(first);
        assertThat(second.resolve("notes.txt")).hasContent("other");
    }

    @Test
    void aFolderThatCannotBeWrittenToFallsBackToTheCache() throws Exception {
        Path zip = zip(Map.of("notes.txt", text("first")));
        Files.writeString(temp.resolve(".unpacked"), "a file where the folder would be");

        Path folder = store(ZipLimits.GENEROUS).unpack(zip);

        assertThat(folder.getParent()).isEqualTo(temp.resolve("cache"));
        assertThat(folder.resolve("notes.txt")).hasContent("first");
        assertThat(store(ZipLimits.GENEROUS).unpack(zip)).isEqualTo(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "lib/../../evil", "/etc/evil", "C:/evil", "lib\\..\\evil", ".."})
    void nothingIsWrittenOutsideTheFolder(String name) throws Exception {
        var contents = new TreeMap<String, byte[]>();
        contents.put("+first", text("harmless"));
        contents.put(name, text("evil"));
        Path zip = zip(contents);

        assertThatThrownBy(() -> store(ZipLimits.GENEROUS).unpack(zip))
                .isInstanceOf(BrokenPluginException.class)
                .hasMessage("""
                        This zip holds '%s', which would be written outside its folder; nothing of it was unpacked.
                        Maybe it does not come from whom you think.""".formatted(name));
        assertNothingIsLeft(zip);
    }

    @Test
    void anEntryThatComesTwiceIsRefused() throws Exception {
        // Java writes no such zip, so two names of the same length are made equal afterwards.
        Path zip = zip(Map.of("lib/a.txt", text("a"), "lib/b.txt", text("b")));
        String bytes = Files.readString(zip, StandardCharsets.ISO_8859_1);
        Files.writeString(zip, bytes.replace("lib/b.txt", "lib/a.txt"), StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> store(ZipLimits.GENEROUS).unpack(zip)).hasMessage("This zip holds 'lib/a.txt' twice.");
        assertNothingIsLeft(zip);
    }

    @Test
    void tooManyFilesAreRefused() throws Exception {
        Path zip = zip(Map.of("a", text("a"), "b", text("b"), "c", text("c")));

        assertRefused(zip, new ZipLimits(2, 1000, 1000, 100), "more than 2 files");
    }

    @Test
    void aFileThatIsTooLargeIsRefused() throws Exception {
        Path zip = zip(Map.of("large", noise(1001)));

        assertRefused(zip, new ZipLimits(9, 1000, 9000, 100), "a file of more than 1,000 bytes, 'large'");
    }

    @Test
    void filesThatAreTooLargeTogetherAreRefused() throws Exception {
        Path zip = zip(Map.of("a", noise(600), "b", noise(600)));

        assertRefused(zip, new ZipLimits(9, 1000, 1000, 100), "more than 1,000 bytes");
    }

    @Test
    void aBombIsRefused() throws Exception {
        Path zip = zip(Map.of("bomb", new byte[8 << 20]));

        assertRefused(zip, ZipLimits.GENEROUS, "a file packed to less than 1/200 of its size, 'bomb'");
    }

    @Test
    void aBombInsideAJarIsRefused() throws Exception {
        Path jar = temp.resolve("bomb.jar");
        PluginForge.writeJar(jar, Map.of("bomb", new byte[8 << 20]));
        byte[] bytes = Files.readAllBytes(jar);
        Files.delete(jar);
        Path zip = zip(Map.of("lib/bomb.jar", bytes));

        assertRefused(zip, ZipLimits.GENEROUS, "a file packed to less than 1/200 of its size, 'bomb'");
    }

    @Test
    void theBytesInsideJarsAreCountedTogether() throws Exception {
        Path jar = temp.resolve("inner.jar");
        PluginForge.writeJar(jar, Map.of("zeros", new byte[20_000]));
        byte[] bytes = Files.readAllBytes(jar);
        Files.delete(jar);
        Path zip = zip(Map.of("lib/a.jar", bytes, "lib/b.jar", bytes));

        assertRefused(zip, new ZipLimits(9, 30_000, 30_000, 100), "more than 30,000 bytes");
    }

    @Test
    void aSizeThatLiesIsNotBelieved() throws Exception {
        Path zip = zip(Map.of("liar", noise(5000)));
        byte[] bytes = Files.readAllBytes(zip);
        // The central directory's record of the only file: signature PK\\1\\2, uncompressed size at offset 24.
        int record = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(record + 24, 10);
        Files.write(zip, bytes);

        assertRefused(zip, new ZipLimits(9, 1000, 9000, 100), "a file of more than 1,000 bytes, 'liar'");
    }

    private void assertRefused(Path zip, ZipLimits limits, String what) throws IOException {
        assertThatThrownBy(() -> store(limits).unpack(zip))
                .isInstanceOf(BrokenPluginException.class)
                .hasMessage(TOO_MUCH.formatted(what));
        assertNothingIsLeft(zip);
    }

    private void assertNothingIsLeft(Path zip) throws IOException {
        assertThat(filesIn(temp)).containsExactlyInAnyOrder(zip, temp.resolve(".unpacked"));
        assertThat(filesIn(temp.resolve(".unpacked"))).isEmpty();
    }

    private ZipStore store(ZipLimits limits) {
        return new ZipStore(temp.resolve("cache"), limits);
    }

    private Path zip(Map<String, byte[]> contents) throws IOException {
        Path zip = temp.resolve("lab.zip");
        PluginForge.writeJar(zip, contents);
        return zip;
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] noise(int length) {
        var bytes = new byte[length];
        new SplittableRandom(1).nextBytes(bytes);
        return bytes;
    }
}
