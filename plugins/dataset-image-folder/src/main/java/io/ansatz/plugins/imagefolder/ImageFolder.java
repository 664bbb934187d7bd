package io.ansatz.plugins.imagefolder;

import io.ansatz.api.Cache;
import io.ansatz.api.Meaning;
import io.ansatz.api.dataset.Classes;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.DatasetSource;
import io.ansatz.api.dataset.Flip;
import io.ansatz.api.dataset.NamedClass;
import io.ansatz.api.dataset.Outline;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.imaging.Broken;
import io.ansatz.api.imaging.Colour;
import io.ansatz.api.imaging.DecodedImages;
import io.ansatz.api.imaging.Decoder;
import io.ansatz.api.imaging.ImageFile;
import io.ansatz.api.imaging.PixelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

            @Meaning("the mirror images that show the same class, such as [horizontal, vertical]; [] for none; "
                    + "left out, nobody has said")
            Optional<List<Flip>> flips,

            @Meaning("what becomes of broken images: fatal stops everything, skip leaves them out")
            Broken broken,

            @Meaning("the terms of use") String licence,
            @Meaning("what to cite") String citation,

            @Meaning("what is known to be wrong with it, a sentence each")
            List<String> issues) {

        public Settings {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
                throw new IllegalArgumentException(
                        "name must be made of letters, digits, '.', '_' and '-', not '%s'.".formatted(name));
            }
            requireSize(size);
            classes = List.copyOf(classes);
            Classes.requireDistinct(classes);
            flips = flips.map(List::copyOf);
            issues = List.copyOf(issues);
        }

        static void requireSize(int size) {
            if (size < 1 || size > MOST_SIZE) {
                throw new IllegalArgumentException("size must be between 1 and %d, not %d.".formatted(MOST_SIZE, size));
            }
        }

        Decoder decoder() {
            return new Decoder(size, colour);
        }

        /** The column of a table that says what belongs together. */
        Optional<String> group() {
            return labels.flatMap(Labels::group);
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
                Broken.FATAL,
                "not stated",
                "",
                List.of());
    }

    @Override
    public Optional<Outline> outline(Settings settings) {
        return settings.classes().isEmpty()
                ? Optional.empty()
                : Optional.of(new Outline(
                        settings.decoder().shape(),
                        settings.classes().stream().map(NamedClass::name).toList()));
    }

    @Override
    public Dataset open(Settings settings) throws IOException {
        return open(settings, "Put the images there, or name your own folder with 'folder'.");
    }

    /** @param advice what to do if nothing lies in the cache */
    Dataset open(Settings settings, String advice) throws IOException {
        Path folder = find(settings, advice);
        Listing listing = list(settings, folder);
        if (listing.pictures().isEmpty()) {
            throw new IOException("There are no JPEG or PNG files where %s should have them.".formatted(folder));
        }
        List<String> labels = listing.pictures().stream().map(Picture::label).toList();
        Classes classes = Classes.of(settings.classes(), labels, folder.toString());
        Gallery gallery = gallery(settings, folder, listing, classes);

        var remarks = new ArrayList<>(settings.issues());
        remarks.addAll(listing.remarks());
        classes.leftOut(labels).ifPresent(remarks::add);
        remarks.addAll(gallery.decoded().remarks());
        Passport passport = passport(settings, gallery, remarks);
        return gallery.divided()
                ? new Dataset(
                        passport,
                        gallery.only(Portion.TRAIN),
                        gallery.only(Portion.VALIDATION),
                        gallery.only(Portion.TEST))
                : Dataset.undivided(passport, gallery.all());
    }

    private Path find(Settings settings, String advice) throws IOException {
        if (settings.folder().isEmpty()) {
            Path folder = cache.folder(name()).resolve(settings.name()).toAbsolutePath();
            if (!Files.isDirectory(folder)) {
                throw new IOException("There is no folder %s.\n%s".formatted(folder, advice));
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
        return settings.labels().isPresent() ? settings.labels().get().of(folder) : Folders.of(folder);
    }

    private Gallery gallery(Settings settings, Path folder, Listing listing, Classes classes) throws IOException {
        List<Picture> pictures = listing.pictures().stream()
                .filter(picture -> classes.hold(picture.label()))
                .toList();
        requireEveryPortion(folder, pictures);
        // However experiment files spell it, and whatever links lead there.
        Path real = folder.toRealPath();
        DecodedImages decoded = new PixelStore(cache.folder("pixels"))
                .open(
                        collection(settings, real, classes),
                        settings.decoder(),
                        pictures.stream()
                                .map(picture -> new ImageFile(picture.name(), real.resolve(picture.name())))
                                .toList(),
                        settings.broken());
        var whole = new HashSet<>(decoded.items());
        List<Picture> kept = pictures.stream()
                .filter(picture -> whole.contains(picture.name()))
                .toList();
        requireEveryPortion(folder, kept);
        return new Gallery(kept, decoded, classes, settings.group().isPresent());
    }

    /** Which pixels are kept together: those of a folder, and of the labels that the classes take. */
    private static String collection(Settings settings, Path folder, Classes classes) {
        String kind = settings.labels()
                .map(labels -> "%s of %s".formatted(labels.label(), labels.file()))
                .orElse("folders");
        return "%s, by %s: %s"
                .formatted(
                        folder,
                        kind,
                        String.join(", ", new TreeSet<>(classes.labels().keySet())));
    }

    /** If they are divided at all. */
    private static void requireEveryPortion(Path folder, List<Picture> pictures) throws IOException {
        if (pictures.get(0).portion().isEmpty()) {
            return;
        }
        for (Portion portion : Portion.values()) {
            if (pictures.stream().noneMatch(picture -> picture.portion().orElseThrow() == portion)) {
                throw new IOException("%s has no images for the part '%s'.".formatted(folder, portion.word()));
            }
        }
    }

    private static Passport passport(Settings settings, Gallery gallery, List<String> remarks) {
        var version = new ArrayList<String>();
        version.add("%d images".formatted(gallery.pictures().size()));
        version.add("%d pixels".formatted(settings.size()));
        settings.group().ifPresent(key -> version.add("groups by %s: %s".formatted(key, gallery.groups())));
        var passport = new Passport(
                "%s, from a folder of images".formatted(settings.name()),
                String.join(", ", version),
                gallery.digest(),
                settings.licence(),
                settings.citation(),
                gallery.classes().names(),
                remarks);
        Passport grouped = settings.group().map(passport::groupedBy).orElse(passport);
        return settings.flips()
                .map(flips -> grouped.withFlips(Set.copyOf(flips)))
                .orElse(grouped);
    }
}
