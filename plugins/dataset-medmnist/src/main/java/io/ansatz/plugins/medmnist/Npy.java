package io.ansatz.plugins.medmnist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an array of unsigned bytes as NumPy writes it, row by row ({@code numpy.lib.format}, versions 1 to 3). Nothing
 * else is read: no other type, no column order, and no Python objects, which would be code.
 */
final class Npy {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 16;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*('[^']*'|\\[)");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

    private Npy() {}

    /**
     * Reads the array that fills the stream and has this shape. Memory is taken only when the header, the shape and the
     * length agree.
     *
     * @param length how many bytes the stream is said to hold
     * @throws IOException if it is no such array; the message goes on from the name of the array
     */
    static byte[] read(InputStream in, long length, int... shape) throws IOException {
        byte[] start = exactly(in, MAGIC.length + 2);
        if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IOException("is not a NumPy array: it does not begin with \\x93NUMPY.");
        }
        int version = start[MAGIC.length];
        if (version < 1 || version > 3) {
            throw new IOException("is a NumPy array of version %d; versions 1 to 3 are read.".formatted(version));
        }
        byte[] headerBytes = header(in, version == 1 ? 2 : 4);
        var header = new String(headerBytes, StandardCharsets.UTF_8);
        requireUnsignedBytes(header);
        requireRowOrder(header);
        requireShape(header, shape);

        long values = 1;
        for (int extent : shape) {
            values *= extent;
        }
        long present = length - start.length - (version == 1 ? 2 : 4) - headerBytes.length;
        if (values != present) {
            throw new IOException("should hold %d values, but has %d.".formatted(values, present));
        }
        byte[] array = exactly(in, Math.toIntExact(values));
        if (in.read() >= 0) {
            throw new IOException("goes on behind its end.");
        }
        return array;
    }

    private static byte[] header(InputStream in, int lengthBytes) throws IOException {
        byte[] bytes = exactly(in, lengthBytes);
        long length = 0;
        for (int i = lengthBytes - 1; i >= 0; i--) {
            length = length << 8 | bytes[i] & 0xff;
        }
        if (length > LONGEST_HEADER) {
            throw new IOException("has a header of %d bytes; at most %d are read.".formatted(length, LONGEST_HEADER));
        }
        return exactly(in, (int) length);
    }

    private static void requireUnsignedBytes(String header) throws IOException {
        String type = find(TYPE, header, "type");
        if (type.equals("[")) {
            throw new IOException("holds records; only unsigned bytes, '|u1', are read.");
        }
        if (!type.equals("'|u1'")) {
            throw new IOException("holds values of type %s; only unsigned bytes, '|u1', are read.".formatted(type));
        }
    }

    private static void requireRowOrder(String header) throws IOException {
        if (find(ORDER, header, "order").equals("True")) {
            throw new IOException("is stored column by column (Fortran order); only row by row is read.");
        }
    }

    private static void requireShape(String header, int[] expected) throws IOException {
        String found = find(SHAPE, header, "shape");
        var wanted = new StringBuilder();
        for (int extent : expected) {
            wanted.append(wanted.isEmpty() ? "" : ",").append(extent);
        }
        if (!found.replace(" ", "").replaceFirst(",$", "").contentEquals(wanted)) {
            throw new IOException("has the shape (%s), not (%s)."
                    .formatted(found, wanted.toString().replace(",", ", ")));
        }
    }

    private static String find(Pattern pattern, String header, String what) throws IOException {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new IOException("has a header that names no %s.".formatted(what));
        }
        return matcher.group(1);
    }

    private static byte[] exactly(InputStream in, int count) throws IOException {
        var bytes = new byte[count];
        int read = in.readNBytes(bytes, 0, count);
        if (read < count) {
            throw new IOException("ends too early: %d of %d bytes are there.".formatted(read, count));
        }
        return bytes;
    }
}
