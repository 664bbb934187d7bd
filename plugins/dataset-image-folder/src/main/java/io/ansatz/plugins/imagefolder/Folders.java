package io.ansatz.plugins.imagefolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds images below a folder. Links are followed; what begins with a dot is not looked at. */
final class Folders {

    private final Path root;
    private final List<Picture> pictures = new ArrayList<>();
    private final List<String> others = new ArrayList<>();

    private Folders(Path root) {
        this.root = root;
    }

    /**
     * Images in {@code label/}.
     *
     * @throws IOException if the folder is divided already
     */
    static Listing undivided(Path root) throws IOException {
        var folders = new Folders(root);
        for (Path label : subfolders(root)) {
            if (Portion.called(label.getFileName().toString()).isPresent()) {
                String message = """
                        %s has a folder '%s', so its images are divided already.
                        Leave 'split' out to keep that, or name a folder with one folder for each class.""";
                throw new IOException(message.formatted(root, label.getFileName()));
            }
            folders.take(label, Optional.empty());
        }
        return folders.listing();
    }

    /**
     * Images in {@code train/label/}, {@code val/label/} and {@code test/label/}.
     *
     * @throws IOException if one of the three is missing
     */
    static Listing divided(Path root) throws IOException {
        var portions = new TreeMap<Portion, Path>();
        for (Path folder : subfolders(root)) {
            Portion.called(folder.getFileName().toString()).ifPresent(portion -> portions.put(portion, folder));
        }
        for (Portion portion : Portion.values()) {
            if (!portions.containsKey(portion)) {
                String message = """
                        %s has no folder '%s'; there should be train, val and test, each with one folder for each class.
                        If there are just the classes, say how to divide their images: split: {train: 0.7, val: 0.1, test: 0.2}.""";
                throw new IOException(message.formatted(root, portion.word()));
            }
        }
        var folders = new Folders(root);
        for (Map.Entry<Portion, Path> portion : portions.entrySet()) {
            for (Path label : subfolders(portion.getValue())) {
                folders.take(label, Optional.of(portion.getKey()));
            }
        }
        return folders.listing();
    }

    /** Every image below the folder, by its path from there. */
    static Map<String, Path> all(Path root) throws IOException {
        var folders = new Folders(root);
        folders.take(root, Optional.empty());
        var files = new TreeMap<String, Path>();
        folders.pictures.forEach(picture -> files.put(picture.name(), picture.file()));
        return files;
    }

    private void take(Path folder, Optional<Portion> portion) throws IOException {
        String label = folder.getFileName().toString();
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.toList()) {
                String name = root.relativize(file).toString().replace('\\', '/');
                if (hidden(name) || Files.isDirectory(file)) {
                    continue;
                }
                if (isImage(name)) {
                    pictures.add(new Picture(name, file, label, name, portion));
                } else {
                    others.add(name);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Listing listing() {
        if (others.isEmpty()) {
            return new Listing(pictures, List.of());
        }
        String example = others.stream().sorted().findFirst().orElseThrow();
        return new Listing(
                pictures,
                List.of(
                        others.size() == 1
                                ? "%s is neither JPEG nor PNG and was left out.".formatted(example)
                                : "%d files are neither JPEG nor PNG and were left out, such as %s."
                                        .formatted(others.size(), example)));
    }

    private static boolean isImage(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".jpg") || lower.endsWith(".jpeg") || lower.endsWith(".png");
    }

    private static boolean hidden(String name) {
        return name.startsWith(".") || name.contains("/.");
    }

    private static List<Path> subfolders(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .filter(entry -> !hidden(entry.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }
}
