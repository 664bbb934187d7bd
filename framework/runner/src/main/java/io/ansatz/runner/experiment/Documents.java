package io.ansatz.runner.experiment;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an experiment file together with the files that it extends. The later of several wins, and the file itself wins
 * over all that it extends; how two maps are joined is told at {@link Tree.Mapping#under}.
 */
final class Documents {

    private final Map<String, String> environment;
    private final Problems problems;

    private final Map<Path, Optional<Tree.Mapping>> read = new HashMap<>();
    private final List<Path> underWay = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    Documents(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** The whole experiment as one map; empty if a file could not be understood at all. */
    Optional<Tree.Mapping> read(Path file) {
        var location = new Location(file.toString(), 0, 0);
        problems.reading(file.toString());
        try {
            return join(file, file.toRealPath());
        } catch (NoSuchFileException missing) {
            problems.add(location, "There is no such file.");
        } catch (IOException failure) {
            problems.add(location, "This file cannot be read: %s.".formatted(reason(failure)));
        }
        return Optional.empty();
    }

    private Optional<Tree.Mapping> join(Path file, Path identity) throws IOException {
        Optional<Tree.Mapping> known = read.get(identity);
        if (known != null) {
            return known;
        }
        problems.reading(file.toString());
        Optional<Tree.Mapping> own = text(file).flatMap(text -> document(file, text));
        underWay.add(identity);
        names.add(file.toString());
        Optional<Tree.Mapping> whole = own.flatMap(document -> extend(file, document));
        names.remove(names.size() - 1);
        underWay.remove(underWay.size() - 1);
        read.put(identity, whole);
        return whole;
    }

    private Optional<Tree.Mapping> extend(Path file, Tree.Mapping document) {
        if (document.get("extends").isEmpty()) {
            return Optional.of(document);
        }
        Tree resolved = new Interpolation(document, environment, problems).resolve("extends");
        List<Tree> items = resolved instanceof Tree.Sequence list ? list.items() : List.of(resolved);
        var below = new Tree.Mapping(document.location(), Map.of(), true);
        boolean sound = true;
        for (Tree item : items) {
            Optional<Tree.Mapping> layer = layer(file, item, resolved instanceof Tree.Sequence);
            sound &= layer.isPresent();
            below = layer.isPresent() ? below.under(layer.get()) : below;
        }
        return sound ? Optional.of(below.under(document).without("extends")) : Optional.empty();
    }

    private Optional<Tree.Mapping> layer(Path file, Tree item, boolean inList) {
        if (item instanceof Tree.Broken) {
            return Optional.empty();
        }
        if (!(item instanceof Tree.Scalar name) || name.nothing()) {
            String what = item instanceof Tree.Scalar ? "nothing" : Tree.describe(item);
            return refuse(
                    item,
                    inList
                            ? "Each value of extends must be the name of a file, not %s.".formatted(what)
                            : "extends must be the name of a file or a list of such names, not %s.".formatted(what));
        }
        Path path;
        try {
            path = file.resolveSibling(name.text()).normalize();
        } catch (InvalidPathException failure) {
            return refuse(item, "No file can be called %s.".formatted(Problem.quote(name.text())));
        }
        try {
            Path identity = path.toRealPath();
            int again = underWay.indexOf(identity);
            if (again >= 0) {
                var circle = new ArrayList<>(names.subList(again, names.size()));
                circle.add(path.toString());
                return refuse(item, "extends leads in a circle: %s.".formatted(String.join(" -> ", circle)));
            }
            return join(path, identity);
        } catch (NoSuchFileException missing) {
            return refuse(
                    item,
                    "There is no file %s. The names behind extends start from the folder of this file."
                            .formatted(Problem.quote(path.toString())));
        } catch (IOException failure) {
            return refuse(
                    item, "The file %s cannot be read: %s.".formatted(Problem.quote(path.toString()), reason(failure)));
        }
    }

    private Optional<Tree.Mapping> document(Path file, String text) {
        Optional<Tree> tree = YamlText.ofFile(file.toString(), text, problems);
        if (tree.isEmpty() || tree.get() instanceof Tree.Broken) {
            return Optional.empty();
        }
        if (tree.get() instanceof Tree.Mapping map) {
            return Optional.of(map);
        }
        if (tree.get() instanceof Tree.Scalar scalar && scalar.nothing()) {
            return refuse(scalar, "The file is empty. An experiment needs at least a name, a dataset and a model.");
        }
        return refuse(
                tree.get(),
                "An experiment file holds keys with values, such as 'name: hello', not %s."
                        .formatted(Tree.describe(tree.get())));
    }

    private Optional<String> text(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileNotFoundException("it is a folder");
        }
        byte[] bytes;
        try (var stream = Files.newInputStream(file)) {
            bytes = stream.readNBytes(4 * YamlText.MOST_CHARACTERS);
        }
        CharBuffer characters = CharBuffer.allocate(bytes.length);
        var decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), characters, true);
        characters.flip();
        String text = characters.toString();
        if (result.isError()) {
            int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
            int column = text.codePointCount(text.lastIndexOf('\n') + 1, text.length()) + 1;
            problems.add(
                    new Location(file.toString(), line, column),
                    "The file is not UTF-8 from here on. Save it as UTF-8.");
            return Optional.empty();
        }
        if (text.length() > YamlText.MOST_CHARACTERS) {
            problems.add(
                    new Location(file.toString(), 1, 1),
                    "The file has more than %,d characters, which is no experiment file."
                            .formatted(YamlText.MOST_CHARACTERS));
            return Optional.empty();
        }
        return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private Optional<Tree.Mapping> refuse(Tree tree, String message) {
        problems.add(tree.location(), message);
        return Optional.empty();
    }

    private static String reason(IOException failure) {
        return failure instanceof FileNotFoundException
                ? failure.getMessage()
                : failure.getClass().getSimpleName().replaceFirst("Exception$", "") + " " + failure.getMessage();
    }
}
