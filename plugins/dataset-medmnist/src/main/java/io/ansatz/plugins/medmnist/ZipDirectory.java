package io.ansatz.plugins.medmnist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The directory at the end of a zip file (APPNOTE 6.3.10, sections 4.3.12 to 4.3.16). The JDK has a reader of its own, which
 * takes as much memory as a directory asks for, and the first of two members with one name.
 *
 * @param members by name
 * @param start where it begins, which is where members end
 */
record ZipDirectory(Map<String, Member> members, long start) {

    /** That of six arrays has about 500 bytes. */
    private static final int LONGEST = 1 << 16;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int WIDE_END_SIGNATURE = 0x06064b50;
    private static final int WIDE_END_BYTES = 56;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int WIDE_SIZES = 1;
    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;

    /**
     * What the directory says of a member.
     *
     * @param method 0 for stored, 8 for deflated
     * @param packed how many bytes it has in the file
     * @param size how many bytes it has unpacked
     * @param header where its own header lies
     */
    record Member(String name, boolean encrypted, int method, long crc, long packed, long size, long header) {}

    /** What stands at the end of a file. */
    private record End(long entries, long bytes, long start, long place) {}

    static ZipDirectory read(FileChannel file) throws IOException {
        End end = end(file);
        if (end.bytes() < 0 || end.bytes() > LONGEST) {
            throw new MalformedException("its directory has %s bytes, and at most %d are read"
                    .formatted(Long.toUnsignedString(end.bytes()), LONGEST));
        }
        if (end.start() < 0 || end.start() > end.place() - end.bytes()) {
            throw new MalformedException("its directory is not where it should be");
        }
        ByteBuffer bytes = bytes(file, end.start(), (int) end.bytes());
        var members = new HashMap<String, Member>();
        long entries = 0;
        while (bytes.hasRemaining()) {
            Member member = member(bytes);
            entries++;
            if (members.putIfAbsent(member.name(), member) != null) {
                throw new MalformedException("it has two members '%s'".formatted(member.name()));
            }
        }
        if (entries != end.entries()) {
            throw new MalformedException("its directory has %d entries, and should have %s"
                    .formatted(entries, Long.toUnsignedString(end.entries())));
        }
        return new ZipDirectory(Map.copyOf(members), end.start());
    }

    private static End end(FileChannel file) throws IOException {
        int length = (int) Math.min(file.size(), END_BYTES + LONGEST_COMMENT);
        long from = file.size() - length;
        ByteBuffer tail = bytes(file, from, length);
        int place = length - END_BYTES;
        while (place >= 0 && !isEnd(tail, place)) {
            place--;
        }
        if (place < 0) {
            throw new MalformedException("it has no directory at its end, so maybe it was cut off");
        }
        int entries = unsigned(tail.getShort(place + 10));
        long bytes = unsigned(tail.getInt(place + 12));
        long start = unsigned(tail.getInt(place + 16));
        if (entries == 0xffff || bytes == 0xffffffffL || start == 0xffffffffL) {
            return wideEnd(file, from + place);
        }
        return new End(entries, bytes, start, from + place);
    }

    private static boolean isEnd(ByteBuffer tail, int place) {
        return tail.getInt(place) == END_SIGNATURE
                && place + END_BYTES + unsigned(tail.getShort(place + 20)) == tail.limit();
    }

    private static End wideEnd(FileChannel file, long place) throws IOException {
        ByteBuffer locator = signed(file, place - LOCATOR_BYTES, LOCATOR_BYTES, LOCATOR_SIGNATURE);
        long wide = locator.getLong(8);
        if (wide > place - LOCATOR_BYTES - WIDE_END_BYTES) {
            throw new MalformedException("its directory is not where it should be");
        }
        ByteBuffer end = signed(file, wide, WIDE_END_BYTES, WIDE_END_SIGNATURE);
        return new End(end.getLong(32), end.getLong(40), end.getLong(48), wide);
    }

    private static ByteBuffer signed(FileChannel file, long from, int count, int signature) throws IOException {
        if (from < 0) {
            throw new MalformedException("its directory is not where it should be");
        }
        ByteBuffer bytes = bytes(file, from, count);
        if (bytes.getInt(0) != signature) {
            throw new MalformedException("its directory is not where it should be");
        }
        return bytes;
    }

    private static Member member(ByteBuffer bytes) throws MalformedException {
        int start = bytes.position();
        if (bytes.remaining() < ENTRY_BYTES || bytes.getInt(start) != ENTRY_SIGNATURE) {
            throw new MalformedException("its directory is damaged");
        }
        int nameBytes = unsigned(bytes.getShort(start + 28));
        int extraBytes = unsigned(bytes.getShort(start + 30));
        int commentBytes = unsigned(bytes.getShort(start + 32));
        int whole = ENTRY_BYTES + nameBytes + extraBytes + commentBytes;
        if (whole > bytes.remaining()) {
            throw new MalformedException("its directory is damaged");
        }
        ByteBuffer extra =
                bytes.slice(start + ENTRY_BYTES + nameBytes, extraBytes).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer wide = wideSizes(extra);
        long size = wide(bytes.getInt(start + 24), wide);
        long packed = wide(bytes.getInt(start + 20), wide);
        long header = wide(bytes.getInt(start + 42), wide);
        var member = new Member(
                name(bytes, start + ENTRY_BYTES, nameBytes),
                (bytes.getShort(start + 8) & ENCRYPTED) != 0,
                unsigned(bytes.getShort(start + 10)),
                unsigned(bytes.getInt(start + 16)),
                packed,
                size,
                header);
        bytes.position(start + whole);
        return member;
    }

    /** The numbers of eight bytes that stand in for those of four with all bits set. */
    private static ByteBuffer wideSizes(ByteBuffer extra) {
        while (extra.remaining() >= 4) {
            int kind = unsigned(extra.getShort());
            int count = Math.min(unsigned(extra.getShort()), extra.remaining());
            if (kind == WIDE_SIZES) {
                return extra.limit(extra.position() + count);
            }
            extra.position(extra.position() + count);
        }
        return extra.position(extra.limit());
    }

    private static long wide(int narrow, ByteBuffer wide) throws MalformedException {
        if (narrow != -1) {
            return unsigned(narrow);
        }
        if (wide.remaining() < Long.BYTES) {
            throw new MalformedException("its directory is damaged");
        }
        return wide.getLong();
    }

    /** In ASCII, as names of arrays are; what is not, cannot be asked for. */
    private static String name(ByteBuffer bytes, int from, int count) {
        var name = new byte[count];
        bytes.get(from, name);
        return new String(name, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?");
    }

    /** A stretch of a file, in its order of bytes. */
    static ByteBuffer bytes(FileChannel file, long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, from + bytes.position()) < 0) {
                throw new MalformedException("it ends too early");
            }
        }
        return bytes.flip();
    }

    static int unsigned(short value) {
        return Short.toUnsignedInt(value);
    }

    private static long unsigned(int value) {
        return Integer.toUnsignedLong(value);
    }
}
