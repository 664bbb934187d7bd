package io.ansatz.runner.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where plugins are looked for: in the folder {@code plugins} of Ansatz, and in what {@code $ANSATZ_PLUGINS} lists, separated as
 * in a class path. Each entry is a plugin or a folder of plugins.
 */
record PluginPlaces(List<Path> paths) {

    static PluginPlaces of(Map<String, String> environment, Path home) {
        var paths = new ArrayList<Path>();
        paths.add(home.resolve("plugins"));
        for (String place : environment.getOrDefault("ANSATZ_PLUGINS", "").split(File.pathSeparator)) {
            if (!place.isBlank()) {
                paths.add(Path.of(place));
            }
        }
        return new PluginPlaces(paths);
    }
}
