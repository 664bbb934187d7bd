package io.ansatz.plugins.imagefolder;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.dataset.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Decodes the pictures of every portion on all cores, and hashes what it reads and what comes out. */
final class Decoded {

    /** Part of the digest: raise it when the same files come out otherwise. */
    private static final String VERSION = "1";

    /** An array cannot be larger in Java. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

    private final ImageShape shape;
    private final Decoder decoder;
    private final Classes classes;
    private final MessageDigest digest = sha256();

    Decoded(int size, Colour colour, Classes classes) {
        this.shape = new ImageShape(colour.channels(), size, size);
        this.decoder = new Decoder(size, colour);
        this.classes = classes;
    }

    /**
     * The data set of these pictures.
     *
     * @param passport makes the passport from the digest
     * @throws IOException if an image is broken, or there are too many; the message names one
     */
    Dataset dataset(Map<Portion, List<Picture>> portions, Function<String, Passport> passport) throws IOException {
        portions.forEach((portion, pictures) -> requireRoom(portion, pictures.size()));
        update("image-folder %s: %s\n".formatted(VERSION, shape));
        Split train = split(portions.get(Portion.TRAIN));
        Split validation = split(portions.get(Portion.VALIDATION));
        Split test = split(portions.get(Portion.TEST));
        String sum = "sha256:" + HexFormat.of().formatHex(digest.digest());
        return new Dataset(passport.apply(sum), train, validation, test);
    }

    private void requireRoom(Portion portion, int images) {
        long bytes = (long) images * shape.size();
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, """
                    The part '%s' would take %.1f GB: %,d images of %s. One array holds 2.1 GB.
                    Make 'size' smaller, or keep fewer with 'per-class'.""", portion.word(), bytes / 1e9, images, shape));
        }
    }

    private Split split(List<Picture> pictures) throws IOException {
        var pixels = new byte[pictures.size() * shape.size()];
        var sums = new byte[pictures.size()][];
        List<String> broken = IntStream.range(0, pictures.size())
                .parallel()
                .mapToObj(i -> decode(pictures.get(i), pixels, i, sums))
                .flatMap(Optional::stream)
                .toList();
        if (!broken.isEmpty()) {
            throw new IOException(
                    broken.size() == 1
                            ? broken.get(0)
                            : "%s\n%d more images cannot be read.".formatted(broken.get(0), broken.size() - 1));
        }
        int[] labels = classes.labels(pictures);
        update("%d images\n".formatted(pictures.size()));
        Stream.of(sums).forEach(digest::update);
        digest.update(pixels);
        for (int label : labels) {
            update("%d\n".formatted(label));
        }
        return new Split(shape, pixels, labels);
    }

    /** Why it cannot be decoded, if it cannot. */
    private Optional<String> decode(Picture picture, byte[] pixels, int image, byte[][] sums) {
        try {
            byte[] file = Files.readAllBytes(picture.file());
            sums[image] = sha256().digest(file);
            decoder.decode(file, pixels, image * shape.size());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("%s cannot be read as an image: %s.".formatted(picture.file(), e.getMessage()));
        }
    }

    private void update(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
