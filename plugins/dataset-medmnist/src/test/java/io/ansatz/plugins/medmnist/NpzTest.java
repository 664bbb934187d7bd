package io.ansatz.plugins.medmnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
                Arguments.of(
                        ArchiveFile.npy(1, ArchiveFile.header("'>u2'", "False", 3), SIX),
                        "a holds values of type '>u2'; only unsigned bytes, '|u1', are read."),
                Arguments.of(
                        ArchiveFile.npy(1, ArchiveFile.header("'|u1'", "False", -2, -3), SIX),
                        "a has the shape (-2, -3,), not (6)."),
                Arguments.of(
                        ArchiveFile.npy(
                                1, "{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999999999999,)}", SIX),
                        "a has the shape (99999999999999999999,), not (6)."),
                Arguments.of(
                        ArchiveFile.npy(
                                1, "{'descr': '|u1', 'descr': '|O', 'fortran_order': False, 'shape': (6,)}", SIX),
                        "a has a header that is no description of an array."),
                Arguments.of(
                        ArchiveFile.npy(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (6,), 'more': 1}", SIX),
                        "a has a header that is no description of an array."),
                Arguments.of(
                        ArchiveFile.npy(1, "print('hello')", SIX),
                        "a has a header that is no description of an array."),
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
                .hasMessage("%s is no NumPy archive: it has no directory at its end, so maybe it was cut off.", file);
    }

    @Test
    void aDamagedValueIsNoticed() throws IOException {
        assertRefused(
                six().stored(),
                bytes -> bytes[ArchiveFile.firstValue(bytes)] = 7,
                "%s: a does not match its checksum: the file is damaged.");
    }

    @Test
    void anEncryptedArrayIsRefused() throws IOException {
        assertRefused(six(), bytes -> ArchiveFile.inDirectory(bytes).putShort(8, (short) 1), "%s: a is encrypted.");
    }

    @Test
    void anotherMethodOfPackingIsRefused() throws IOException {
        assertRefused(
                six(),
                bytes -> ArchiveFile.inDirectory(bytes).putShort(10, (short) 14),
                "%s: a is packed by method 14; what is stored or deflated is read.");
    }

    /** 10 MB of nothing need about 10 KB. */
    @Test
    void aBombIsNotUnpackedFurtherThanAsked() throws IOException {
        byte[] bomb = ArchiveFile.npy(1, ArchiveFile.header("'|u1'", "False", 6), new byte[10_000_000]);

        assertRefused(
                new ArchiveFile().member("a", bomb), bytes -> {}, "%s: a should hold 6 values, but has 10000000.");
        assertRefused(
                new ArchiveFile().member("a", bomb),
                bytes -> ArchiveFile.inDirectory(bytes).putInt(24, 134),
                "%s: a goes on behind its end.");
    }

    @Test
    void moreThanCanBePackedIsRefusedBeforeMemoryIsTaken() throws IOException {
        byte[] npy = ArchiveFile.npy(1, ArchiveFile.header("'|u1'", "False", 2_000_000_000), SIX);
        file = new ArchiveFile().member("a", npy).write(folder.resolve("a.npz"));
        ArchiveFile.change(file, bytes -> ArchiveFile.inDirectory(bytes).putInt(24, 2_000_000_128));
        int packed = ArchiveFile.inDirectory(Files.readAllBytes(file)).getInt(20);

        assertThatThrownBy(() -> read(2_000_000_000))
                .isInstanceOf(IOException.class)
                .hasMessage("%s: a is said to be 2000000128 bytes in %d, which cannot be.", file, packed);
    }

    @Test
    void packedBytesBehindTheEndAreRefused() throws IOException {
        byte[] npy = ArchiveFile.npy(1, ArchiveFile.header("'|u1'", "False", 6), new byte[] {1, 2, 3, -4, -5, -6, 9});

        assertRefused(
                new ArchiveFile().member("a", npy).stored(),
                bytes -> ArchiveFile.inDirectory(bytes).putInt(24, npy.length - 1),
                "%s: a goes on behind its end.");
    }

    @Test
    void twoMembersOfOneNameAreRefused() throws IOException {
        assertRefused(
                six().array("b", SIX, 6),
                bytes -> {
                    for (int i = 0; i + 4 < bytes.length; i++) {
                        if (bytes[i] == 'b' && bytes[i + 1] == '.' && bytes[i + 2] == 'n') {
                            bytes[i] = 'a';
                        }
                    }
                },
                "%s is no NumPy archive: it has two members 'a.npy'.");
    }

    @Test
    void aMemberElsewhereThanSaidIsRefused() throws IOException {
        for (int place : new int[] {-1, 7, 1_000_000}) {
            assertRefused(
                    six(),
                    bytes -> ArchiveFile.inDirectory(bytes).putInt(42, place == -1 ? 0x7fffffff : place),
                    "%s: a is not where the directory of the file says.");
        }
    }

    @Test
    void aMemberThatReachesIntoTheDirectoryIsRefused() throws IOException {
        assertRefused(
                six(),
                bytes -> ArchiveFile.inDirectory(bytes).putInt(20, 1000),
                "%s: a reaches into the directory of the file.");
    }

    @Test
    void aDirectoryOfTooManyBytesIsRefused() throws IOException {
        assertRefused(
                six(),
                bytes -> ArchiveFile.atEnd(bytes).putInt(12, 0x7fffffff),
                "%s is no NumPy archive: its directory has 2147483647 bytes, and at most 65536 are read.");
    }

    @Test
    void aDirectoryElsewhereIsRefused() throws IOException {
        assertRefused(
                six(),
                bytes -> ArchiveFile.atEnd(bytes).putInt(16, 0x7fffffff),
                "%s is no NumPy archive: its directory is not where it should be.");
        assertRefused(
                six(),
                bytes -> ArchiveFile.atEnd(bytes).putInt(16, -1),
                "%s is no NumPy archive: its directory is not where it should be.");
    }

    @Test
    void anotherNumberOfMembersIsRefused() throws IOException {
        assertRefused(
                six(),
                bytes -> ArchiveFile.atEnd(bytes).putShort(10, (short) 2),
                "%s is no NumPy archive: its directory has 1 entries, and should have 2.");
    }

    @Test
    void aDirectoryOfWideNumbersIsRead() throws IOException {
        Path right = six().write(folder.resolve("right.npz"));
        file = Files.write(folder.resolve("wide.npz"), ArchiveFile.wide(Files.readAllBytes(right)));

        assertThat(read(6)).isEqualTo(SIX);
    }

    @Test
    void aFileThatWasCutOffAnywhereIsRefused() throws IOException {
        byte[] right = Files.readAllBytes(six().array("b", SIX, 6).write(folder.resolve("right.npz")));
        file = folder.resolve("cut.npz");
        for (int length = 0; length < right.length; length++) {
            Files.write(file, Arrays.copyOf(right, length));

            assertThatThrownBy(() -> read(6))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "%s is no NumPy archive: it has no directory at its end, so maybe it was cut off.", file);
        }
    }

    private static ArchiveFile six() {
        return new ArchiveFile().array("a", SIX, 6);
    }

    private void assertRefused(ArchiveFile archive, ArchiveFile.Change change, String message) throws IOException {
        file = archive.write(folder.resolve("a.npz"));
        ArchiveFile.change(file, change);

        assertThatThrownBy(() -> read(6)).isInstanceOf(IOException.class).hasMessage(message, file);
    }

    private byte[] read(ArchiveFile archive, int... shape) throws IOException {
        file = archive.write(folder.resolve("a.npz"));
        return read(shape);
    }

    private byte[] read(int... shape) throws IOException {
        try (var opened = new Npz(file)) {
            return opened.read("a", shape);
        }
    }
}
