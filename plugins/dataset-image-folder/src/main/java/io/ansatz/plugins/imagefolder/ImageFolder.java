package io.ansatz.plugins.imagefolder;

import io.ansatz.api.Cache;
import io.ansatz.api.ImageShape;
import io.ansatz.api.Meaning;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.DatasetSource;
import io.ansatz.api.dataset.FewShot;
import io.ansatz.api.dataset.Outline;
import io.ansatz.api.dataset.Passport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pf4j.Extension;

/** Opens JPEG and PNG files below a folder. Folders or a table say what they show and what they are for. */
@Extension
@Meaning("your own JPEG and PNG files: one folder for each class, or a table of labels")
public final class ImageFolder implements DatasetSource<ImageFolder.Settings> {

    private static final int MOST_SIZE = 1024;

    private final Cache cache;

    /** The words of an experiment file. */
    public record Settings(
            @Meaning("what the data set is called") String name,

            @Meaning("where the images lie; left out, in the cache under image-folder, in a folder of that name")
            Optional<Path> folder,

            @Meaning("the width and height in pixels to which the square in the middle is resized")
            int size,

            @Meaning("what is kept of the colour") Colour colour,

            @Meaning("the classes in label order, such as [{name: benign, from: [nv, bkl]}, {name: mel}]; "
                    + "left out, all labels in alphabetical order")
            List<NamedClass> classes,

            @Meaning("a table of labels, such as {file: labels.csv, image: path, label: dx, group: lesion_id}; "
                    + "left out, an image's folder is its label")
            Optional<Labels> labels,

            @Meaning("how images are divided, such as {train: 0.7, val: 0.1, test: 0.2}; "
                    + "left out, by folders train, val and test, or as the table says")
            Optional<Ratios> split,

            @Meaning("how many training images of each class are kept; left out, all of them")
            Optional<Integer> perClass,

            @Meaning("which training images per-class keeps: those of a smaller number are among those of a larger")
            long seed,

            @Meaning("the terms of use") String licence,
            @Meaning("what to cite") String citation,

            @Meaning("what is known to be wrong with it, a sentence each")
            List<String> issues) {

        public Settings {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
                throw new IllegalArgumentException(
                        "name must be made of letters, digits, '.', '_' and '-', not '%s'.".formatted(name));
            }
            if (size < 1 || size > MOST_SIZE) {
                throw new IllegalArgumentException("size must be between 1 and %d, not %d.".formatted(MOST_SIZE, size));
            }
            classes = List.copyOf(classes);
            requireClasses(classes);
            if (split.isPresent() && labels.flatMap(Labels::split).isPresent()) {
                throw new IllegalArgumentException("split and labels.split both divide the images. Leave one out.");
            }
            if (split.isEmpty() && labels.isPresent() && labels.get().split().isEmpty()) {
                throw new IllegalArgumentException(
                        "labels.split is missing, and so is split: one of them must say how images are divided.");
            }
            perClass.ifPresent(count -> new FewShot(count, seed));
            issues = List.copyOf(issues);
        }

        private static void requireClasses(List<NamedClass> classes) {
            if (classes.size() == 1) {
                throw new IllegalArgumentException("classes must name two at least, or none to take every label.");
            }
            var names = new HashSet<String>();
            var labels = new HashSet<String>();
            for (NamedClass one : classes) {
                if (!names.add(one.name())) {
                    throw new IllegalArgumentException("classes names '%s' twice.".formatted(one.name()));
                }
                for (String label : one.labels()) {
                    if (!labels.add(label)) {
                        throw new IllegalArgumentException("classes takes images from '%s' twice.".formatted(label));
                    }
                }
            }
        }

        ImageShape shape() {
            return new ImageShape(colour.channels(), size, size);
        }
    }

    public ImageFolder(Cache cache) {
        this.cache = cache;
    }

    @Override
    public String name() {
        return "image-folder";
    }

    @Override
    public Settings defaults() {
        return new Settings(
                "images",
                Optional.empty(),
                224,
                Colour.RGB,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                "not stated",
                "",
                List.of());
    }

    @Override
    public Optional<Outline> outline(Settings settings) {
        return settings.classes().isEmpty()
                ? Optional.empty()
                : Optional.of(new Outline(
                        settings.shape(),
                        settings.classes().stream().map(NamedClass::name).toList()));
    }

    @Override
    public Dataset open(Settings settings) throws IOException {
        Path folder = find(settings);
        Listing listing = list(settings, folder);
        if (listing.pictures().isEmpty()) {
            throw new IOException("There are no JPEG or PNG files where %s should have them.".formatted(folder));
        }
        Classes classes = classes(settings, folder, listing);
        var remarks = new ArrayList<>(settings.issues());
        remarks.addAll(listing.remarks());
        remarks.addAll(classes.leftOut(listing.pictures()));

        Map<Portion, List<Picture>> portions = portions(listing.pictures(), classes);
        for (Portion portion : Portion.values()) {
            if (portions.get(portion).isEmpty()) {
                throw new IOException("%s has no images for the part '%s'.".formatted(folder, portion.word()));
            }
        }
        String version = version(settings, portions);
        if (settings.split().isEmpty() && grouped(settings)) {
            straddling(settings, portions).ifPresent(remarks::add);
        }
        portions.put(Portion.TRAIN, few(settings, portions.get(Portion.TRAIN), classes));

        var decoded = new Decoded(settings.size(), settings.colour(), classes);
        return decoded.dataset(
                portions,
                digest -> new Passport(
                        "%s, from a folder of images".formatted(settings.name()),
                        version,
                        digest,
                        settings.licence(),
                        settings.citation(),
                        classes.names(),
                        remarks));
    }

    private Path find(Settings settings) throws IOException {
        if (settings.folder().isEmpty()) {
            Path folder = cache.folder(name()).resolve(settings.name()).toAbsolutePath();
            if (!Files.isDirectory(folder)) {
                throw new IOException("""
                        There is no folder %s.
                        Put the images there, or name your own folder with 'folder'.""".formatted(folder));
            }
            return folder;
        }
        Path folder = settings.folder().get();
        if (!Files.isDirectory(folder)) {
            throw new IOException("""
                    There is no folder %s.
                    A path in an experiment file starts from its folder.""".formatted(folder));
        }
        return folder;
    }

    private static Listing list(Settings settings, Path folder) throws IOException {
        Listing listing;
        if (settings.labels().isPresent()) {
            listing = settings.labels().get().of(folder);
        } else if (settings.split().isPresent()) {
            listing = Folders.undivided(folder);
        } else {
            listing = Folders.divided(folder);
        }
        return settings.split()
                .map(ratios -> new Listing(ratios.divide(listing.pictures()), listing.remarks()))
                .orElse(listing);
    }

    private static Classes classes(Settings settings, Path folder, Listing listing) throws IOException {
        Set<String> found = new TreeSet<>();
        listing.pictures().forEach(picture -> found.add(picture.label()));
        if (settings.classes().isEmpty()) {
            if (found.size() < 2) {
                throw new IOException("%s has images of '%s' only, and classification needs two classes."
                        .formatted(folder, String.join("', '", found)));
            }
            return Classes.each(found);
        }
        for (NamedClass one : settings.classes()) {
            for (String label : one.labels()) {
                if (!found.contains(label)) {
                    throw new IOException(
                            "classes takes images of '%s' from '%s', but nothing in %s is labelled so. There are %s."
                                    .formatted(one.name(), label, folder, String.join(", ", found)));
                }
            }
        }
        return Classes.named(settings.classes());
    }

    private static Map<Portion, List<Picture>> portions(List<Picture> pictures, Classes classes) {
        var portions = new EnumMap<Portion, List<Picture>>(Portion.class);
        for (Portion portion : Portion.values()) {
            portions.put(
                    portion,
                    pictures.stream()
                            .filter(picture -> picture.portion().orElseThrow() == portion)
                            .filter(classes::holds)
                            .toList());
        }
        return portions;
    }

    private static List<Picture> few(Settings settings, List<Picture> train, Classes classes) {
        if (settings.perClass().isEmpty()) {
            return train;
        }
        int[] chosen =
                new FewShot(settings.perClass().get(), settings.seed()).choose(classes.labels(train), classes.names());
        var few = new ArrayList<Picture>();
        for (int image : chosen) {
            few.add(train.get(image));
        }
        return few;
    }

    private static boolean grouped(Settings settings) {
        return settings.labels().flatMap(Labels::group).isPresent();
    }

    private static String version(Settings settings, Map<Portion, List<Picture>> portions) {
        var words = new ArrayList<String>();
        int images = portions.values().stream().mapToInt(List::size).sum();
        words.add("%d images".formatted(images));
        words.add("%d pixels".formatted(settings.size()));
        settings.split().ifPresent(ratios -> words.add(ratios.words()));
        if (grouped(settings)) {
            var counts = new ArrayList<String>();
            for (List<Picture> portion : portions.values()) {
                counts.add(Long.toString(
                        portion.stream().map(Picture::group).distinct().count()));
            }
            words.add("groups by %s: %s"
                    .formatted(settings.labels().flatMap(Labels::group).orElseThrow(), String.join(" / ", counts)));
        }
        settings.perClass().ifPresent(count -> words.add("per-class %d, seed %d".formatted(count, settings.seed())));
        return String.join(", ", words);
    }

    /** Says so if a group has images in several portions. */
    private static Optional<String> straddling(Settings settings, Map<Portion, List<Picture>> portions) {
        var seen = new TreeMap<String, Set<Portion>>();
        portions.forEach((portion, pictures) ->
                pictures.forEach(picture -> seen.computeIfAbsent(picture.group(), group -> new LinkedHashSet<>())
                        .add(portion)));
        List<String> several = seen.entrySet().stream()
                .filter(group -> group.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
        return several.isEmpty()
                ? Optional.empty()
                : Optional.of("Images of one %s stand in several parts, which flatters the test: %d times, such as %s."
                        .formatted(
                                settings.labels().flatMap(Labels::group).orElseThrow(),
                                several.size(),
                                several.get(0)));
    }
}
