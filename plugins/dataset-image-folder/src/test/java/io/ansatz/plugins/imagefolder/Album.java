package io.ansatz.plugins.imagefolder;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Makes folders of pictures. */
final class Album {

    private final Path folder;

    Album(Path folder) {
        this.folder = folder;
    }

    /** Noise of its own in every picture of this place. */
    Album with(String place, int pictures) throws IOException {
        for (int i = 0; i < pictures; i++) {
            with("%s/%03d.png".formatted(place, i));
        }
        return this;
    }

    /** Noise that belongs to this name. */
    Album with(String name) throws IOException {
        var random = new SplittableRandom(name.hashCode());
        var image = new BufferedImage(6, 6, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 6; y++) {
            for (int x = 0; x < 6; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        return with(name, image);
    }

    Album with(String name, BufferedImage image) throws IOException {
        Path file = place(name);
        ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
        return this;
    }

    Album withText(String name, String text) throws IOException {
        Files.writeString(place(name), text);
        return this;
    }

    private Path place(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }
}
