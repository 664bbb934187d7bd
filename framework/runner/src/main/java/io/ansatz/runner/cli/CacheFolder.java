package io.ansatz.runner.cli;

import io.ansatz.api.Cache;
import java.nio.file.Path;
import java.util.Map;

/** The cache on the disk: {@code $ANSATZ_CACHE}, or {@code ansatz} in the user's cache folder. */
record CacheFolder(Path root) implements Cache {

    static CacheFolder of(Map<String, String> environment, Path userHome) {
        String own = environment.getOrDefault("ANSATZ_CACHE", "");
        if (!own.isBlank()) {
            return new CacheFolder(Path.of(own));
        }
        String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path caches = shared.isBlank() ? userHome.resolve(".cache") : Path.of(shared);
        return new CacheFolder(caches.resolve("ansatz"));
    }

    @Override
    public Path folder(String name) {
        return root.resolve(name);
    }
}
