package io.ansatz.plugins.medmnist;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes NumPy archives for tests, right ones and wrong ones. */
final class ArchiveFile {

    private final Map<String, byte[]> members = new LinkedHashMap<>();
    private boolean stored;

    /** Adds an array as NumPy 1.x writes it. */
    ArchiveFile array(String name, byte[] values, int... shape) {
        return member(name, npy(1, header("'|u1'", "False", shape), values));
    }

    /** Adds these bytes as they are. */
    ArchiveFile member(String name, byte[] bytes) {
        members.put(name + ".npy", bytes);
        return this;
    }

    /** Keeps members uncompressed, as {@code numpy.savez} does. */
    ArchiveFile stored() {
        stored = true;
        return this;
    }

    Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    byte[] bytes() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                var entry = new ZipEntry(member.getKey());
                if (stored) {
                    var crc = new CRC32();
                    crc.update(member.getValue());
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(member.getValue().length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(member.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    /** What is done to the bytes of a file. */
    interface Change {

        void apply(byte[] bytes);
    }

    static void change(Path file, Change change) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        change.apply(bytes);
        Files.write(file, bytes);
    }

    /** The entry of the first member in the directory. */
    static ByteBuffer inDirectory(byte[] bytes) {
        int start = atEnd(bytes).getInt(16);
        return ByteBuffer.wrap(bytes, start, bytes.length - start).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** What closes the directory. */
    static ByteBuffer atEnd(byte[] bytes) {
        return ByteBuffer.wrap(bytes, bytes.length - 22, 22).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The same archive, whose directory is closed with numbers of eight bytes, as those of more than 4 GB are. */
    static byte[] wide(byte[] bytes) {
        ByteBuffer end = atEnd(bytes);
        int place = bytes.length - 22;
        ByteBuffer wide = ByteBuffer.allocate(bytes.length + 76).order(ByteOrder.LITTLE_ENDIAN);
        wide.put(bytes, 0, place);
        wide.putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 45)
                .putShort((short) 45)
                .putInt(0)
                .putInt(0);
        wide.putLong(end.getShort(8))
                .putLong(end.getShort(10))
                .putLong(end.getInt(12))
                .putLong(end.getInt(16));
        wide.putInt(0x07064b50).putInt(0).putLong(place).putInt(1);
        wide.put(bytes, place, 22);
        atEnd(wide.array()).putShort(10, (short) -1).putInt(12, -1).putInt(16, -1);
        return wide.array();
    }

    /** Where the values of the first array begin in an archive that is not compressed. */
    static int firstValue(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.indexOf('\n', text.indexOf("NUMPY")) + 1;
    }

    static String header(String type, String fortran, int... shape) {
        var extents = new StringBuilder();
        for (int extent : shape) {
            extents.append(extent).append(", ");
        }
        return "{'descr': %s, 'fortran_order': %s, 'shape': (%s), }"
                .formatted(type, fortran, extents.toString().strip());
    }

    static byte[] npy(int version, String header, byte[] values) {
        String padded = header + " ".repeat(63 - (header.length() + 10) % 64) + "\n";
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        bytes.write(padded.length());
        bytes.write(padded.length() >> 8);
        if (version > 1) {
            bytes.write(0);
            bytes.write(0);
        }
        bytes.writeBytes(padded.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(values);
        return bytes.toByteArray();
    }
}
