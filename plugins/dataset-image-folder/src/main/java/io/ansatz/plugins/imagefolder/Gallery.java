package io.ansatz.plugins.imagefolder;

import io.ansatz.api.dataset.Classes;
import io.ansatz.api.dataset.Split;
import io.ansatz.api.imaging.DecodedImages;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Pictures and their pixels.
 *
 * @param pictures one for each image, in its order
 * @param grouped whether somebody said what belongs together
 */
record Gallery(List<Picture> pictures, DecodedImages decoded, Classes classes, boolean grouped) {

    /** Part of the digest: raise it when the same files come out otherwise. */
    private static final String EDITION = "2";

    Gallery {
        pictures = List.copyOf(pictures);
    }

    /** Whether somebody has divided the pictures. */
    boolean divided() {
        return pictures.get(0).portion().isPresent();
    }

    /** All images. */
    Split all() {
        return new Split(
                decoded.images(),
                labels(),
                decoded.items(),
                grouped ? pictures.stream().map(Picture::group).toList() : List.of());
    }

    /** The images that are for something. */
    Split only(Portion portion) {
        return all().only(IntStream.range(0, pictures.size())
                .filter(i -> pictures.get(i).portion().equals(Optional.of(portion)))
                .toArray());
    }

    private int[] labels() {
        return pictures.stream()
                .mapToInt(picture -> classes.of(picture.label()))
                .toArray();
    }

    /** How many groups there are; where images are divided, in each part. */
    String groups() {
        return divided()
                ? "%d / %d / %d"
                        .formatted(
                                groups(only(Portion.TRAIN)),
                                groups(only(Portion.VALIDATION)),
                                groups(only(Portion.TEST)))
                : Integer.toString(groups(all()));
    }

    private static int groups(Split split) {
        return new LinkedHashSet<>(split.groups()).size();
    }

    /** The SHA-256 of everything that decides images, labels, groups and parts. */
    String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            update(digest, "image-folder %s: %s\n".formatted(EDITION, decoded.digest()));
            int[] labels = labels();
            for (int i = 0; i < labels.length; i++) {
                Picture picture = pictures.get(i);
                update(
                        digest,
                        "%d %s %s\n"
                                .formatted(
                                        labels[i],
                                        picture.portion().map(Portion::word).orElse("-"),
                                        grouped ? picture.group() : "-"));
            }
            return "sha256:" + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private static void update(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }
}
