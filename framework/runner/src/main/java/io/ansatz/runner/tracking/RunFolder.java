package io.ansatz.runner.tracking;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of one trial. The journal grows while the trial runs; results are published when it ends: each file is
 * written under another name, synced and renamed, and the marker {@code done}, which holds the digest of every result,
 * comes last. A folder without a marker that fits its files is not done.
 */
public final class RunFolder {

    private static final String MARKER = "done";

    private final Path path;

    public RunFolder(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    public Path journal() {
        return path.resolve(Journal.FILE);
    }

    /** The file that stands there when the trial is done. */
    Path marker() {
        return path.resolve(MARKER);
    }

    /** Holds the folder for this process until it is closed; empty if another process holds it. */
    public Optional<Closeable> claim() throws IOException {
        try {
            makeFolder(path);
            var channel = FileChannel.open(path.resolve("claim"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return Optional.of(channel);
                }
            } catch (OverlappingFileLockException e) {
                // Another thread of this process holds it: the answer below is the same.
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new UnwritableException(path, e);
        }
    }

    /** Moves a file or folder that cannot be read out of the way, to a name that says so. */
    public void setAside(String name) throws IOException {
        try {
            delete(path.resolve(name + ".damaged"));
            Files.move(path.resolve(name), path.resolve(name + ".damaged"));
        } catch (IOException e) {
            throw new UnwritableException(path.resolve(name + ".damaged"), e);
        }
    }

    /** Makes a folder, and every missing one above it, so that it is still there after a loss of power. */
    public static void makeFolder(Path path) throws IOException {
        Path there = path.toAbsolutePath();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        Files.createDirectories(path);
        for (Path made = path.toAbsolutePath(); !made.equals(there); made = made.getParent()) {
            syncFolder(made.getParent());
        }
    }

    /** Takes away a file, or a folder with all that is in it, if it is there. */
    static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> below = Files.walk(path)) {
            all = below.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.delete(one);
        }
    }

    /** Takes away what {@link #keep} kept, if it is there. */
    public void remove(String name) throws IOException {
        try {
            Files.deleteIfExists(path.resolve(name));
        } catch (IOException e) {
            throw new UnwritableException(path.resolve(name), e);
        }
    }

    /**
     * Keeps a text beside the journal.
     *
     * @param name with a slash in it if it belongs into a folder of its own
     */
    public void keep(String name, String text) throws IOException {
        Path file = path.resolve(name);
        try {
            makeFolder(file.getParent());
        } catch (IOException e) {
            throw new UnwritableException(file.getParent(), e);
        }
        writeWhole(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Publishes the results of a finished trial: file name to content. */
    public void publish(Map<String, String> results, double seconds) throws IOException {
        var marker = new JsonObject();
        var digests = new JsonObject();
        for (var result : results.entrySet()) {
            byte[] content = result.getValue().getBytes(StandardCharsets.UTF_8);
            writeWhole(path.resolve(result.getKey()), content);
            digests.addProperty(result.getKey(), sha256(content));
        }
        marker.addProperty("seconds", seconds);
        marker.add("sha256", digests);
        writeWhole(marker(), (Journal.GSON.toJson(marker) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The published results, if the trial is done and every file is as it was when it was published. A marker that cannot
     * be understood, or that does not speak of the metrics, does not count.
     */
    public Optional<Published> published() throws IOException {
        Path marker = marker();
        if (!Files.isRegularFile(marker)) {
            return Optional.empty();
        }
        var files = new LinkedHashMap<String, String>();
        try {
            String text = new String(Files.readAllBytes(marker), StandardCharsets.UTF_8);
            JsonObject facts = JsonParser.parseString(text).getAsJsonObject();
            for (var digest : facts.getAsJsonObject("sha256").entrySet()) {
                Path file = path.resolve(digest.getKey());
                if (!Files.isRegularFile(file)) {
                    return Optional.empty();
                }
                byte[] content = Files.readAllBytes(file);
                if (!sha256(content).equals(digest.getValue().getAsString())) {
                    return Optional.empty();
                }
                files.put(digest.getKey(), new String(content, StandardCharsets.UTF_8));
            }
            double seconds = facts.get("seconds").getAsDouble();
            return files.containsKey(TrialMetrics.FILE) ? Optional.of(new Published(files, seconds)) : Optional.empty();
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | ClassCastException
                | UnsupportedOperationException
                | NumberFormatException
                | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The SHA-256 that each result had when it was published, by file; empty if there is no marker that can be understood. */
    public Map<String, String> digests() throws IOException {
        if (!Files.isRegularFile(marker())) {
            return Map.of();
        }
        try {
            String text = new String(Files.readAllBytes(marker()), StandardCharsets.UTF_8);
            var digests = new LinkedHashMap<String, String>();
            JsonParser.parseString(text)
                    .getAsJsonObject()
                    .getAsJsonObject("sha256")
                    .entrySet()
                    .forEach(digest ->
                            digests.put(digest.getKey(), digest.getValue().getAsString()));
            return digests;
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | ClassCastException
                | UnsupportedOperationException e) {
            return Map.of();
        }
    }

    /** Whether a marker stands there although the results do not fit it: something damaged them. */
    public boolean damaged() throws IOException {
        return Files.exists(marker()) && published().isEmpty();
    }

    /** What a finished trial left. */
    public record Published(Map<String, String> files, double seconds) {}

    /** Writes a file so that a reader sees all of it or nothing, whenever the power fails. */
    static void writeWhole(Path file, byte[] content) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        try {
            try (var channel = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                var bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            deleteDraft(draft);
            throw new UnwritableException(file, e);
        }
        syncFolder(file.getParent());
    }

    private static void deleteDraft(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException ignored) {
            // What could not be written matters more than what it leaves behind.
        }
    }

    /** Makes new names last. Windows cannot open a folder, and does not need to. */
    public static void syncFolder(Path folder) {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException ignored) {
            // The file itself is safe; only the moment at which its name is safe is not known.
        }
    }

    /** The SHA-256 of these bytes, in hexadecimal. */
    public static String sha256(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    /** A fresh SHA-256. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
