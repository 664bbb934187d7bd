package io.ansatz.plugins.imagefolder;

import io.ansatz.api.Meaning;
import io.ansatz.api.dataset.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table that says of each image what it shows, in the words of an experiment file. */
public record Labels(
        @Meaning("the table, comma-separated, counted from the folder of the images")
        String file,

        @Meaning("the column that names the image: its path, or its file name with or without ending")
        String image,

        @Meaning("the column that holds the label") String label,

        @Meaning("the column of what must not stand in two parts, such as a lesion or a patient")
        Optional<String> group,

        @Meaning("the column that says train, val or test; left out, nobody has divided the images yet")
        Optional<String> split) {

    /**
     * The images of the table.
     *
     * @throws IOException if the table cannot be read, or names what is not there; the message names both
     */
    Listing of(Path root) throws IOException {
        Path path = root.resolve(file);
        Table table = Table.read(path);
        List<String> images = table.column(image);
        List<String> labels = table.column(label);
        Optional<List<String>> groups = optional(table, group);
        Optional<List<String>> portions = optional(table, split);
        Map<String, Path> files = Folders.all(root);
        Map<String, String> shortNames = shortNames(files);

        var pictures = new ArrayList<Picture>();
        var missing = new ArrayList<String>();
        var taken = new HashSet<String>();
        for (int row = 0; row < table.rows(); row++) {
            String written = images.get(row).replace('\\', '/');
            String name = files.containsKey(written) ? written : shortNames.get(written);
            if (name == null) {
                missing.add(written);
                continue;
            }
            if (name.isEmpty()) {
                throw new IOException("%s names '%s', and there are several such files below %s. Name their paths."
                        .formatted(path, written, root));
            }
            if (!taken.add(name)) {
                throw new IOException("%s names the image %s twice.".formatted(path, name));
            }
            String together = groups.isPresent() ? groups.get().get(row) : "";
            Optional<Portion> portion = portions.isPresent()
                    ? Optional.of(portion(path, name, portions.get().get(row)))
                    : Optional.empty();
            pictures.add(
                    new Picture(name, files.get(name), labels.get(row), together.isEmpty() ? name : together, portion));
        }
        if (!missing.isEmpty()) {
            throw new IOException("""
                    %s names %s, %s below %s.
                    Maybe a download is not complete, or '%s' is not the column that names the images.""".formatted(
                            path,
                            missing.get(0),
                            missing.size() == 1
                                    ? "which is not there"
                                    : "which like %d others is not there".formatted(missing.size() - 1),
                            root,
                            image));
        }
        return new Listing(pictures, remarks(files, taken));
    }

    private List<String> remarks(Map<String, Path> files, HashSet<String> taken) {
        List<String> rest =
                files.keySet().stream().filter(name -> !taken.contains(name)).toList();
        if (rest.isEmpty()) {
            return List.of();
        }
        return List.of(
                rest.size() == 1
                        ? "%s has no label in %s and was left out.".formatted(rest.get(0), file)
                        : "%d images have no label in %s and were left out, such as %s."
                                .formatted(rest.size(), file, rest.get(0)));
    }

    /** File names without folder, with and without ending, to paths; an empty path where several files are called so. */
    private static Map<String, String> shortNames(Map<String, Path> files) {
        var names = new HashMap<String, String>();
        for (String path : files.keySet()) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            names.merge(name, path, (one, other) -> "");
            names.merge(name.substring(0, name.lastIndexOf('.')), path, (one, other) -> "");
        }
        return names;
    }

    private static Optional<List<String>> optional(Table table, Optional<String> column) throws IOException {
        return column.isPresent() ? Optional.of(table.column(column.get())) : Optional.empty();
    }

    private static Portion portion(Path path, String name, String word) throws IOException {
        return Portion.called(word)
                .orElseThrow(() -> new IOException(
                        "%s puts %s into '%s'; the parts are train, val and test.".formatted(path, name, word)));
    }
}
