package io.ansatz.runner.catalog;

import io.ansatz.api.Part;
import java.nio.file.Path;
import java.util.List;

/**
 * A plugin that was loaded.
 *
 * @param path the jar, zip or folder it came from, as the user knows it
 * @param parts what it offers, in alphabetical order; never empty
 */
public record Plugin(String id, String version, String description, Path path, List<Part<?>> parts) {

    public Plugin {
        parts = List.copyOf(parts);
    }

    @Override
    public String toString() {
        return id + " " + version;
    }
}
