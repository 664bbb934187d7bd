package io.ansatz.plugins.medmnist;

import io.ansatz.api.Cache;
import io.ansatz.api.Checksum;
import io.ansatz.api.Download;
import io.ansatz.api.Downloads;
import io.ansatz.api.Meaning;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.DatasetSource;
import io.ansatz.api.dataset.LabelCounts;
import io.ansatz.api.dataset.Offer;
import io.ansatz.api.dataset.Outline;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.dataset.Split;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
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
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.pf4j.Extension;

/** Opens a set of the MedMNIST v2 collection (Yang et al. 2023) from its official file, in its official three parts. */
@Extension
@Meaning("a MedMNIST v2 set of small biomedical images, with its official splits")
public final class MedMnist implements DatasetSource<MedMnist.Settings> {

    private static final String RECORD = "https://zenodo.org/records/10519652";
    private static final String CITATION =
            "Yang et al., MedMNIST v2, Scientific Data 10, 41 (2023), doi:10.1038/s41597-022-01721-8; "
                    + "Yang et al., MedMNIST Classification Decathlon, ISBI 2021, 191-195; and the source of the images";

    private static final List<Integer> AXIAL = List.of(1);
    private static final List<Integer> ALL_AXES = List.of(1, 2, 3);

    /** How many bytes of a part are held in memory; all sets do at 28 pixels. */
    private static final int MOST_IN_MEMORY = 1 << 28;

    private final Cache cache;
    private final Downloads downloads;
    private final int mostInMemory;

    /** The words of an experiment file. */
    public record Settings(
            @Meaning("which set, such as breastmnist or pathmnist")
            Variant variant,

            @Meaning("the width and height of an image in pixels: 28, 64, 128 or 224")
            int size,

            @Meaning("your copy of the official .npz file; left out, it is looked for in the cache and downloaded")
            Optional<Path> file,

            @Meaning("for chestmnist: what is to be found, such as pneumonia; label 1 where it is there")
            Optional<Finding> finding,

            @Meaning(
                    "for volumes: the slice in the middle, all slices as channels, or all slices as images of their own")
            Optional<Slices> slices,

            @Meaning("for volumes: the axes along which they are sliced, such as [1, 2, 3]; 1 is the axial one")
            Optional<List<Integer>> axes,

            @Meaning("two classes, such as [0, 1]: their images alone, labelled 0 and 1 in this order")
            Optional<List<Integer>> oneVsOne,

            @Meaning("one class or more, such as [0, 1]: all images, labelled 1 for these and 0 for the rest")
            Optional<List<Integer>> someVsRest,

            @Meaning("of two classes the label in the file whose probability is the score: it becomes 1")
            Optional<Integer> positive) {

        public Settings {
            requireSize(variant, size);
            requireFinding(variant, finding);
            axes = axes.map(List::copyOf);
            requireSlices(variant, slices.isPresent(), axes);
            if (oneVsOne.isPresent() && someVsRest.isPresent()) {
                throw new IllegalArgumentException("one-vs-one and some-vs-rest are two tasks. Leave one out.");
            }
            int classes = classes(variant, finding).size();
            oneVsOne = oneVsOne.map(List::copyOf);
            oneVsOne.ifPresent(pair -> requirePair(variant, classes, pair));
            someVsRest = someVsRest.map(List::copyOf);
            someVsRest.ifPresent(some -> requireSome(variant, classes, some));
            if (positive.isPresent()) {
                requirePositive(variant, classes, oneVsOne, someVsRest.isPresent(), positive.get());
            }
        }

        private static List<String> classes(Variant variant, Optional<Finding> finding) {
            return finding.map(Finding::classes).orElse(variant.classes());
        }

        private static void requireSize(Variant variant, int size) {
            if (!variant.sizes().contains(size)) {
                throw new IllegalArgumentException(
                        variant.hasVolumes()
                                ? "size must be 28 or 64 for %s, not %d.".formatted(variant.flag(), size)
                                : "size must be 28, 64, 128 or 224, not %d.".formatted(size));
            }
        }

        private static void requireFinding(Variant variant, Optional<Finding> finding) {
            if (variant.hasFindings() && finding.isEmpty()) {
                throw new IllegalArgumentException(
                        "An image of %s can show several findings, so choose the one that is asked for: finding is one of %s."
                                .formatted(variant.flag(), String.join(", ", Finding.words())));
            }
            if (!variant.hasFindings() && finding.isPresent()) {
                throw new IllegalArgumentException(
                        "finding goes with chestmnist alone; an image of %s has one label.".formatted(variant.flag()));
            }
        }

        private static void requireSlices(Variant variant, boolean slices, Optional<List<Integer>> axes) {
            if (!variant.hasVolumes() && (slices || axes.isPresent())) {
                throw new IllegalArgumentException("%s goes with volumes alone; %s has flat images."
                        .formatted(slices ? "slices" : "axes", variant.flag()));
            }
            List<Integer> cut = axes.orElse(AXIAL);
            if (cut.isEmpty() || !ALL_AXES.containsAll(cut) || new HashSet<>(cut).size() < cut.size()) {
                throw new IllegalArgumentException(
                        "axes must name some of 1, 2 and 3, each once, such as [1, 2, 3], not %s.".formatted(cut));
            }
        }

        private static void requirePair(Variant variant, int classes, List<Integer> pair) {
            if (pair.size() != 2) {
                throw new IllegalArgumentException(
                        "one-vs-one must name two classes, such as [0, 1], not %s.".formatted(pair));
            }
            requireClasses("one-vs-one", variant, classes, pair);
        }

        private static void requireSome(Variant variant, int classes, List<Integer> some) {
            if (some.isEmpty()) {
                throw new IllegalArgumentException("some-vs-rest must name a class at least, such as [0, 1].");
            }
            requireClasses("some-vs-rest", variant, classes, some);
            if (some.size() == classes) {
                throw new IllegalArgumentException("some-vs-rest names all %d classes of %s, so there is no rest."
                        .formatted(classes, variant.flag()));
            }
        }

        private static void requireClasses(String name, Variant variant, int classes, List<Integer> named) {
            int last = classes - 1;
            for (int label : named) {
                if (label < 0 || label > last) {
                    throw new IllegalArgumentException("%s names class %d, but those of %s are 0 to %d."
                            .formatted(name, label, variant.flag(), last));
                }
            }
            if (new HashSet<>(named).size() < named.size()) {
                throw new IllegalArgumentException("%s names a class twice: %s.".formatted(name, named));
            }
        }

        private static void requirePositive(
                Variant variant, int classes, Optional<List<Integer>> pair, boolean someVsRest, int positive) {
            if (someVsRest) {
                throw new IllegalArgumentException(
                        "positive does not go with some-vs-rest, whose classes are the positive ones already.");
            }
            List<Integer> choice = pair.orElse(List.of(0, 1));
            if (pair.isEmpty() && classes > 2) {
                throw new IllegalArgumentException(
                        "positive is for two classes, and %s has %d. Choose some with one-vs-one."
                                .formatted(variant.flag(), classes));
            }
            if (!choice.contains(positive)) {
                throw new IllegalArgumentException(
                        "positive must be %d or %d, not %d.".formatted(choice.get(0), choice.get(1), positive));
            }
        }

        /** What becomes of the labels of the file. */
        Labelling labelling() {
            List<String> classes = classes(variant, finding);
            Labelling task = oneVsOne.map(pair -> Labelling.oneVsOne(classes, pair))
                    .or(() -> someVsRest.map(some -> Labelling.someVsRest(classes, some)))
                    .orElseGet(() -> Labelling.official(classes));
            return positive.map(task::withPositive).orElse(task);
        }

        /** How volumes are sliced; empty where images are flat. */
        Optional<Layout.Sliced> sliced() {
            return variant.hasVolumes()
                    ? Optional.of(new Layout.Sliced(slices.orElse(Slices.CENTRE), axes.orElse(AXIAL), size))
                    : Optional.empty();
        }

        /** What becomes of an item of the file. */
        Layout layout() {
            return sliced().<Layout>map(sliced -> sliced).orElseGet(() -> new Layout.Flat(variant.channels(), size));
        }

        /** What was chosen besides the file, in the words of an experiment file. */
        List<String> choices() {
            return Stream.of(
                            finding.map(one -> "finding " + one.word()),
                            sliced().map(Layout.Sliced::words),
                            labelling().words())
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    public MedMnist(Cache cache, Downloads downloads) {
        this(cache, downloads, MOST_IN_MEMORY);
    }

    MedMnist(Cache cache, Downloads downloads, int mostInMemory) {
        this.cache = cache;
        this.downloads = downloads;
        this.mostInMemory = mostInMemory;
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
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public List<Offer> offers() {
        return Stream.of(Variant.values())
                .map(variant -> new Offer(
                        "variant: " + variant.flag(),
                        variant.modality(),
                        String.format(
                                Locale.ROOT, "%,d / %,d / %,d", variant.train(), variant.validation(), variant.test()),
                        OptionalInt.of(variant.classes().size()),
                        variant.licence()))
                .toList();
    }

    @Override
    public Dataset open(Settings settings) throws IOException {
        Variant variant = settings.variant();
        Labelling labelling = settings.labelling();
        try (var archive = new Npz(find(settings))) {
            var file = new OfficialFile(
                    archive,
                    settings.layout(),
                    variant.classes().size(),
                    settings.finding(),
                    new Unpacked(folder().resolve("unpacked")),
                    unpackedName(settings),
                    mostInMemory);
            Split test = labelling.of(file.read("test", variant.test()));
            Split validation = labelling.of(file.read("val", variant.validation()));
            Split train = labelling.of(file.read("train", variant.train()));
            return new Dataset(passport(settings, test), train, validation, test);
        }
    }

    @Override
    public Optional<Outline> outline(Settings settings) {
        return Optional.of(
                new Outline(settings.layout().shape(), settings.labelling().classes(), published(settings)));
    }

    /** Says which file and which slices, whatever becomes of the labels. */
    private static String unpackedName(Settings settings) {
        String sum = settings.variant().sum(settings.size());
        return settings.sliced()
                .map(sliced ->
                        sum + "-" + sliced.words().replaceAll("[^a-z0-9]+", "-").replaceAll("-$", ""))
                .orElse(sum);
    }

    private Path folder() {
        return cache.folder(name()).toAbsolutePath();
    }

    /** The copy that the settings name, or else that in the cache, which is downloaded unless it is there. */
    private Path find(Settings settings) throws IOException {
        Variant variant = settings.variant();
        int size = settings.size();
        String official = variant.file(size);
        var address = URI.create("%s/files/%s?download=1".formatted(RECORD, official));
        if (settings.file().isEmpty()) {
            return downloads.fetch(new Download(address, folder().resolve(official), Checksum.md5(variant.sum(size))));
        }
        Path file = settings.file().get();
        if (!Files.isRegularFile(file)) {
            throw new IOException("""
                    There is no file %s.
                    A path in an experiment file starts from its folder. Without 'file', %s is downloaded.""".formatted(file, address));
        }
        requireOfficial(file, variant, size);
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

    static Passport passport(Settings settings, Split test) {
        Variant variant = settings.variant();
        Labelling labelling = settings.labelling();
        List<String> choices = settings.choices();
        var version = new ArrayList<>(List.of("Zenodo record 10519652", "%d pixels".formatted(settings.size())));
        version.addAll(choices);
        var passport = new Passport(
                "MedMNIST v2 %s (%s), %s".formatted(variant.flag(), variant.modality(), RECORD),
                String.join(", ", version),
                digest(variant.sum(settings.size()), choices),
                variant.licence(),
                CITATION,
                labelling.classes(),
                issues(settings, test));
        Layout layout = settings.layout();
        passport = passport.withFlips(mixesAxes(layout) ? Set.of() : variant.flips())
                .withPublished(published(settings));
        return layout.places().isEmpty() ? passport : passport.groupedBy("volume");
    }

    private static LabelCounts published(Settings settings) {
        return settings.labelling()
                .of(settings.variant().published(), settings.layout().imagesOfItem());
    }

    /** Whether the channels of an image lie across one another, so that no mirror image is one of the volume. */
    private static boolean mixesAxes(Layout layout) {
        return layout instanceof Layout.Sliced sliced
                && sliced.slices() != Slices.IMAGES
                && sliced.axes().size() > 1;
    }

    private static List<String> issues(Settings settings, Split test) {
        var issues = new ArrayList<>(settings.variant().knownIssues());
        settings.finding()
                .ifPresent(one -> issues.add(
                        "'%s' does not mean healthy: images with any of the other 13 findings are of that class too."
                                .formatted(one.classes().get(0))));
        settings.sliced().map(MedMnist::issue).ifPresent(issues::add);
        Labelling labelling = settings.labelling();
        labelling.note().ifPresent(issues::add);
        if (settings.someVsRest().isPresent() || settings.finding().isPresent()) {
            issues.add(majority(labelling, test));
        }
        issues.add("Not for clinical use, as its publishers say.");
        return issues;
    }

    private static String issue(Layout.Sliced sliced) {
        return switch (sliced.slices()) {
            case CENTRE -> "A label is that of a whole volume, of which only the middle is seen.";
            case CHANNELS -> "Slices are channels, so a network is not told which of them are neighbours.";
            case IMAGES ->
                "Slices are judged, not volumes: each of the %d of a volume counts as an image of its own."
                        .formatted(sliced.imagesOfItem());
        };
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
}
