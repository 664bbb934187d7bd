package io.ansatz.plugins.medmnist;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
        try (OutputStream out = Files.newOutputStream(file);
                var zip = new ZipOutputStream(out)) {
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
        return file;
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
