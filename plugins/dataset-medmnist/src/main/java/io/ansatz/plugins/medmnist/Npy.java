package io.ansatz.plugins.medmnist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What stands before the values of an array of unsigned bytes as NumPy writes it, row by row ({@code numpy.lib.format}, versions
 * 1 to 3). Nothing else is read: no other type, no column order, and no Python objects, which would be code.
 */
final class Npy {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 16;

    /** One pair of a Python dictionary. A list, which describes records, is not looked into. */
    private static final Pattern PAIR = Pattern.compile(
            "\\s*'(descr|fortran_order|shape)'\\s*:\\s*('[ -&(-~]{0,40}'|\\[.*|True|False|\\([-0-9, ]{0,200}\\))\\s*(,|$)\\s*",
            Pattern.DOTALL);

    private Npy() {}

    /**
     * Makes sure that a stream holds an array of this shape and nothing else, and leaves it where values begin.
     *
     * @param length how many bytes the stream is said to hold
     * @throws MalformedException if it is no such array; the message goes on from the name of the array
     */
    static void requireHeader(InputStream in, long length, int... shape) throws IOException {
        byte[] start = exactly(in, MAGIC.length + 2);
        if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new MalformedException("is not a NumPy array: it does not begin with \\x93NUMPY");
        }
        int version = start[MAGIC.length];
        if (version < 1 || version > 3) {
            throw new MalformedException("is a NumPy array of version %d; versions 1 to 3 are read".formatted(version));
        }
        int lengthBytes = version == 1 ? 2 : 4;
        byte[] header = header(in, lengthBytes);
        Map<String, String> pairs = pairs(new String(header, StandardCharsets.UTF_8).strip());
        requireUnsignedBytes(pairs);
        requireRowOrder(pairs);
        requireShape(pairs, shape);

        long values = IntStream.of(shape).asLongStream().reduce(1, Math::multiplyExact);
        long present = length - start.length - lengthBytes - header.length;
        if (values != present) {
            throw new MalformedException("should hold %d values, but has %d".formatted(values, present));
        }
    }

    /** Fills an array from a stream, which must hold enough. */
    static void fill(InputStream in, byte[] target) throws IOException {
        int read = in.readNBytes(target, 0, target.length);
        if (read < target.length) {
            throw new MalformedException("ends too early: %d of %d bytes are there".formatted(read, target.length));
        }
    }

    private static byte[] header(InputStream in, int lengthBytes) throws IOException {
        byte[] bytes = exactly(in, lengthBytes);
        long length = 0;
        for (int i = lengthBytes - 1; i >= 0; i--) {
            length = length << 8 | bytes[i] & 0xff;
        }
        if (length > LONGEST_HEADER) {
            throw new MalformedException(
                    "has a header of %d bytes; at most %d are read".formatted(length, LONGEST_HEADER));
        }
        return exactly(in, (int) length);
    }

    private static Map<String, String> pairs(String header) throws MalformedException {
        if (!header.startsWith("{") || !header.endsWith("}")) {
            throw new MalformedException("has a header that is no description of an array");
        }
        var pairs = new HashMap<String, String>();
        Matcher pair = PAIR.matcher(header).region(1, header.length() - 1);
        while (pair.regionStart() < pair.regionEnd()) {
            if (!pair.lookingAt() || pairs.putIfAbsent(pair.group(1), pair.group(2)) != null) {
                throw new MalformedException("has a header that is no description of an array");
            }
            pair.region(pair.end(), pair.regionEnd());
        }
        return pairs;
    }

    private static void requireUnsignedBytes(Map<String, String> header) throws MalformedException {
        String type = find("descr", header, "type");
        if (type.startsWith("[")) {
            throw new MalformedException("holds records; only unsigned bytes, '|u1', are read");
        }
        if (!type.equals("'|u1'")) {
            throw new MalformedException(
                    "holds values of type %s; only unsigned bytes, '|u1', are read".formatted(type));
        }
    }

    private static void requireRowOrder(Map<String, String> header) throws MalformedException {
        String columns = find("fortran_order", header, "order");
        if (!columns.equals("False")) {
            throw new MalformedException("is stored column by column (Fortran order); only row by row is read");
        }
    }

    private static void requireShape(Map<String, String> header, int[] expected) throws MalformedException {
        String found = find("shape", header, "shape");
        String wanted = IntStream.of(expected).mapToObj(Integer::toString).collect(Collectors.joining(", ", "(", ")"));
        if (!found.replace(" ", "").replaceFirst(",\\)$", ")").equals(wanted.replace(" ", ""))) {
            throw new MalformedException("has the shape %s, not %s".formatted(found, wanted));
        }
    }

    private static String find(String key, Map<String, String> header, String what) throws MalformedException {
        String value = header.get(key);
        if (value == null) {
            throw new MalformedException("has a header that names no %s".formatted(what));
        }
        return value;
    }

    private static byte[] exactly(InputStream in, int count) throws IOException {
        var bytes = new byte[count];
        fill(in, bytes);
        return bytes;
    }
}
