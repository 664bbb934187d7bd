package io.ansatz.api.imaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * By what a file is known to be the one it was, without reading it.
 *
 * @param path from the root of the file system
 * @param modified when it was last changed, as exactly as the file system knows
 */
record FileVersion(String path, long bytes, String modified) {

    static FileVersion of(Path file) throws IOException {
        Path path = file.toAbsolutePath();
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new FileVersion(
                    path.toString(),
                    attributes.size(),
                    attributes.lastModifiedTime().toString());
        } catch (NoSuchFileException e) {
            throw new IOException("There is no file %s.".formatted(path), e);
        }
    }
}
