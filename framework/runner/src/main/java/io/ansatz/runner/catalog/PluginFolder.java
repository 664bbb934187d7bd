package io.ansatz.runner.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder of plugins: jars, zips, unpacked zips and, in a working copy, the folders of their modules. */
record PluginFolder(Path path) {

    /** Everything that should be a plugin, in alphabetical order. */
    List<Path> entries() throws IOException {
        try (var files = Files.list(path)) {
            return files.filter(PluginFolder::shouldBePlugin).sorted().toList();
        }
    }

    private static boolean shouldBePlugin(Path file) {
        String name = file.getFileName().toString();
        if (name.startsWith(".")) {
            return false;
        }
        if (!Files.isDirectory(file)) {
            return name.endsWith(".jar") || name.endsWith(".zip");
        }
        return !name.equals("target") && !isTemplate(file);
    }

    /** A folder with nothing but a descriptor for a build to fill in, as in this project's own working copy. */
    private static boolean isTemplate(Path folder) {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().equals(List.of("plugin.properties"));
        } catch (IOException e) {
            return false;
        }
    }
}
