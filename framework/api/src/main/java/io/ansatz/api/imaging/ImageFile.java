package io.ansatz.api.imaging;

import java.nio.file.Path;

/**
 * A file that holds one image.
 *
 * @param name what the image is called in its data set, such as its path below a folder
 * @param path where the file lies
 */
public record ImageFile(String name, Path path) {}
