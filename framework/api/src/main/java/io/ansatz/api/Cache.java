package io.ansatz.api;

import java.nio.file.Path;

/** The host's folder for what is expensive to obtain and safe to delete: data sets, weights. Shared by all experiments. */
public interface Cache {

    /** The folder that belongs to {@code name}, usually the name of the part that asks; it may not exist yet. */
    Path folder(String name);
}
