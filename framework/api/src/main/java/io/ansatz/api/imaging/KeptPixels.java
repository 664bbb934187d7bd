package io.ansatz.api.imaging;

import io.ansatz.api.dataset.Images;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pixels of an earlier time, which are still good for the files that have not changed since.
 *
 * @param index what they are
 * @param images as the index has them
 * @param places where in the index each file is
 */
record KeptPixels(PixelIndex index, Images images, Map<FileVersion, Integer> places) {

    /** @throws IOException if the file of pixels is missing, or not of its length */
    static KeptPixels open(Path folder, PixelIndex index, Decoder decoder) throws IOException {
        var places = new HashMap<FileVersion, Integer>();
        for (int i = 0; i < index.files().size(); i++) {
            places.put(index.files().get(i).version(), i);
        }
        Images images = Images.in(
                folder.resolve(index.pixels()), decoder.shape(), index.files().size());
        return new KeptPixels(index, images, places);
    }

    static KeptPixels none(Decoder decoder) {
        return new KeptPixels(new PixelIndex(List.of(), List.of()), Images.of(decoder.shape(), new byte[0]), Map.of());
    }

    /** Puts the pixels of a file into an array, if they are here, the file has not changed and they are what was written. */
    Optional<DecodedFile> read(FileVersion version, byte[] target) {
        Integer place = places.get(version);
        if (place == null) {
            return Optional.empty();
        }
        DecodedFile file = index.files().get(place);
        if (file.isBroken()) {
            return Optional.of(file);
        }
        images.read(place, target, 0);
        return file.gave(target) ? Optional.of(file) : Optional.empty();
    }

    /** Whether these are the pixels of exactly these files, in this order and undamaged. */
    boolean areOf(List<FileVersion> versions) {
        if (!index.files().stream().map(DecodedFile::version).toList().equals(versions)) {
            return false;
        }
        var pixels = new byte[images.shape().size()];
        return versions.stream().allMatch(version -> read(version, pixels).isPresent());
    }
}
