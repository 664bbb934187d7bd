package io.ansatz.plugins.isic;

import io.ansatz.api.Cache;
import io.ansatz.api.Meaning;
import io.ansatz.api.dataset.Classes;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.DatasetSource;
import io.ansatz.api.dataset.Flip;
import io.ansatz.api.dataset.NamedClass;
import io.ansatz.api.dataset.Offer;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.pf4j.Extension;

/** Opens images of the ISIC Archive, which are brought unless they are there. An experiment divides them, by lesion or by patient. */
@Extension
@Meaning(
        "images of skin lesions from the ISIC Archive, by query or collection, each under its own licence; not divided")
public final class Isic implements DatasetSource<Isic.Settings> {

    private static final int MOST_SIZE = 1024;

    private final Cache cache;
    private final Supplier<Archive> archive;

    /** The words of an experiment file. */
    public record Settings(
            @Meaning(
                    "which images, in the query language of the archive, such as 'age_approx:[20 TO 40] AND image_type:dermoscopic'")
            Optional<String> query,

            @Meaning("of which collections, by name or number, such as [HAM10000]; an image has to be in one of them")
            List<String> collections,

            @Meaning("whether images under CC-BY-NC may come; that allows no commercial use")
            boolean nonCommercial,

            @Meaning("what the archive says of an image that is its label, such as diagnosis_1: benign or malignant")
            Label label,

            @Meaning(
                    "the classes in label order, such as [{name: benign, from: [Benign]}, {name: malignant, from: [Malignant]}]; "
                            + "left out, all labels in alphabetical order")
            List<NamedClass> classes,

            @Meaning("whose images must not stand in two parts: those of a lesion, or of a patient")
            Group group,

            @Meaning("where the images lie or are brought to; left out, a folder of their own in the cache under isic")
            Optional<Path> folder,

            @Meaning("the width and height in pixels to which the square in the middle is resized")
            int size,

            @Meaning("what is kept of the colour") Colour colour,

            @Meaning("what becomes of broken images: fatal stops everything, skip leaves them out")
            Broken broken) {

        /** That something is asked for is looked at later: the defaults ask for nothing, and stand. */
        public Settings {
            if (query.isPresent() || !collections.isEmpty()) {
                var wanted = new Query(query, collections);
                query = wanted.search();
                collections = wanted.collections();
            }
            classes = List.copyOf(classes);
            Classes.requireDistinct(classes);
            if (size < 1 || size > MOST_SIZE) {
                throw new IllegalArgumentException("size must be between 1 and %d, not %d.".formatted(MOST_SIZE, size));
            }
        }

        Request request() throws IOException {
            if (query.isEmpty() && collections.isEmpty()) {
                throw new IOException("""
                        Nothing is asked of the ISIC Archive. Write which images are wanted, such as
                        query: 'diagnosis_1:*', or collections: ['Challenge 2016: Training'], or both.""");
            }
            return new Request(
                    new Query(query, collections), nonCommercial ? EnumSet.allOf(Licence.class) : Licence.FREE);
        }

        Decoder decoder() {
            return new Decoder(size, colour);
        }
    }

    public Isic(Cache cache) {
        this(cache, () -> new Archive(Access.usual(System.getenv())));
    }

    /** @param archive asked for when images are: a token that is none should not keep the plugin from being loaded */
    Isic(Cache cache, Supplier<Archive> archive) {
        this.cache = cache;
        this.archive = archive;
    }

    @Override
    public String name() {
        return "isic";
    }

    @Override
    public Settings defaults() {
        return new Settings(
                Optional.empty(),
                List.of(),
                false,
                Label.DIAGNOSIS_1,
                List.of(),
                Group.LESION,
                Optional.empty(),
                224,
                Colour.RGB,
                Broken.FATAL);
    }

    /** As the archive's own gallery counts them. */
    @Override
    public List<Offer> offers() {
        return List.of(
                offer("'Challenge 2016: Training'", 900, "per image"),
                offer("'Challenge 2016: Test'", 379, "per image"),
                offer("'Challenge 2017: Training'", 2_000, "per image"),
                offer("HAM10000", 10_015, "CC BY-NC 4.0"),
                offer("'Challenge 2019: Training'", 25_331, "per image"),
                offer("'Challenge 2020: Training'", 33_126, "per image"));
    }

    /** The number of classes depends on the label that is asked for. */
    private static Offer offer(String collection, int images, String licence) {
        return new Offer(
                "collections: [%s]".formatted(collection),
                "dermoscopic images of skin lesions",
                String.format(Locale.ROOT, "%,d", images),
                OptionalInt.empty(),
                licence);
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
        Request request = settings.request();
        Path folder = settings.folder()
                .orElseGet(() -> cache.folder(name()).resolve(request.folder()))
                .toAbsolutePath();
        Receipt receipt = bring(request, folder);
        List<Picture> all = Picture.in(folder, settings.label());
        List<Picture> labelled =
                all.stream().filter(picture -> !picture.label().isEmpty()).toList();
        if (labelled.isEmpty()) {
            throw new IOException("Of none of the %d images for %s does the archive say '%s'. Choose another label."
                    .formatted(all.size(), request.query(), settings.label()));
        }
        List<String> labels = labelled.stream().map(Picture::label).toList();
        Classes classes = Classes.of(settings.classes(), labels, folder.toString());
        Gallery gallery = gallery(settings, folder, labelled, classes);

        var issues = new ArrayList<String>();
        issues.add("Not for clinical use.");
        issues.add(
                "Collections overlap, and challenges above all: an image is here once, but may be in other sets too.");
        issues.addAll(receipt.remarks());
        if (labelled.size() < all.size()) {
            issues.add("Images without %s were left out: %d of %d."
                    .formatted(settings.label(), all.size() - labelled.size(), all.size()));
        }
        classes.leftOut(labels).ifPresent(issues::add);
        issues.addAll(gallery.decoded().remarks());
        issues.addAll(gallery.remarks());
        return Dataset.undivided(passport(settings, receipt, gallery, issues), gallery.all());
    }

    private Receipt bring(Request request, Path folder) throws IOException {
        Archive asked = archive();
        try {
            asked.bring(request, folder, Progress.UNWATCHED);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains(folder.toString())) {
                throw e;
            }
            throw new IOException("%s\nThe folder of these images is %s.".formatted(e.getMessage(), folder), e);
        }
        return Receipt.read(Files.readString(folder.resolve(Receipt.FILE)));
    }

    private Archive archive() throws IOException {
        try {
            return archive.get();
        } catch (IllegalArgumentException noToken) {
            throw new IOException(noToken.getMessage(), noToken);
        }
    }

    private Gallery gallery(Settings settings, Path folder, List<Picture> labelled, Classes classes)
            throws IOException {
        List<Picture> pictures = labelled.stream()
                .filter(picture -> classes.hold(picture.label()))
                .toList();
        // However experiment files spell it, and whatever links lead there.
        Path real = folder.toRealPath();
        var labels = new TreeSet<>(classes.labels().keySet());
        DecodedImages decoded = new PixelStore(cache.folder("pixels"))
                .open(
                        "%s, by %s: %s".formatted(real, settings.label(), String.join(", ", labels)),
                        settings.decoder(),
                        pictures.stream()
                                .map(picture -> new ImageFile(picture.id(), real.resolve(picture.id() + ".jpg")))
                                .toList(),
                        settings.broken());
        var whole = new HashSet<>(decoded.items());
        List<Picture> kept = pictures.stream()
                .filter(picture -> whole.contains(picture.id()))
                .toList();
        return new Gallery(kept, decoded, classes, settings.group());
    }

    private static Passport passport(Settings settings, Receipt receipt, Gallery gallery, List<String> issues) {
        return new Passport(
                        "ISIC Archive, www.isic-archive.com",
                        "%s, brought on %s, %d images, %d pixels, groups by %s: %d"
                                .formatted(
                                        receipt.request().query(),
                                        LocalDate.ofInstant(receipt.when(), ZoneOffset.UTC),
                                        gallery.pictures().size(),
                                        settings.size(),
                                        settings.group(),
                                        gallery.groupCount()),
                        gallery.digest(),
                        gallery.licences(),
                        "ISIC Archive, www.isic-archive.com, and whom attribution.txt names, which lies beside the images; "
                                + "collections by their DOI",
                        gallery.classes().names(),
                        issues)
                .groupedBy(settings.group().toString())
                .withFlips(Set.of(Flip.values()));
    }
}
