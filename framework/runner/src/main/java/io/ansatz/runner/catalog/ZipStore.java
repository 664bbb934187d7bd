package io.ansatz.runner.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Unpacks plugin zips once, into folders named after the zip's digest: a zip that changes is unpacked anew, and processes that
 * start together do not disturb each other. Old folders stay, for another process may be using them; all may be deleted
 * while nothing runs. Nothing is believed that a zip says about itself; bytes are counted as they come.
 */
final class ZipStore {

    private static final String FOLDER = ".unpacked";
    private static final int MEGABYTE = 1 << 20;

    private final Path fallback;
    private final ZipLimits limits;

    /** @param fallback where zips are unpacked whose own folder cannot be written to */
    ZipStore(Path fallback, ZipLimits limits) {
        this.fallback = fallback;
        this.limits = limits;
    }

    /** The folder with what this zip holds. */
    Path unpack(Path zip) throws BrokenPluginException, IOException {
        String base = zip.getFileName().toString().replaceFirst("\\.zip$", "");
        String name = base + "-" + ContentDigest.ofBytes(zip).substring(0, 16);
        Path beside = zip.toAbsolutePath().resolveSibling(FOLDER);
        for (Path place : new Path[] {beside, fallback}) {
            if (Files.isDirectory(place.resolve(name))) {
                return place.resolve(name);
            }
        }
        Path place = writable(beside) ? beside : fallback;
        Files.createDirectories(place);
        Path unfinished = Files.createTempDirectory(place, "unfinished");
        try {
            fill(unfinished, zip);
            return publish(unfinished, place.resolve(name));
        } finally {
            delete(unfinished);
        }
    }

    private static boolean writable(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.isWritable(folder);
        } catch (IOException e) {
            return false;
        }
    }

    private static Path publish(Path unfinished, Path finished) throws IOException {
        try {
            return Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (Files.isDirectory(finished)) {
                return finished; // Another process was faster; the digest says that it unpacked the same.
            }
            throw e;
        }
    }

    private void fill(Path folder, Path zip) throws BrokenPluginException, IOException {
        var count = new Count();
        var countInJars = new Count();
        try (var file = new ZipFile(zip.toFile())) {
            for (var entries = file.entries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                Path target = target(folder, entry.getName());
                if (entry.isDirectory()) {
                    count.add(entry, InputStream.nullInputStream(), OutputStream.nullOutputStream());
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                try (var in = file.getInputStream(entry);
                        var out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
                    count.add(entry, in, out);
                } catch (FileAlreadyExistsException e) {
                    throw new BrokenPluginException("This zip holds '%s' twice.".formatted(entry.getName()), e);
                }
                if (entry.getName().endsWith(".jar")) {
                    readThrough(target, entry.getName(), countInJars);
                }
            }
        } catch (ZipException e) {
            throw new BrokenPluginException(
                    "This zip cannot be read: %s.".formatted(e.getMessage()),
                    "Maybe it was not copied or downloaded to its end.",
                    e);
        }
    }

    private static Path target(Path folder, String name) throws BrokenPluginException {
        boolean escapes = name.startsWith("/") || name.contains("\\") || name.matches("[A-Za-z]:.*");
        for (String step : name.split("/")) {
            escapes |= step.equals("..");
        }
        try {
            if (!escapes) {
                return folder.resolve(name).normalize();
            }
        } catch (InvalidPathException e) {
            throw new BrokenPluginException("This zip holds '%s', which is no name for a file.".formatted(name), e);
        }
        throw new BrokenPluginException(
                "This zip holds '%s', which would be written outside its folder; nothing of it was unpacked."
                        .formatted(name),
                "Maybe it does not come from whom you think.");
    }

    private static void readThrough(Path jar, String name, Count count) throws BrokenPluginException, IOException {
        try (var file = new ZipFile(jar.toFile())) {
            for (var entries = file.entries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                try (var in = file.getInputStream(entry)) {
                    count.add(entry, in, OutputStream.nullOutputStream());
                }
            }
        } catch (ZipException e) {
            throw new BrokenPluginException(
                    "The jar '%s' in this zip cannot be read: %s.".formatted(name, e.getMessage()), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** What has come out of a zip so far. */
    private final class Count {

        private int entries;
        private long total;

        void add(ZipEntry entry, InputStream in, OutputStream out) throws BrokenPluginException, IOException {
            entries++;
            if (entries > limits.entries()) {
                throw tooMuch("more than %,d files".formatted(limits.entries()));
            }
            var buffer = new byte[1 << 16];
            long bytes = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
                total += read;
                if (bytes > limits.entryBytes()) {
                    throw tooMuch(
                            "a file of more than %,d bytes, '%s'".formatted(limits.entryBytes(), entry.getName()));
                }
                if (total > limits.totalBytes()) {
                    throw tooMuch("more than %,d bytes".formatted(limits.totalBytes()));
                }
                if (bytes > MEGABYTE && bytes / limits.ratio() > entry.getCompressedSize()) {
                    throw tooMuch("a file packed to less than 1/%d of its size, '%s'"
                            .formatted(limits.ratio(), entry.getName()));
                }
                out.write(buffer, 0, read);
            }
        }

        private BrokenPluginException tooMuch(String what) {
            return new BrokenPluginException(
                    "This zip holds %s; that is too much for a plugin, and nothing of it was unpacked.".formatted(what),
                    "Maybe data was packed into it that belongs into the cache; or it is a trap.");
        }
    }
}
