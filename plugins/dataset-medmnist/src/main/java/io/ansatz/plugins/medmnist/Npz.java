package io.ansatz.plugins.medmnist;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A NumPy archive: a zip file with one array per member, stored or deflated. Nothing is unpacked to disk. */
final class Npz implements AutoCloseable {

    private final Path file;
    private final ZipFile zip;

    /** @throws IOException if it is no zip file */
    Npz(Path file) throws IOException {
        this.file = file;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException | EOFException e) {
            throw new IOException("%s is no NumPy archive: %s.".formatted(file, reason(e)), e);
        }
    }

    Path file() {
        return file;
    }

    /**
     * Reads an array of unsigned bytes, in row order.
     *
     * @throws IOException if there is no such array of this shape; the message names file and array
     */
    byte[] read(String name, int... shape) throws IOException {
        ZipEntry entry = zip.getEntry(name + ".npy");
        if (entry == null) {
            throw new IOException("%s has no array '%s'.".formatted(file, name));
        }
        try (var in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
            byte[] values = Npy.read(in, entry.getSize(), shape);
            if (in.getChecksum().getValue() != entry.getCrc()) {
                throw new IOException("does not match its checksum: the file is damaged.");
            }
            return values;
        } catch (ZipException | EOFException e) {
            throw new IOException("%s: %s cannot be unpacked: %s.".formatted(file, name, reason(e)), e);
        } catch (IOException e) {
            throw new IOException("%s: %s %s".formatted(file, name, e.getMessage()), e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? "it ends too early" : e.getMessage();
    }
}
