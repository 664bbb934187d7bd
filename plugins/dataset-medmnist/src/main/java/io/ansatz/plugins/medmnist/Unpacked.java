package io.ansatz.plugins.medmnist;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Images;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/**
 * A folder of images that are too many for memory, unpacked once and read from there ever after. The name of a file ends with its
 * CRC-32C, so that a file which has its name is whole, and one that was damaged later is noticed and made again.
 *
 * @param disk what tells how much room there is
 */
record Unpacked(Path folder, Disk disk) {

    private static final int BUFFER = 1 << 20;
    private static final long LOCKED_MILLIS = 50;

    /** Where files lie. */
    interface Disk {

        /** How many bytes can still be written into a folder. */
        long free(Path folder) throws IOException;
    }

    /** What writes images, one behind the other. */
    interface Source {

        void writeTo(Target target) throws IOException;
    }

    /** What images are written to. */
    interface Target {

        void write(byte[] pixels) throws IOException;
    }

    Unpacked(Path folder) {
        this(folder, there -> Files.getFileStore(there).getUsableSpace());
    }

    /**
     * Opens images, which are unpacked unless they are there already.
     *
     * @param name what they are called, and nothing else that is in the folder
     * @throws IOException if they cannot be had; the message is for the user
     */
    Images open(String name, ImageShape shape, int size, Source source) throws IOException {
        long bytes = (long) size * shape.size();
        Files.createDirectories(folder);
        Optional<Path> found = find(name, bytes, false);
        return Images.in(found.isPresent() ? found.get() : unpackAlone(name, bytes, source), shape, size);
    }

    /** While this one works or waits, no other process unpacks the same. The empty file it is held by stays. */
    private Path unpackAlone(String name, long bytes, Source source) throws IOException {
        Path lock = folder.resolve(name + ".lock");
        try (FileChannel held = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (!isHeld(held)) {
                pause();
            }
            Optional<Path> found = find(name, bytes, true);
            return found.isPresent() ? found.get() : unpack(name, bytes, source);
        }
    }

    private static boolean isHeld(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException heldByAnotherThread) {
            return false;
        }
    }

    private void pause() throws InterruptedIOException {
        try {
            TimeUnit.MILLISECONDS.sleep(LOCKED_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(
                    "Waiting for another process that unpacks into %s was interrupted.".formatted(folder));
        }
    }

    private Path unpack(String name, long bytes, Source source) throws IOException {
        Path part = folder.resolve(name + ".part");
        Files.deleteIfExists(part);
        long free = disk.free(folder);
        if (free < bytes) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "There is no room to unpack images: %,d bytes are needed in %s, and %,d are free.",
                    bytes,
                    folder,
                    free));
        }
        try {
            long crc = write(part, bytes, source);
            Path whole = folder.resolve("%s-%08x.images".formatted(name, crc));
            return Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(part);
            throw e;
        }
    }

    private static long write(Path part, long bytes, Source source) throws IOException {
        try (var target = new PartFile(part, bytes)) {
            source.writeTo(target);
            target.end();
            return target.crc.getValue();
        }
    }

    /** The file of this name that is whole, if there is one. */
    private Optional<Path> find(String name, long bytes, boolean deleteOthers) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name + "-????????.images")) {
            for (Path file : files) {
                if (isWhole(file, bytes)) {
                    return Optional.of(file);
                }
                if (deleteOthers) {
                    Files.deleteIfExists(file);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isWhole(Path file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() != bytes) {
                return false;
            }
            var crc = new CRC32C();
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
            while (channel.read(buffer.clear()) >= 0) {
                crc.update(buffer.flip());
            }
            return file.getFileName().toString().endsWith("-%08x.images".formatted(crc.getValue()));
        } catch (NoSuchFileException deletedByAnotherProcess) {
            return false;
        }
    }

    /** A file that is being written. */
    static final class PartFile implements Target, AutoCloseable {

        private final Path part;
        private final long bytes;
        private final FileChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        private final CRC32C crc = new CRC32C();

        PartFile(Path part, long bytes) throws IOException {
            this.part = part;
            this.bytes = bytes;
            channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        }

        @Override
        public void write(byte[] pixels) throws IOException {
            for (int start = 0; start < pixels.length; ) {
                if (!buffer.hasRemaining()) {
                    flush();
                }
                int count = Math.min(pixels.length - start, buffer.remaining());
                buffer.put(pixels, start, count);
                start += count;
            }
            crc.update(pixels);
        }

        /** Makes sure that all of it is on the disk. */
        void end() throws IOException {
            flush();
            try {
                channel.force(true);
            } catch (IOException e) {
                throw failure(e);
            }
        }

        private void flush() throws IOException {
            buffer.flip();
            try {
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            } catch (IOException e) {
                throw failure(e);
            }
            buffer.clear();
        }

        private IOException failure(IOException e) {
            return new IOException(
                    String.format(
                            Locale.ROOT,
                            "Images cannot be unpacked: %,d bytes are needed in %s, and writing them failed: %s.",
                            bytes,
                            part.getParent(),
                            e.getMessage()),
                    e);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
