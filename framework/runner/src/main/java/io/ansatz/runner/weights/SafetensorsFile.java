package io.ansatz.runner.weights;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;

/**
 * A safetensors file: eight bytes that say how long the header is, the header, which says what arrays there are, and their
 * bytes. Nothing in it can run code.
 */
public final class SafetensorsFile implements Closeable {

    private static final int LENGTH = Long.BYTES;

    /** A hundred times what the largest networks need that are trained here. */
    private static final int LONGEST_HEADER = 8 * 1024 * 1024;

    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final FileChannel channel;
    private final Header header;
    private final long start;

    private SafetensorsFile(Path path, FileChannel channel, Header header, long start) {
        this.path = path;
        this.channel = channel;
        this.header = header;
        this.start = start;
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws IOException if it is not whole; the message names it and says what is wrong
     */
    public static SafetensorsFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            long length = headerLength(path, channel);
            String text = text(path, bytes(path, channel, LENGTH, (int) length));
            long start = LENGTH + length;
            return new SafetensorsFile(path, channel, header(path, text, channel.size() - start), start);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The names of all arrays, in the order of the header. */
    public Set<String> names() {
        return header.tensors().keySet();
    }

    /** Every array by name, in the order of the header. */
    Map<String, Tensor> tensors() {
        return header.tensors();
    }

    /**
     * The values of an array, as floats.
     *
     * @throws IOException if there is no such array, or one of its values is not finite; the message is a sentence
     */
    public float[] read(String name) throws IOException {
        Tensor tensor = header.tensors().get(name);
        if (tensor == null || !tensor.element().readable() || tensor.count() > Integer.MAX_VALUE) {
            throw new IOException("%s has no '%s' that could be read as floats.".formatted(path, name));
        }
        int size = tensor.element().size();
        var values = new float[Math.toIntExact(tensor.count())];
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        long at = start + tensor.begin();
        for (int i = 0; i < values.length; ) {
            int some = Math.min(BUFFER / size, values.length - i);
            fill(path, channel, at, buffer.clear().limit(some * size));
            at += (long) some * size;
            while (buffer.hasRemaining()) {
                float value = tensor.element().next(buffer);
                if (!Float.isFinite(value)) {
                    throw new IOException(
                            "%s holds a value in '%s' that is no finite number: the one at place %d of %d."
                                    .formatted(path, name, i + 1, values.length));
                }
                values[i] = value;
                i++;
            }
        }
        return values;
    }

    /** The file's path. */
    @Override
    public String toString() {
        return path.toString();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static long headerLength(Path path, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < LENGTH) {
            throw none(path, "it has only %d bytes.".formatted(size), "");
        }
        ByteBuffer first = bytes(path, channel, 0, LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        boolean zipped = first.get(0) == 'P' && first.get(1) == 'K';
        long length = first.getLong();
        if (length < 0 || length > LONGEST_HEADER) {
            throw none(
                    path,
                    "its first eight bytes do not say how long a header is.",
                    zipped
                            ? "\nMaybe torch saved it. experiments/README.md says how to make a safetensors file of such a one."
                            : "");
        }
        if (length > size - LENGTH) {
            throw none(
                    path,
                    "its header should have %,d bytes, and %,d are there.".formatted(length, size - LENGTH),
                    "\nMaybe the file was not copied or downloaded to its end.");
        }
        return length;
    }

    private static String text(Path path, ByteBuffer bytes) throws IOException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw none(path, "its header is not UTF-8.", "");
        }
    }

    private static Header header(Path path, String text, long bytes) throws IOException {
        try {
            return Header.read(text, bytes);
        } catch (IOException e) {
            throw new IOException("%s cannot be read as a safetensors file. %s".formatted(path, e.getMessage()), e);
        }
    }

    private static IOException none(Path path, String why, String maybe) {
        return new IOException("%s is no safetensors file: %s%s".formatted(path, why, maybe));
    }

    private static ByteBuffer bytes(Path path, FileChannel channel, long at, int count) throws IOException {
        return fill(path, channel, at, ByteBuffer.allocate(count));
    }

    /** Reads until the buffer is full, and turns it round. */
    private static ByteBuffer fill(Path path, FileChannel channel, long at, ByteBuffer buffer) throws IOException {
        long from = at;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, from);
            if (read < 0) {
                throw new IOException("%s became shorter while it was read.".formatted(path));
            }
            from += read;
        }
        return buffer.flip();
    }
}
