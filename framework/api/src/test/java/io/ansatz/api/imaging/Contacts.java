package io.ansatz.api.imaging;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Makes PNG files of noise, and lists them. */
final class Contacts {

    private final Path folder;

    Contacts(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** Noise in blocks of 16 pixels that belongs to this name. */
    Path make(String name, int side) throws IOException {
        var random = new SplittableRandom(name.hashCode());
        var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y += 16) {
            for (int x = 0; x < side; x += 16) {
                int colour = random.nextInt(1 << 24);
                for (int i = 0; i < 256; i++) {
                    if (x + i % 16 < side && y + i / 16 < side) {
                        image.setRGB(x + i % 16, y + i / 16, colour);
                    }
                }
            }
        }
        Path file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    void make(int images, int side) throws IOException {
        for (int i = 0; i < images; i++) {
            make("%05d.png".formatted(i), side);
        }
    }

    /** All files, in the order of their names. */
    List<ImageFile> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            var files = new ArrayList<ImageFile>();
            all.sorted()
                    .forEach(path -> files.add(new ImageFile(path.getFileName().toString(), path)));
            return files;
        }
    }
}
