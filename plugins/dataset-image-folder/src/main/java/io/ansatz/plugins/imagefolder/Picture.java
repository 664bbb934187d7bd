package io.ansatz.plugins.imagefolder;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An image file and what is said of it.
 *
 * @param name its path below the folder, with slashes; images are ordered by it
 * @param label the word of its folder or of the table
 * @param group what it belongs to, such as a lesion; its own name where nothing is said
 * @param portion what it is for; empty where nobody has divided the images
 */
record Picture(String name, Path file, String label, String group, Optional<Portion> portion) {}
