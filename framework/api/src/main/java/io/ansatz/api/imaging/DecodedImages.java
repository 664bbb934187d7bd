package io.ansatz.api.imaging;

import io.ansatz.api.dataset.Images;
import java.util.List;

/**
 * What became of image files.
 *
 * @param images the pixels, in the order of the files; broken ones are missing
 * @param items what the images are called, one for each
 * @param remarks what a passport must say of images that were left out, a sentence each
 * @param digest the SHA-256, in hexadecimal, of shape, names, files and pixels, and of which files are broken; a passport's
 *     digest needs labels and groups besides
 */
public record DecodedImages(Images images, List<String> items, List<String> remarks, String digest) {

    public DecodedImages {
        items = List.copyOf(items);
        remarks = List.copyOf(remarks);
    }
}
