package io.ansatz.plugins.medmnist;

import io.ansatz.api.Cache;
import io.ansatz.api.ImageShape;
import io.ansatz.api.Meaning;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.DatasetSource;
import io.ansatz.api.dataset.FewShot;
import io.ansatz.api.dataset.Outline;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.dataset.Split;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
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
            Optional<Path> file,

            @Meaning("two classes, such as [0, 1]: their images alone, labelled 0 and 1 in this order")
            Optional<List<Integer>> oneVsOne,

            @Meaning("one class or more, such as [0, 1]: all images, labelled 1 for these and 0 for the rest")
            Optional<List<Integer>> someVsRest,

            @Meaning("of two classes the label in the file whose probability is the score: it becomes 1")
            Optional<Integer> positive,

            @Meaning("how many training images of each class are kept; left out, all of them")
            Optional<Integer> perClass,

            @Meaning("which training images per-class keeps: those of a smaller number are among those of a larger")
            long seed) {

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
            if (oneVsOne.isPresent() && someVsRest.isPresent()) {
                throw new IllegalArgumentException("one-vs-one and some-vs-rest are two tasks. Leave one out.");
            }
            oneVsOne = oneVsOne.map(List::copyOf);
            oneVsOne.ifPresent(classes -> requirePair(variant, classes));
            someVsRest = someVsRest.map(List::copyOf);
            someVsRest.ifPresent(classes -> requireSome(variant, classes));
            if (positive.isPresent()) {
                requirePositive(variant, oneVsOne, someVsRest.isPresent(), positive.get());
            }
            perClass.ifPresent(count -> new FewShot(count, seed));
        }

        private static void requirePair(Variant variant, List<Integer> classes) {
            if (classes.size() != 2) {
                throw new IllegalArgumentException(
                        "one-vs-one must name two classes, such as [0, 1], not %s.".formatted(classes));
            }
            requireClasses("one-vs-one", variant, classes);
        }

        private static void requireSome(Variant variant, List<Integer> classes) {
            if (classes.isEmpty()) {
                throw new IllegalArgumentException("some-vs-rest must name a class at least, such as [0, 1].");
            }
            requireClasses("some-vs-rest", variant, classes);
            if (classes.size() == variant.classes().size()) {
                throw new IllegalArgumentException("some-vs-rest names all %d classes of %s, so there is no rest."
                        .formatted(classes.size(), variant.flag()));
            }
        }

        private static void requireClasses(String name, Variant variant, List<Integer> classes) {
            int last = variant.classes().size() - 1;
            for (int label : classes) {
                if (label < 0 || label > last) {
                    throw new IllegalArgumentException("%s names class %d, but those of %s are 0 to %d."
                            .formatted(name, label, variant.flag(), last));
                }
            }
            if (new HashSet<>(classes).size() < classes.size()) {
                throw new IllegalArgumentException("%s names a class twice: %s.".formatted(name, classes));
            }
        }

        private static void requirePositive(
                Variant variant, Optional<List<Integer>> pair, boolean someVsRest, int positive) {
            if (someVsRest) {
                throw new IllegalArgumentException(
                        "positive does not go with some-vs-rest, whose classes are the positive ones already.");
            }
            List<Integer> choice = pair.orElse(List.of(0, 1));
            if (pair.isEmpty() && variant.classes().size() > 2) {
                throw new IllegalArgumentException(
                        "positive is for two classes, and %s has %d. Choose some with one-vs-one."
                                .formatted(variant.flag(), variant.classes().size()));
            }
            if (!choice.contains(positive)) {
                throw new IllegalArgumentException(
                        "positive must be %d or %d, not %d.".formatted(choice.get(0), choice.get(1), positive));
            }
        }

        /** What becomes of the labels of the file. */
        Labelling labelling() {
            List<String> classes = variant.classes();
            Labelling task = oneVsOne.map(pair -> Labelling.oneVsOne(classes, pair))
                    .or(() -> someVsRest.map(some -> Labelling.someVsRest(classes, some)))
                    .orElseGet(() -> Labelling.official(classes));
            return positive.map(task::withPositive).orElse(task);
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
        return new Settings(
                Variant.BREASTMNIST,
                28,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1);
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
            Labelling labelling = settings.labelling();
            Split test = labelling.of(read(archive, "test", variant.test(), shape, classes));
            Split validation = labelling.of(read(archive, "val", variant.validation(), shape, classes));
            Split train = labelling.of(read(archive, "train", variant.train(), shape, classes));
            return new Dataset(passport(settings, test), few(settings, train), validation, test);
        }
    }

    @Override
    public Optional<Outline> outline(Settings settings) {
        return Optional.of(new Outline(
                settings.variant().shape(settings.size()), settings.labelling().classes()));
    }

    private static Split few(Settings settings, Split train) {
        return settings.perClass()
                .map(count -> new FewShot(count, settings.seed()))
                .map(few -> train.only(
                        few.choose(train.labels(), settings.labelling().classes())))
                .orElse(train);
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
        MessageDigest md5 = algorithm("MD5");
        try (InputStream in = Files.newInputStream(file)) {
            var buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                md5.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(md5.digest());
    }

    private static MessageDigest algorithm(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has %s.".formatted(name), e);
        }
    }

    private static Passport passport(Settings settings, Split test) {
        Variant variant = settings.variant();
        Labelling labelling = settings.labelling();
        var choices = new ArrayList<String>();
        labelling.words().ifPresent(choices::add);
        settings.perClass().ifPresent(count -> choices.add("per-class %d, seed %d".formatted(count, settings.seed())));
        var issues = new ArrayList<>(variant.knownIssues());
        labelling.note().ifPresent(issues::add);
        if (settings.someVsRest().isPresent()) {
            issues.add(majority(labelling, test));
        }
        issues.add("Not for clinical use, as its publishers say.");
        var version = new ArrayList<>(List.of("Zenodo record 10519652", "%d pixels".formatted(settings.size())));
        version.addAll(choices);
        return new Passport(
                "MedMNIST v2 %s (%s), %s".formatted(variant.flag(), variant.modality(), RECORD),
                String.join(", ", version),
                digest(variant.sum(settings.size()), choices),
                variant.licence(),
                CITATION,
                labelling.classes(),
                issues);
    }

    /** The published sum, where the file is taken as it is; else a hash of the sum and of what was chosen. */
    private static String digest(String sum, List<String> choices) {
        if (choices.isEmpty()) {
            return "md5:" + sum;
        }
        String wording = "md5:%s, %s".formatted(sum, String.join(", ", choices));
        byte[] hash = algorithm("SHA-256").digest(wording.getBytes(StandardCharsets.UTF_8));
        return "sha256:" + HexFormat.of().formatHex(hash);
    }

    private static String majority(Labelling labelling, Split test) {
        int[] counts = test.counts(2);
        int often = counts[0] >= counts[1] ? 0 : 1;
        return String.format(
                Locale.ROOT,
                "Always answering '%s' is right for %.2f %% of the test images.",
                labelling.classes().get(often),
                100.0 * counts[often] / test.size());
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
