package io.ansatz.plugins.medmnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {

    private static final byte[] SIX = {1, 2, 3, -4, -5, -6};

    @TempDir
    private Path folder;

    private Path file;

    @Test
    void deflatedArraysAreRead() throws IOException {
        assertThat(read(new ArchiveFile().array("a", SIX, 2, 3), 2, 3)).isEqualTo(SIX);
    }

    @Test
    void storedArraysAreRead() throws IOException {
        assertThat(read(new ArchiveFile().array("a", SIX, 2, 3).stored(), 2, 3)).isEqualTo(SIX);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void threeVersionsOfTheHeaderAreRead(int version) throws IOException {
        byte[] npy = ArchiveFile.npy(version, ArchiveFile.header("'|u1'", "False", 6), SIX);

        assertThat(read(new ArchiveFile().member("a", npy), 6)).isEqualTo(SIX);
    }

    @Test
    void theHeaderMayNameItsEntriesInAnyOrder() throws IOException {
        byte[] npy = ArchiveFile.npy(1, "{'shape': (2, 3), 'descr': '|u1', 'fortran_order': False}", SIX);

        assertThat(read(new ArchiveFile().member("a", npy), 2, 3)).isEqualTo(SIX);
    }

    @Test
    void arraysAreFoundByName() throws IOException {
        var archive = new ArchiveFile().array("b", new byte[] {9}, 1).array("a", SIX, 6);

        assertThat(read(archive, 6)).isEqualTo(SIX);
    }

    static Stream<Arguments> whatIsNoArrayOfSixBytes() {
        String header = ArchiveFile.header("'|u1'", "False", 6);
        byte[] right = ArchiveFile.npy(1, header, SIX);
        byte[] wrongMagic = right.clone();
        wrongMagic[1] = 'n';
        byte[] longHeader = ArchiveFile.npy(2, header, SIX);
        longHeader[11] = 1;
        return Stream.of(
                Arguments.of(new byte[0], "a ends too early: 0 of 8 bytes are there."),
                Arguments.of(Arrays.copyOf(right, 9), "a ends too early: 1 of 2 bytes are there."),
                Arguments.of(Arrays.copyOf(right, 50), "a ends too early: 40 of 118 bytes are there."),
                Arguments.of(wrongMagic, "a is not a NumPy array: it does not begin with \\x93NUMPY."),
                Arguments.of(
                        ArchiveFile.npy(4, header, SIX), "a is a NumPy array of version 4; versions 1 to 3 are read."),
                Arguments.of(longHeader, "a has a header of 16777334 bytes; at most 65536 are read."),
                Arguments.of(
                        ArchiveFile.npy(1, ArchiveFile.header("'<i8'", "False", 6), SIX),
                        "a holds values of type '<i8'; only unsigned bytes, '|u1', are read."),
                Arguments.of(
                        ArchiveFile.npy(1, ArchiveFile.header("'|O'", "False", 6), SIX),
                        "a holds values of type '|O'; only unsigned bytes, '|u1', are read."),
                Arguments.of(
                        ArchiveFile.npy(1, ArchiveFile.header("[('x', '|u1')]", "False", 6), SIX),
                        "a holds records; only unsigned bytes, '|u1', are read."),
                Arguments.of(
                        ArchiveFile.npy(1, ArchiveFile.header("'|u1'", "True", 6), SIX),
                        "a is stored column by column (Fortran order); only row by row is read."),
                Arguments.of(
                        ArchiveFile.npy(1, ArchiveFile.header("'|u1'", "False", 2, 3), SIX),
                        "a has the shape (2, 3,), not (6)."),
                Arguments.of(
                        ArchiveFile.npy(1, ArchiveFile.header("'|u1'", "False", 2_000_000_000, 2_000_000_000), SIX),
                        "a has the shape (2000000000, 2000000000,), not (6)."),
                Arguments.of(ArchiveFile.npy(1, "{'descr': '|u1', }", SIX), "a has a header that names no order."),
                Arguments.of(ArchiveFile.npy(1, header, Arrays.copyOf(SIX, 5)), "a should hold 6 values, but has 5."),
                Arguments.of(ArchiveFile.npy(1, header, Arrays.copyOf(SIX, 7)), "a should hold 6 values, but has 7."));
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNoArrayOfSixBytes(byte[] member, String problem) {
        assertThatThrownBy(() -> read(new ArchiveFile().member("a", member), 6))
                .isInstanceOf(IOException.class)
                .hasMessage("%s: %s", file, problem);
    }

    @Test
    void aMissingArrayIsNamed() {
        assertThatThrownBy(() -> read(new ArchiveFile().array("b", SIX, 6), 6))
                .isInstanceOf(IOException.class)
                .hasMessage("%s has no array 'a'.", file);
    }

    @Test
    void anotherKindOfFileIsRefused() throws IOException {
        file = Files.writeString(folder.resolve("text.npz"), "Not Found");

        assertThatThrownBy(() -> new Npz(file))
                .isInstanceOf(IOException.class)
                .hasMessage("%s is no NumPy archive: zip END header not found.", file);
    }

    @Test
    void aDamagedValueIsNoticed() throws IOException {
        Path right = new ArchiveFile().array("a", SIX, 6).stored().write(folder.resolve("a.npz"));
        byte[] bytes = Files.readAllBytes(right);
        int place = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\n\1\2\3");
        bytes[place + 1] = 7;
        file = Files.write(right, bytes);

        assertThatThrownBy(() -> {
                    try (var archive = new Npz(file)) {
                        archive.read("a", 6);
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("%s: a does not match its checksum: the file is damaged.", file);
    }

    /** Whatever is changed in a file, reading it gives the right values or an {@link IOException} that says something. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aChangedFileIsReadRightOrRefused(boolean stored) throws IOException {
        var random = new SplittableRandom(20);
        var values = new byte[300];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i % 7);
        }
        var archive = new ArchiveFile().array("a", values, 3, 10, 10).array("b", SIX, 6);
        byte[] right = Files.readAllBytes((stored ? archive.stored() : archive).write(folder.resolve("right.npz")));
        file = folder.resolve("changed.npz");
        int refused = 0;
        for (int round = 0; round < 1000; round++) {
            Files.write(file, changed(right, random));
            try (var changed = new Npz(file)) {
                assertThat(changed.read("a", 3, 10, 10)).isEqualTo(values);
            } catch (IOException e) {
                refused++;
                assertThat(e).hasMessageStartingWith(file.toString()).hasMessageEndingWith(".");
            }
        }
        assertThat(refused).isBetween(300, 999);
    }

    /** Flips some bytes, cuts the end off, or doubles a stretch. */
    private static byte[] changed(byte[] right, SplittableRandom random) {
        byte[] bytes = right.clone();
        int kind = random.nextInt(4);
        if (kind == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        if (kind == 1) {
            int from = random.nextInt(bytes.length);
            int to = random.nextInt(from, bytes.length);
            byte[] longer = Arrays.copyOf(bytes, bytes.length + to - from);
            System.arraycopy(bytes, from, longer, to, bytes.length - from);
            return longer;
        }
        for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private byte[] read(ArchiveFile archive, int... shape) throws IOException {
        file = archive.write(folder.resolve("a.npz"));
        try (var opened = new Npz(file)) {
            return opened.read("a", shape);
        }
    }
}
