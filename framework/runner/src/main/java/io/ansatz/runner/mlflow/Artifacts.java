package io.ansatz.runner.mlflow;

import io.ansatz.runner.tracking.RunFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder of artifacts beside the database, laid out as an MLflow server expects it that is started there. Addresses name
 * no place on this machine, so that the whole can be moved.
 */
final class Artifacts {

    private static final String SCHEME = "mlflow-artifacts:/";

    private final Path folder;

    Artifacts(Path folder) {
        this.folder = folder;
    }

    /** The address below which the runs of an experiment keep their files. */
    static String address(String experiment) {
        return SCHEME + experiment;
    }

    /** The address of the files of a run. */
    static String address(String experiment, String run) {
        return "%s/%s/artifacts".formatted(address(experiment), run);
    }

    /** Copies a file to the path below an address. Whoever looks sees the file of before, or all of the new one. */
    void keep(String address, String path, Path file) throws TrackerException {
        requirePath(path);
        copy(file, folderOf(address), path);
    }

    /** Copies a file into the folder of a run's artifacts, whole or not at all. */
    static void copy(Path file, Path folder, String path) throws TrackerException {
        Path kept = folder.resolve(path);
        // Beside the files that MLflow lists, so that no half-written one is ever among them.
        Path draft = folder.resolveSibling(UUID.randomUUID() + ".draft");
        try (InputStream content = open(file)) {
            RunFolder.makeFolder(kept.getParent());
            try (var channel = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.transferTo(Channels.newOutputStream(channel));
                channel.force(true);
            }
            Files.move(draft, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            RunFolder.syncFolder(kept.getParent());
        } catch (IOException e) {
            delete(draft);
            throw TrackerException.unwritable(kept, e);
        }
    }

    /** Refuses what would leave the folder of a run. */
    static void requirePath(String path) {
        if (!stays(path)) {
            throw new IllegalArgumentException(
                    "'%s' is no path in a run: names with / between them are.".formatted(path));
        }
    }

    private Path folderOf(String address) throws TrackerException {
        if (!address.startsWith(SCHEME) || !stays(address.substring(SCHEME.length()))) {
            throw TrackerException.refused("""
                    The files of this run belong to %s, and not to %s.
                    Maybe a server that keeps its files elsewhere began it.""".formatted(address, folder), null);
        }
        return folder.resolve(address.substring(SCHEME.length()));
    }

    /** Whether a path is made of plain names. */
    private static boolean stays(String path) {
        return Stream.of(path.split("/", -1))
                .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
    }

    private static InputStream open(Path file) throws TrackerException {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw TrackerException.refused("%s cannot be read.".formatted(file), e);
        }
    }

    private static void delete(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException ignored) {
            // What could not be kept matters more than what it leaves behind.
        }
    }
}
