package io.ansatz.runner.catalog;

import java.nio.file.Path;

/** Something in a folder of plugins that its author must mend: where, what was found, and the likely cause. */
public record PluginProblem(Path path, String message) {

    @Override
    public String toString() {
        return path + "   " + message;
    }
}
