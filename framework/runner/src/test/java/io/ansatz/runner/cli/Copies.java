package io.ansatz.runner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Copies of folders, to be damaged. */
final class Copies {

    private Copies() {}

    /** Copies a folder with all that is in it. */
    static Path of(Path folder, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> below = Files.walk(folder)) {
            all = below.toList();
        }
        for (Path one : all) {
            Files.copy(one, to.resolve(folder.relativize(one).toString()));
        }
        return to;
    }
}
