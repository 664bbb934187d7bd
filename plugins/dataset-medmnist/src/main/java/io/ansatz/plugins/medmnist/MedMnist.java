package io.ansatz.plugins.medmnist;

import io.ansatz.api.Cache;
import io.ansatz.api.ImageShape;
import io.ansatz.api.Meaning;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.DatasetSource;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.dataset.Split;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.pf4j.Extension;

/** Opens a set of the MedMNIST v2 collection (Yang et al. 2023) from its official file, in its official three parts. */
@Extension
@Meaning("a MedMNIST v2 set of small biomedical images, with its official splits")
public final class MedMnist implements DatasetSource<MedMnist.Settings> {

    private static final String RECORD = "https://zenodo.org/records/10519652";
    private static final String CITATION =
            "Yang et al., MedMNIST v2, Scientific Data 10, 41 (2023), doi:10.1038/s41597-022-01721-8; "
                    + "Yang et al., MedMNIST Classification Decathlon, ISBI 2021, 191-195; and the source of the images";

    private final Cache cache;

    /** The words of an experiment file. */
    public record Settings(
            @Meaning("which set, such as breastmnist or pathmnist")
            Variant variant,

            @Meaning("the width and height of an image in pixels: 28, 64, 128 or 224")
            int size,

            @Meaning("your copy of the official .npz file; left out, it is looked for in the cache")
            Optional<Path> file) {

        public Settings {
            if (variant.refusal().isPresent()) {
                throw new IllegalArgumentException("variant cannot be %s: %s."
                        .formatted(variant.flag(), variant.refusal().get()));
            }
            if (!Variant.SIZES.contains(size)) {
                throw new IllegalArgumentException("size must be 28, 64, 128 or 224, not %d.".formatted(size));
            }
            if (size > variant.largestSize()) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "size must be at most %d for %s, not %d: its training images would take %.1f GB, and one array holds 2.1 GB.",
                        variant.largestSize(),
                        variant.flag(),
                        size,
                        variant.trainBytes(size) / 1e9));
            }
        }
    }

    public MedMnist(Cache cache) {
        this.cache = cache;
    }

    @Override
    public String name() {
        return "medmnist";
    }

    @Override
    public Settings defaults() {
        return new Settings(Variant.BREASTMNIST, 28, Optional.empty());
    }

    @Override
    public Dataset open(Settings settings) throws IOException {
        Variant variant = settings.variant();
        int size = settings.size();
        Path file = find(settings);
        requireOfficial(file, variant, size);
        try (var archive = new Npz(file)) {
            ImageShape shape = variant.shape(size);
            int classes = variant.classes().size();
            return new Dataset(
                    passport(variant, size),
                    read(archive, "train", variant.train(), shape, classes),
                    read(archive, "val", variant.validation(), shape, classes),
                    read(archive, "test", variant.test(), shape, classes));
        }
    }

    private Path find(Settings settings) throws IOException {
        String name = settings.variant().file(settings.size());
        String address = "%s/files/%s?download=1".formatted(RECORD, name);
        if (settings.file().isEmpty()) {
            Path file = cache.folder(name()).resolve(name).toAbsolutePath();
            if (!Files.isRegularFile(file)) {
                throw new IOException("""
                        There is no file %s.
                        Download %s to that place, or name your copy with 'file'.""".formatted(file, address));
            }
            return file;
        }
        Path file = settings.file().get();
        if (!Files.isRegularFile(file)) {
            throw new IOException("""
                    There is no file %s.
                    A path in an experiment file starts from its folder. The official file is at %s.""".formatted(file, address));
        }
        return file;
    }

    /** Results on another file could not be compared with anyone's, so only the published bytes are read. */
    private static void requireOfficial(Path file, Variant variant, int size) throws IOException {
        String sum = md5(file);
        if (sum.equals(variant.sum(size))) {
            return;
        }
        String likely = Variant.withSum(sum)
                .map("It is %s under another name."::formatted)
                .orElse(
                        "Maybe the download broke off, or the file was saved again; results on it could not be compared.");
        throw new IOException("""
                %s is not the official %s at %d pixels: its MD5 sum is %s, not %s.
                %s""".formatted(file, variant.flag(), size, sum, variant.sum(size), likely));
    }

    private static String md5(Path file) throws IOException {
        MessageDigest md5;
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has MD5.", e);
        }
        try (InputStream in = Files.newInputStream(file)) {
            var buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                md5.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(md5.digest());
    }

    private static Passport passport(Variant variant, int size) {
        var issues = new ArrayList<>(variant.knownIssues());
        issues.add("Not for clinical use, as its publishers say.");
        return new Passport(
                "MedMNIST v2 %s (%s), %s".formatted(variant.flag(), variant.modality(), RECORD),
                "Zenodo record 10519652, %d pixels".formatted(size),
                "md5:" + variant.sum(size),
                variant.licence(),
                CITATION,
                variant.classes(),
                issues);
    }

    /** Reads one part: images channels last, as the file has them, and one label each. */
    static Split read(Npz archive, String part, int images, ImageShape shape, int classes) throws IOException {
        int[] extents = shape.channels() == 1
                ? new int[] {images, shape.height(), shape.width()}
                : new int[] {images, shape.height(), shape.width(), shape.channels()};
        byte[] pixels = archive.read(part + "_images", extents);
        byte[] labelBytes = archive.read(part + "_labels", images, 1);
        var labels = new int[images];
        for (int i = 0; i < images; i++) {
            labels[i] = labelBytes[i] & 0xff;
            if (labels[i] >= classes) {
                throw new IOException("%s: %s_labels holds class %d, but the classes are 0 to %d."
                        .formatted(archive.file(), part, labels[i], classes - 1));
            }
        }
        channelsFirst(pixels, shape);
        return new Split(shape, pixels, labels);
    }

    /** Turns {@code [row][column][channel]} into {@code [channel][row][column]} in every image, in place. */
    private static void channelsFirst(byte[] pixels, ImageShape shape) {
        int channels = shape.channels();
        if (channels == 1) {
            return;
        }
        int area = shape.height() * shape.width();
        var image = new byte[shape.size()];
        for (int start = 0; start < pixels.length; start += image.length) {
            System.arraycopy(pixels, start, image, 0, image.length);
            for (int place = 0; place < area; place++) {
                for (int channel = 0; channel < channels; channel++) {
                    pixels[start + channel * area + place] = image[place * channels + channel];
                }
            }
        }
    }
}
