package io.ansatz.runner.download;

import io.ansatz.api.Download;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * What has come of a file so far, beside the place where it is to lie. A note says which version of it that is, as the
 * server called it: without one, or of another address, it is of no use.
 */
final class PartFile {

    private final Download wanted;
    private final Path part;
    private final Path note;

    PartFile(Download wanted) {
        this.wanted = wanted;
        part = beside(wanted.to(), ".part");
        note = beside(wanted.to(), ".part.version");
    }

    static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    Path path() {
        return part;
    }

    /** How many bytes are there that can be gone on from. */
    long length() throws IOException {
        return version().isPresent() && Files.isRegularFile(part) ? Files.size(part) : 0;
    }

    /** What the server called this version; empty if there is nothing to go on from. */
    Optional<String> version() throws IOException {
        if (!Files.isRegularFile(note)) {
            return Optional.empty();
        }
        List<String> lines =
                Files.readString(note, StandardCharsets.UTF_8).lines().toList();
        return lines.size() == 2 && lines.get(0).equals(address()) ? Optional.of(lines.get(1)) : Optional.empty();
    }

    private String address() {
        return wanted.from().toString();
    }

    /** Opens it to go on at its end. */
    FileChannel goOn() throws IOException {
        return FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    /** Opens it empty. */
    FileChannel begin(Optional<String> version) throws IOException {
        delete();
        FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (version.isPresent()) {
            Files.writeString(note, address() + "\n" + version.get() + "\n", StandardCharsets.UTF_8);
        }
        return channel;
    }

    void delete() throws IOException {
        Files.deleteIfExists(note);
        Files.deleteIfExists(part);
    }

    /** It is whole and right: gives it its name. */
    void publish() throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, wanted.to(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(note);
    }
}
