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
    private final List<String> loose = new ArrayList<>();
    private final List<String> beside = new ArrayList<>();

    private Folders(Path root) {
        this.root = root;
    }

    /**
     * Images in {@code label/}; or, where a folder is called as a part is, in {@code train/label/}, {@code val/label/} and
     * {@code test/label/}.
     *
     * @throws IOException if some of those parts are there, but not each of them once
     */
    static Listing of(Path root) throws IOException {
        var folders = new Folders(root);
        Map<Portion, Path> portions = portions(root);
        if (portions.isEmpty()) {
            folders.takeLabels(root, Optional.empty());
            return folders.listing();
        }
        for (Portion portion : Portion.values()) {
            if (!portions.containsKey(portion)) {
                String message = """
                        %s has a folder '%s', but none called '%s'.
                        Divided images lie in train, val and test, each with one folder for each class.
                        To have all images divided anew, put them into one folder for each class, and beside 'use' write
                        split: {shares: {train: 0.7, val: 0.1, test: 0.2}}.""";
                Path there = portions.values().iterator().next();
                throw new IOException(message.formatted(root, there.getFileName(), portion.word()));
            }
        }
        for (Map.Entry<Portion, Path> portion : portions.entrySet()) {
            folders.takeLabels(portion.getValue(), Optional.of(portion.getKey()));
        }
        for (Path folder : subfolders(root)) {
            if (!portions.containsValue(folder)) {
                folders.beside.add(folder.getFileName().toString());
            }
        }
        folders.takeLoose(root);
        return folders.listing();
    }

    private static Map<Portion, Path> portions(Path root) throws IOException {
        var portions = new TreeMap<Portion, Path>();
        for (Path folder : subfolders(root)) {
            Optional<Portion> portion = Portion.called(folder.getFileName().toString());
            if (portion.isPresent() && portions.containsKey(portion.get())) {
                throw new IOException("%s has two folders for the part '%s': %s and %s."
                        .formatted(
                                root,
                                portion.get().word(),
                                portions.get(portion.get()).getFileName(),
                                folder.getFileName()));
            }
            portion.ifPresent(one -> portions.put(one, folder));
        }
        return portions;
    }

    /** Every image below the folder, by its path from there. */
    static Map<String, Path> all(Path root) throws IOException {
        var folders = new Folders(root);
        folders.take(root, Optional.empty());
        var files = new TreeMap<String, Path>();
        folders.pictures.forEach(picture -> files.put(picture.name(), picture.file()));
        return files;
    }

    private void takeLabels(Path folder, Optional<Portion> portion) throws IOException {
        for (Path label : subfolders(folder)) {
            take(label, portion);
        }
        takeLoose(folder);
    }

    private void take(Path folder, Optional<Portion> portion) throws IOException {
        String label = folder.getFileName().toString();
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.toList()) {
                String name = name(file);
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

    /** Images that no folder gives a label. */
    private void takeLoose(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(Files::isRegularFile)
                    .map(this::name)
                    .filter(name -> isImage(name) && !hidden(name))
                    .forEach(loose::add);
        }
    }

    private String name(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private Listing listing() {
        var remarks = new ArrayList<String>();
        remark(
                        others,
                        "%s is neither JPEG nor PNG and was left out.",
                        "%d files are neither JPEG nor PNG and were left out, such as %s.")
                .ifPresent(remarks::add);
        remark(
                        loose,
                        "%s lies in no folder of a class and was left out.",
                        "%d images lie in no folder of a class and were left out, such as %s.")
                .ifPresent(remarks::add);
        remark(
                        beside,
                        "The folder %s is none of train, val and test and was left out.",
                        "%d folders are none of train, val and test and were left out, such as %s.")
                .ifPresent(remarks::add);
        return new Listing(pictures, remarks);
    }

    private static Optional<String> remark(List<String> names, String one, String several) {
        return names.stream()
                .sorted()
                .findFirst()
                .map(first -> names.size() == 1 ? one.formatted(first) : several.formatted(names.size(), first));
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
