package io.ansatz.runner.tracking;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Arrays of floats in a folder that can be checked, for kinds of things such as a model:
 *
 * <ul>
 *   <li>{@code model.floats}: the values, one array behind the other, little-endian
 *   <li>{@code model.json}: the facts; the name, shape, length and SHA-256 of each array in that order; and in the last
 *       line but one the SHA-256 of all lines above it
 * </ul>
 *
 * <p>Nothing in it names a class, so that whatever is read, nothing but text and numbers comes of it.
 *
 * @param kind what it is, and the name of its files
 */
record ArrayFolder(Path path, String kind) {

    /** What the facts and arrays of a folder are. */
    record Content(JsonObject facts, Map<String, NamedArray> arrays) {}

    private static final int VERSION = 1;
    private static final int CHUNK = 1 << 18;

    /** Writes the folder under another name, syncs it and renames it, in place of one that is there. */
    void write(JsonObject facts, Collection<NamedArray> arrays) throws IOException {
        Path draft = path.resolveSibling(path.getFileName() + ".draft");
        try {
            RunFolder.delete(draft);
            RunFolder.makeFolder(draft.getParent());
            Files.createDirectory(draft);
            JsonArray entries = writeFloats(draft.resolve(floats()), arrays);
            var description = new JsonObject();
            description.addProperty("format", "ansatz " + kind);
            description.addProperty("version", VERSION);
            facts.entrySet().forEach(fact -> description.add(fact.getKey(), fact.getValue()));
            description.add("arrays", entries);
            byte[] text = lines(description).getBytes(StandardCharsets.UTF_8);
            writeSynced(draft.resolve(json()), text, lastLines(text));
            RunFolder.syncFolder(draft);
            RunFolder.delete(path);
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            deleteQuietly(draft);
            throw new UnwritableException(path, e);
        }
        RunFolder.syncFolder(path.getParent());
    }

    /**
     * Reads the folder.
     *
     * @throws DamagedArraysException if it is not what was written
     */
    Content read() throws IOException {
        String text = readText();
        try {
            JsonObject facts = JsonParser.parseString(text).getAsJsonObject();
            String format = facts.get("format").getAsString();
            if (!format.equals("ansatz " + kind)) {
                throw new DamagedArraysException(
                        "%s describes an '%s', not an 'ansatz %s'".formatted(json(), format, kind));
            }
            int version = facts.get("version").getAsInt();
            if (version != VERSION) {
                throw new DamagedArraysException("%s is of version %d, not %d".formatted(json(), version, VERSION));
            }
            return new Content(facts, readFloats(facts.getAsJsonArray("arrays")));
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | NullPointerException
                | ClassCastException
                | UnsupportedOperationException
                | ArithmeticException e) {
            throw new DamagedArraysException("%s is no description of a %s".formatted(json(), kind), e);
        }
    }

    private String json() {
        return kind + ".json";
    }

    private String floats() {
        return kind + ".floats";
    }

    private String readText() throws IOException {
        byte[] all;
        try {
            all = Files.readAllBytes(path.resolve(json()));
        } catch (NoSuchFileException e) {
            throw new DamagedArraysException("%s is missing".formatted(json()), e);
        }
        int end = Math.max(0, all.length - lastLines(new byte[0]).length);
        byte[] lastLines = lastLines(Arrays.copyOf(all, end));
        if (!Arrays.equals(all, end, all.length, lastLines, 0, lastLines.length)) {
            throw new DamagedArraysException("%s is not what its digest says".formatted(json()));
        }
        return new String(all, StandardCharsets.UTF_8);
    }

    private static byte[] lastLines(byte[] above) {
        return "  \"sha256\": \"%s\"\n}\n".formatted(RunFolder.sha256(above)).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonArray writeFloats(Path file, Collection<NamedArray> arrays) throws IOException {
        var entries = new JsonArray();
        var buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (NamedArray array : arrays) {
                MessageDigest digest = RunFolder.sha256();
                float[] values = array.values();
                for (int from = 0; from < values.length; from += CHUNK / Float.BYTES) {
                    int count = Math.min(CHUNK / Float.BYTES, values.length - from);
                    buffer.clear().limit(count * Float.BYTES);
                    buffer.asFloatBuffer().put(values, from, count);
                    digest.update(buffer.duplicate());
                    while (buffer.hasRemaining()) {
                        channel.write(buffer);
                    }
                }
                var entry = new JsonObject();
                entry.addProperty("name", array.name());
                entry.add("shape", Journal.GSON.toJsonTree(array.shape()));
                entry.addProperty("bytes", (long) values.length * Float.BYTES);
                entry.addProperty("sha256", HexFormat.of().formatHex(digest.digest()));
                entries.add(entry);
            }
            channel.force(false);
        }
        return entries;
    }

    /** What is read is never longer than the file, whatever the description says. */
    private Map<String, NamedArray> readFloats(JsonArray described) throws IOException {
        var entries = new ArrayList<Entry>();
        for (JsonElement entry : described) {
            entries.add(Entry.of(entry.getAsJsonObject()));
        }
        var arrays = new LinkedHashMap<String, NamedArray>();
        try (var channel = FileChannel.open(path.resolve(floats()), StandardOpenOption.READ)) {
            long bytes = entries.stream().mapToLong(Entry::bytes).reduce(0, Math::addExact);
            if (channel.size() != bytes) {
                throw new DamagedArraysException("%s has %d bytes, not %d".formatted(floats(), channel.size(), bytes));
            }
            var buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
            for (Entry entry : entries) {
                NamedArray array = entry.read(channel, buffer, floats());
                if (arrays.put(array.name(), array) != null) {
                    throw new DamagedArraysException("%s names '%s' twice".formatted(json(), array.name()));
                }
            }
        } catch (NoSuchFileException e) {
            throw new DamagedArraysException("%s is missing".formatted(floats()), e);
        }
        return arrays;
    }

    /** How an array is described. */
    private record Entry(String name, int[] shape, long bytes, String sha256) {

        static Entry of(JsonObject facts) {
            int[] shape = Journal.GSON.fromJson(facts.get("shape"), int[].class);
            long bytes = facts.get("bytes").getAsLong();
            String name = facts.get("name").getAsString();
            if (bytes != (long) NamedArray.size(shape) * Float.BYTES) {
                throw new IllegalArgumentException("'%s' cannot have %d bytes.".formatted(name, bytes));
            }
            return new Entry(name, shape, bytes, facts.get("sha256").getAsString());
        }

        NamedArray read(FileChannel channel, ByteBuffer buffer, String file) throws IOException {
            var values = new float[NamedArray.size(shape)];
            MessageDigest digest = RunFolder.sha256();
            for (int from = 0; from < values.length; from += CHUNK / Float.BYTES) {
                int count = Math.min(CHUNK / Float.BYTES, values.length - from);
                buffer.clear().limit(count * Float.BYTES);
                while (buffer.hasRemaining()) {
                    if (channel.read(buffer) < 0) {
                        throw new EOFException("%s ended while it was read.".formatted(file));
                    }
                }
                buffer.flip();
                digest.update(buffer.duplicate());
                buffer.asFloatBuffer().get(values, from, count);
            }
            if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
                throw new DamagedArraysException("'%s' in %s is not what its digest says".formatted(name, file));
            }
            return new NamedArray(name, shape, values);
        }
    }

    /** All lines but the last ones: one for each fact, and one for each item where a fact is a list of maps. */
    private static String lines(JsonObject facts) {
        return facts.entrySet().stream()
                .map(fact -> "  %s: %s".formatted(Journal.GSON.toJson(fact.getKey()), lines(fact.getValue())))
                .collect(Collectors.joining(",\n", "{\n", ",\n"));
    }

    private static String lines(JsonElement value) {
        if (!value.isJsonArray()
                || value.getAsJsonArray().isEmpty()
                || !value.getAsJsonArray().get(0).isJsonObject()) {
            return value.toString();
        }
        return value.getAsJsonArray().asList().stream()
                .map(JsonElement::toString)
                .collect(Collectors.joining(",\n    ", "[\n    ", "\n  ]"));
    }

    private static void writeSynced(Path file, byte[]... parts) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (byte[] part : parts) {
                var bytes = ByteBuffer.wrap(part);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            channel.force(false);
        }
    }

    private static void deleteQuietly(Path draft) {
        try {
            RunFolder.delete(draft);
        } catch (IOException ignored) {
            // What could not be written matters more than what it leaves behind.
        }
    }
}
