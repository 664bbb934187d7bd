package io.ansatz.plugins.medmnist;

import io.ansatz.plugins.medmnist.ZipDirectory.Member;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks a member of a zip file as it is read, and never more of it than its directory says. */
final class MemberStream extends InputStream {

    private static final int BUFFER = 1 << 16;
    private static final int HEADER_SIGNATURE = 0x04034b50;
    private static final int HEADER_BYTES = 30;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    /** Deflating writes at most 258 bytes for two bits. */
    private static final int MOST_FOR_A_BYTE = 1032;

    private final FileChannel file;
    private final Member member;
    private final CRC32 crc = new CRC32();
    private final Inflater inflater = new Inflater(true);
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private long place;
    private long packedLeft;
    private long left;

    private MemberStream(FileChannel file, Member member, long place) {
        this.file = file;
        this.member = member;
        this.place = place;
        this.packedLeft = member.packed();
        this.left = member.size();
    }

    /** @throws MalformedException if it cannot be unpacked, or what is said of it cannot be */
    static MemberStream open(FileChannel file, ZipDirectory directory, Member member) throws IOException {
        if (member.encrypted()) {
            throw new MalformedException("is encrypted");
        }
        if (member.method() != STORED && member.method() != DEFLATED) {
            throw new MalformedException(
                    "is packed by method %d; what is stored or deflated is read".formatted(member.method()));
        }
        long most = member.method() == STORED ? member.packed() : multiplied(member.packed(), MOST_FOR_A_BYTE);
        if (member.size() < 0 || member.packed() < 0 || member.size() > most) {
            throw new MalformedException("is said to be %s bytes in %s, which cannot be"
                    .formatted(Long.toUnsignedString(member.size()), Long.toUnsignedString(member.packed())));
        }
        long start = start(file, directory, member);
        if (start > directory.start() - member.packed()) {
            throw new MalformedException("reaches into the directory of the file");
        }
        return new MemberStream(file, member, start);
    }

    /** Where the packed bytes begin, behind a header that agrees with the directory. */
    private static long start(FileChannel file, ZipDirectory directory, Member member) throws IOException {
        long at = member.header();
        if (at < 0 || at > directory.start() - HEADER_BYTES) {
            throw new MalformedException("is not where the directory of the file says");
        }
        ByteBuffer header = ZipDirectory.bytes(file, at, HEADER_BYTES);
        int nameBytes = ZipDirectory.unsigned(header.getShort(26));
        long behindName = at + HEADER_BYTES + nameBytes;
        if (header.getInt(0) != HEADER_SIGNATURE
                || nameBytes != member.name().length()
                || behindName > directory.start()
                || ZipDirectory.unsigned(header.getShort(8)) != member.method()
                || !name(file, behindName - nameBytes, nameBytes).equals(member.name())) {
            throw new MalformedException("is not where the directory of the file says");
        }
        return behindName + ZipDirectory.unsigned(header.getShort(28));
    }

    private static String name(FileChannel file, long from, int count) throws IOException {
        return new String(ZipDirectory.bytes(file, from, count).array(), StandardCharsets.ISO_8859_1);
    }

    private static long multiplied(long packed, int times) {
        return packed > Long.MAX_VALUE / times ? Long.MAX_VALUE : packed * times;
    }

    /** How many bytes it should have unpacked. */
    long size() {
        return member.size();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int start, int count) throws IOException {
        if (left == 0 || count == 0) {
            return count == 0 ? 0 : -1;
        }
        int most = (int) Math.min(count, left);
        int read = member.method() == STORED ? copied(target, start, most) : inflated(target, start, most);
        if (read == 0) {
            throw new MalformedException(
                    "ends too early: %d of %d bytes are there".formatted(member.size() - left, member.size()));
        }
        crc.update(target, start, read);
        left -= read;
        return read;
    }

    /** Makes sure that all of it has been read, that there is nothing behind it, and that it is undamaged. */
    void end() throws IOException {
        if (left > 0 || goesOn()) {
            throw new MalformedException("goes on behind its end");
        }
        if (member.method() == DEFLATED && !inflater.finished()) {
            throw new MalformedException("has no end");
        }
        if (crc.getValue() != member.crc()) {
            throw new MalformedException("does not match its checksum: the file is damaged");
        }
    }

    private boolean goesOn() throws IOException {
        if (member.method() == STORED) {
            return buffer.hasRemaining() || packedLeft > 0;
        }
        return inflated(new byte[1], 0, 1) > 0 || inflater.getRemaining() > 0 || packedLeft > 0;
    }

    private int copied(byte[] target, int start, int most) throws IOException {
        if (!buffer.hasRemaining() && !fill()) {
            return 0;
        }
        int count = Math.min(most, buffer.remaining());
        buffer.get(target, start, count);
        return count;
    }

    /** How many bytes came; 0 at the end of what is packed. */
    private int inflated(byte[] target, int start, int most) throws IOException {
        try {
            while (true) {
                int count = inflater.inflate(target, start, most);
                if (count > 0) {
                    return count;
                }
                if (!inflater.needsInput() || inflater.finished() || !fill()) {
                    return 0;
                }
                inflater.setInput(buffer.array(), 0, buffer.limit());
            }
        } catch (DataFormatException e) {
            String reason = e.getMessage() == null ? "it is damaged" : e.getMessage();
            throw new MalformedException("cannot be unpacked: %s".formatted(reason));
        }
    }

    /** Reads on; false at the end of what is packed. */
    private boolean fill() throws IOException {
        if (packedLeft == 0) {
            return false;
        }
        buffer.clear().limit((int) Math.min(BUFFER, packedLeft));
        int read = file.read(buffer, place);
        if (read < 0) {
            throw new MalformedException("ends too early");
        }
        buffer.flip();
        place += read;
        packedLeft -= read;
        return true;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
