package io.ansatz.runner.material;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.runner.network.FixedPart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Keeps what the fixed part of a network makes of a data set, so that seeds, roles and sweep points compute it once between them. A
 * folder is named by the hash of everything that decides its content, and holds
 *
 * <ul>
 *   <li>{@code features.floats}: a row for each image, training, validation and test images in this order, little-endian
 *   <li>{@code features.txt}: what decided it, line by line, and the SHA-256 of the floats
 * </ul>
 *
 * <p>It can be deleted at any time: what is missing or damaged is computed again. Several processes may share it.
 */
public final class FeatureStore {

    /** Fixed, so that the size of a batch in training does not decide a digit. */
    private static final int BATCH = 32;

    private static final int SEGMENT_BYTES = 1 << 30;
    private static final int HASH_BYTES = 1 << 20;
    private static final String FLOATS = "features.floats";
    private static final String FACTS = "features.txt";
    private static final String SUM = "sha256";

    private final Path folder;
    private final Map<Path, List<FloatBuffer>> open = new LinkedHashMap<>();

    /** @param folder where all of them are kept; it may not exist yet */
    public FeatureStore(Path folder) {
        this.folder = folder;
    }

    /** Hears what happens. */
    public interface Listener {

        /** Features are about to be computed; {@code trouble} says what was wrong with those that were there, if any were. */
        void computes(Path folder, int images, long bytes, Optional<String> trouble);

        /** So many images are done. */
        void progress(int done, int images);

        /** Features are there, computed now or before. */
        void has(Path folder, int images, long bytes);
    }

    /**
     * What decides features.
     *
     * @param scale how pixels become numbers
     * @param part what the fixed part is, line by line
     * @param values its parameters by name
     */
    public static Map<String, String> identity(
            Dataset dataset, PixelScale scale, Map<String, String> part, Map<String, float[]> values) {
        var identity = new LinkedHashMap<String, String>();
        identity.put("format", "ansatz features 1");
        identity.put("dataset", dataset.passport().digest());
        identity.put("pixels", scale.toString());
        identity.putAll(part);
        identity.put("values", sum(values));
        return identity;
    }

    /**
     * What a fixed part makes of a data set.
     *
     * @param scale how pixels become numbers
     * @param identity everything that decides it
     * @throws IOException if the folder cannot be written; the message names it
     */
    public synchronized Material features(
            Dataset dataset, PixelScale scale, FixedPart part, Map<String, String> identity, Listener listener)
            throws IOException {
        Path place = folderOf(identity);
        int images = dataset.train().size()
                + dataset.validation().size()
                + dataset.test().size();
        long bytes = (long) images * part.output().size() * Float.BYTES;
        List<FloatBuffer> segments = open.get(place);
        if (segments == null) {
            Optional<String> trouble = trouble(place, bytes);
            if (!Files.isDirectory(place) || trouble.isPresent()) {
                listener.computes(place, images, bytes, trouble);
                delete(place);
                compute(supplies(dataset, scale), part, identity, place, done -> listener.progress(done, images));
            }
            segments = map(place.resolve(FLOATS), bytes, part.output());
            open.put(place, segments);
        }
        listener.has(place, images, bytes);
        return material(dataset, part.output(), segments);
    }

    private Path folderOf(Map<String, String> identity) {
        MessageDigest hash = sha256();
        identity.forEach((name, value) -> hash.update((name + " = " + value + "\n").getBytes(StandardCharsets.UTF_8)));
        return folder.resolve(HexFormat.of().formatHex(hash.digest(), 0, 16)).toAbsolutePath();
    }

    /** What is wrong with a folder that is there. */
    private static Optional<String> trouble(Path place, long bytes) throws IOException {
        if (!Files.isDirectory(place)) {
            return Optional.empty();
        }
        try {
            String told = Files.readAllLines(place.resolve(FACTS)).stream()
                    .filter(line -> line.startsWith(SUM + " = "))
                    .map(line -> line.substring((SUM + " = ").length()))
                    .findFirst()
                    .orElse("");
            Path floats = place.resolve(FLOATS);
            if (Files.size(floats) != bytes) {
                return Optional.of("%s has %d bytes, not %d".formatted(FLOATS, Files.size(floats), bytes));
            }
            return sum(floats).equals(told) ? Optional.empty() : Optional.of(FLOATS + " is not what was written");
        } catch (NoSuchFileException e) {
            return Optional.of(Path.of(e.getFile()).getFileName() + " is missing");
        }
    }

    /** Into a folder under another name, which is renamed when all is written. */
    private void compute(
            List<Supply> supplies, FixedPart part, Map<String, String> identity, Path place, IntConsumer progress)
            throws IOException {
        Path draft = null;
        try {
            Files.createDirectories(folder);
            draft = Files.createTempDirectory(folder, "." + place.getFileName() + "-");
            try (var file =
                    FileChannel.open(draft.resolve(FLOATS), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                int done = 0;
                for (Supply supply : supplies) {
                    done = write(supply, part, file, done, progress);
                }
                file.force(true);
            }
            var lines = new ArrayList<String>();
            identity.forEach((name, value) -> lines.add(name + " = " + value));
            lines.add(SUM + " = " + sum(draft.resolve(FLOATS)));
            Files.write(draft.resolve(FACTS), lines);
            try {
                Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException another) {
                // Another process was faster, with the same content.
                delete(draft);
            }
        } catch (IOException e) {
            if (draft != null) {
                delete(draft);
            }
            throw new IOException("""
                    The features of the part that does not learn could not be written to %s: %s
                    Maybe there is not enough room; they can be deleted at any time.""".formatted(folder, e.getMessage()), e);
        }
    }

    private static List<Supply> supplies(Dataset dataset, PixelScale scale) {
        return Stream.of(dataset.train(), dataset.validation(), dataset.test())
                .<Supply>map(split -> new Pixels(split, scale))
                .toList();
    }

    private static int write(Supply supply, FixedPart part, FileChannel file, int before, IntConsumer progress)
            throws IOException {
        int from = supply.shape().size();
        int to = part.output().size();
        var images = new float[BATCH * from];
        var features = new float[BATCH * to];
        ByteBuffer bytes = ByteBuffer.allocate(BATCH * to * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int start = 0; start < supply.size(); start += BATCH) {
            int size = Math.min(BATCH, supply.size() - start);
            for (int i = 0; i < size; i++) {
                supply.read(start + i, images, i * from);
            }
            part.run(size, images, features);
            bytes.clear();
            bytes.asFloatBuffer().put(features, 0, size * to);
            bytes.limit(size * to * Float.BYTES);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            progress.accept(before + start + size);
        }
        return before + supply.size();
    }

    private static List<FloatBuffer> map(Path floats, long bytes, ImageShape shape) throws IOException {
        var segments = new ArrayList<FloatBuffer>();
        long segment = (long) rowsPerSegment(shape) * shape.size() * Float.BYTES;
        try (var file = FileChannel.open(floats, StandardOpenOption.READ)) {
            for (long start = 0; start < bytes; start += segment) {
                MappedByteBuffer mapped =
                        file.map(FileChannel.MapMode.READ_ONLY, start, Math.min(segment, bytes - start));
                segments.add(mapped.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
            }
        }
        return segments;
    }

    private static int rowsPerSegment(ImageShape shape) {
        return Math.max(1, SEGMENT_BYTES / (shape.size() * Float.BYTES));
    }

    private static Material material(Dataset dataset, ImageShape shape, List<FloatBuffer> segments) {
        int rows = rowsPerSegment(shape);
        int validation = dataset.train().size();
        int test = validation + dataset.validation().size();
        return new Material(
                dataset.passport().classes(),
                new Features(shape, dataset.train().labels(), segments, rows, 0),
                new Features(shape, dataset.validation().labels(), segments, rows, validation),
                new Features(shape, dataset.test().labels(), segments, rows, test));
    }

    private static String sum(Path file) throws IOException {
        MessageDigest hash = sha256();
        ByteBuffer buffer = ByteBuffer.allocateDirect(HASH_BYTES);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(buffer.clear()) >= 0) {
                hash.update(buffer.flip());
            }
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    private static String sum(Map<String, float[]> values) {
        MessageDigest hash = sha256();
        values.forEach((name, array) -> {
            hash.update((name + "[" + array.length + "]\n").getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.allocate(array.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(array);
            hash.update(bytes);
        });
        return HexFormat.of().formatHex(hash.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private static void delete(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return;
        }
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(place);
    }
}
