package io.ansatz.plugins.isic;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;

/**
 * The folder where images go, held by one process at a time. A file has its name only once it is whole; until then it lies
 * beside it under another one.
 */
final class Folder implements AutoCloseable {

    private static final String LOCK = ".lock";
    private static final String PART = ".part";
    private static final Duration LOCKED = Duration.ofMillis(200);

    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private final Path path;
    private final Disk disk;
    private final FileChannel lock;

    /** Makes something come into an open file. */
    interface Source {

        void pour(WritableByteChannel file) throws Trouble, InterruptedException;
    }

    private Folder(Path path, Disk disk, FileChannel lock) {
        this.path = path;
        this.disk = disk;
        this.lock = lock;
    }

    /** Waits until no other process is at it. The lock goes with the process, however that ends. */
    static Folder hold(Path path, Disk disk, Time time, Progress progress) throws IOException, InterruptedException {
        FileChannel lock;
        try {
            Files.createDirectories(path);
            // It stays there: a file that comes and goes could be locked by two who see two different ones.
            lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException("""
                    The folder %s cannot be written: %s.
                    Maybe it belongs to somebody else, or is a file.""".formatted(path, e), e);
        }
        try {
            boolean said = false;
            while (!isHeld(lock)) {
                if (!said) {
                    progress.says("Another process brings images to %s, and is waited for.".formatted(path));
                    said = true;
                }
                time.pass(LOCKED);
            }
            return new Folder(path, disk, lock);
        } catch (IOException | InterruptedException e) {
            lock.close();
            throw e;
        }
    }

    private static boolean isHeld(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException heldByAnotherThread) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    Path image(String id) {
        return path.resolve(id + ".jpg");
    }

    boolean holdsImages() throws IOException {
        try (DirectoryStream<Path> images = Files.newDirectoryStream(path, "ISIC_*.jpg")) {
            return images.iterator().hasNext();
        }
    }

    /** Whether it lies there already, as far as its size can tell. */
    boolean has(Image image) throws IOException {
        Path file = image(image.id());
        return Files.isRegularFile(file) && Files.size(file) == image.bytes();
    }

    /** Puts an image in its place, if what comes is one. */
    void put(Image image, Source source) throws Trouble, InterruptedException {
        Path file = image(image.id());
        Path part = beside(file);
        try {
            try (WritableByteChannel channel = disk.open(part)) {
                source.pour(new Part(channel, file, image.bytes()));
            }
            requirePicture(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (Trouble e) {
            throw e;
        } catch (IOException e) {
            throw unwritable(file, image.bytes(), e);
        } finally {
            discard(part);
        }
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException ignored) {
            // The next run cleans up.
        }
    }

    private static void requirePicture(Path part) throws IOException {
        byte[] start;
        try (InputStream stream = Files.newInputStream(part)) {
            start = stream.readNBytes(PNG.length);
        }
        if (!begins(start, JPEG) && !begins(start, PNG)) {
            boolean page = new String(start, StandardCharsets.ISO_8859_1)
                    .stripLeading()
                    .startsWith("<");
            throw new Trouble.Content("it is neither a JPEG nor a PNG file"
                    + (page ? ". Maybe a page for people came instead, of a proxy or for a login" : ""));
        }
    }

    private static boolean begins(byte[] start, byte[] magic) {
        return start.length >= magic.length && Arrays.equals(start, 0, magic.length, magic, 0, magic.length);
    }

    /** Writes a small file as a whole: whoever reads it finds the old one or the new one. */
    void write(String name, String text) throws IOException {
        Path file = path.resolve(name);
        Path part = beside(file);
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        int size = bytes.remaining();
        try {
            Files.createDirectories(file.getParent());
            try (WritableByteChannel channel = disk.open(part)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                if (channel instanceof FileChannel real) {
                    real.force(true);
                }
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Trouble trouble = unwritable(file, size, e);
            throw new IOException(trouble.getMessage() + ".", trouble);
        }
    }

    /** Removes what a process left that ended before its time. */
    void clean() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(path, "*.jpg" + PART)) {
            for (Path part : left) {
                Files.deleteIfExists(part);
            }
        }
    }

    private static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + PART);
    }

    private Trouble.Final unwritable(Path file, long size, IOException reason) {
        String words = String.valueOf(reason.getMessage());
        long room;
        try {
            room = disk.room(path);
        } catch (IOException unknown) {
            room = Long.MAX_VALUE;
        }
        if (words.contains("No space left") || words.contains("not enough space") || room < size) {
            return new Trouble.Final(
                    "%s cannot be written: the disk is full. It has %,d bytes left, and the file takes %,d"
                            .formatted(file, room, size),
                    reason);
        }
        return new Trouble.Final("%s cannot be written: %s".formatted(file, reason), reason);
    }

    /** An open file that says in whole words why it cannot be written. */
    private final class Part implements WritableByteChannel {

        private final WritableByteChannel channel;
        private final Path file;
        private final long size;

        Part(WritableByteChannel channel, Path file, long size) {
            this.channel = channel;
            this.file = file;
            this.size = size;
        }

        @Override
        public int write(ByteBuffer bytes) throws Trouble {
            try {
                return channel.write(bytes);
            } catch (IOException e) {
                throw unwritable(file, size, e);
            }
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
