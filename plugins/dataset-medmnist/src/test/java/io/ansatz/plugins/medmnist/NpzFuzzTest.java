package io.ansatz.plugins.medmnist;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is changed in a file, reading it gives the right values or an {@link IOException} that says something, and takes no more
 * memory than a directory, a header, two buffers and the values that were asked for.
 */
class NpzFuzzTest {

    private static final int ROUNDS = 3000;
    private static final long MOST_BYTES = 1 << 20;
    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final SplittableRandom random = new SplittableRandom(20);
    private final byte[] values = new byte[300];

    @TempDir
    private Path folder;

    private Path file;
    private int refused;

    @BeforeEach
    void writeValues() {
        file = folder.resolve("changed.npz");
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i % 7);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aChangedFileIsReadRightOrRefused(boolean stored) throws IOException {
        byte[] right = right(stored);
        for (int round = 0; round < ROUNDS; round++) {
            readOrRefuse(changed(right));
        }
        assertThat(refused).isBetween(ROUNDS / 3, ROUNDS - 1);
    }

    /** Numbers with which readers have gone wrong, in all places of the two directories. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDirectoryOfStrangeNumbersIsReadRightOrRefused(boolean wide) throws IOException {
        byte[] right = wide ? ArchiveFile.wide(right(false)) : right(false);
        int directory = right.length - (wide ? 22 + 76 : 22) - 2 * (46 + 5);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = right.clone();
            for (int numbers = random.nextInt(1, 4); numbers > 0; numbers--) {
                int from = random.nextInt(4) == 0 ? random.nextInt(30) : random.nextInt(directory, bytes.length);
                put(bytes, from, strange(bytes.length));
            }
            readOrRefuse(bytes);
        }
        assertThat(refused).isBetween(ROUNDS / 3, ROUNDS - 1);
    }

    /** The checksum is right, so the header alone decides. */
    @Test
    void aStrangeHeaderIsReadRightOrRefused() throws IOException {
        byte[] right = ArchiveFile.npy(1, ArchiveFile.header("'|u1'", "False", 3, 10, 10), values);
        int header = right.length - values.length;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] npy = right.clone();
            for (int flips = random.nextInt(1, 5); flips > 0; flips--) {
                int place = random.nextInt(header);
                npy[place] = random.nextBoolean() ? npy[random.nextInt(header)] : (byte) random.nextInt(256);
            }
            readOrRefuse(new ArchiveFile().member("a", npy).bytes());
        }
        assertThat(refused).isBetween(ROUNDS / 3, ROUNDS - 1);
    }

    private byte[] right(boolean stored) throws IOException {
        var archive =
                new ArchiveFile().array("a", values, 3, 10, 10).array("b", new byte[] {1, 2, 3, -4, -5, -6}, 2, 3);
        return (stored ? archive.stored() : archive).bytes();
    }

    private void readOrRefuse(byte[] bytes) throws IOException {
        // A file that is written over is brought to the disk at once by some systems; a new one is not.
        Files.deleteIfExists(file);
        Files.write(file, bytes);
        long before = MEMORY.getCurrentThreadAllocatedBytes();
        byte[] read = null;
        IOException refusal = null;
        try (var changed = new Npz(file)) {
            read = changed.read("a", 3, 10, 10);
        } catch (IOException e) {
            refusal = e;
        }
        long taken = MEMORY.getCurrentThreadAllocatedBytes() - before;

        assertThat(taken).isLessThan(MOST_BYTES);
        if (refusal == null) {
            assertThat(read).isEqualTo(values);
            return;
        }
        refused++;
        assertThat(refusal).hasMessageStartingWith(file.toString()).hasMessageEndingWith(".");
    }

    /** Flips some bytes, cuts the end off, takes a stretch out or doubles it. */
    private byte[] changed(byte[] right) {
        byte[] bytes = right.clone();
        int kind = random.nextInt(5);
        if (kind == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        int from = random.nextInt(bytes.length);
        int to = random.nextInt(from, bytes.length);
        if (kind == 1) {
            byte[] longer = Arrays.copyOf(bytes, bytes.length + to - from);
            System.arraycopy(bytes, from, longer, to, bytes.length - from);
            return longer;
        }
        if (kind == 2) {
            System.arraycopy(bytes, to, bytes, from, bytes.length - to);
            return Arrays.copyOf(bytes, bytes.length - to + from);
        }
        for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private long strange(int length) {
        long[] numbers = {
            0,
            1,
            -1,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            0xffff,
            0xfffe,
            length,
            length - 22
        };
        int which = random.nextInt(numbers.length + 1);
        return which == numbers.length ? random.nextInt(length) : numbers[which];
    }

    /** Puts a number of two, four or eight bytes, as far as there is room. */
    private void put(byte[] bytes, int from, long number) {
        byte[] eight = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array();
        int count = Math.min(2 << random.nextInt(3), bytes.length - from);
        System.arraycopy(eight, 0, bytes, from, count);
    }
}
