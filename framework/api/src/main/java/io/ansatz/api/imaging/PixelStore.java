package io.ansatz.api.imaging;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Images;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Turns many image files into {@link Images}, and keeps what came out, so that they are decoded once and never all in memory. A
 * folder of its own for each collection holds
 *
 * <ul>
 *   <li>{@code images-….raw}: the pixels, one image behind the other, in the order of the files
 *   <li>{@code index.txt}: of each file its path, size, time of change and SHA-256, of what came out SHA-256 and CRC-32C, and
 *       whether it was broken
 * </ul>
 *
 * <p>When it is opened again, files are compared by size and time of change and are not read; pixels are held against their CRC-32C.
 * What has changed or is damaged is decoded again, and nothing else. A folder can be deleted at any time. Several processes may
 * share it: one decodes, the others wait.
 *
 * <pre>{@code
 * var store = new PixelStore(cache.folder("pixels"));
 * DecodedImages decoded = store.open("lesions in /data/lesions", new Decoder(224, Colour.RGB), files, Broken.FATAL);
 * }</pre>
 */
public final class PixelStore {

    private static final String INDEX = "index.txt";
    private static final String LOCK = "lock";
    private static final String DRAFT = "images.part";
    private static final long LOCKED_MILLIS = 200;
    private static final int NAMED = 5;

    private final Path folder;
    private final LongSupplier free;

    /** @param folder where all collections are kept, such as {@code cache.folder("pixels")}; it may not exist yet */
    public PixelStore(Path folder) {
        this(folder, () -> folder.toFile().getUsableSpace());
    }

    /** @param free how many bytes can be written; 0 where that is not known */
    PixelStore(Path folder, LongSupplier free) {
        this.folder = folder;
        this.free = free;
    }

    /**
     * The pixels of these files, decoded now or before.
     *
     * @param collection which images these are, such as a data set and where it lies; what the same decoder made for a
     *     collection of this name before is gone on with, even where files have come or gone
     * @param files one at least, in the order of the images; no two are called alike
     * @param broken what becomes of broken ones
     * @throws IOException if images are broken and may not be, if a file cannot be read, or if the folder has no room; the
     *     message is for the user
     */
    public DecodedImages open(String collection, Decoder decoder, List<ImageFile> files, Broken broken)
            throws IOException {
        requireNames(files);
        List<String> head =
                List.of("of = " + collection, "shape = " + decoder.shape(), "decoder = " + decoder.edition());
        Path place = folder.resolve(Sha256.of(head.get(0) + "\n" + head.get(1)).substring(0, 32))
                .toAbsolutePath();
        var versions = new ArrayList<FileVersion>(files.size());
        for (ImageFile file : files) {
            versions.add(FileVersion.of(file.path()));
        }
        KeptPixels pixels = pixels(place, head, decoder, versions);
        return answer(pixels, files, broken);
    }

    private static void requireNames(List<ImageFile> files) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("There must be one image at least.");
        }
        var names = new HashSet<String>();
        for (ImageFile file : files) {
            if (!names.add(file.name())) {
                throw new IllegalArgumentException("Two images are called '%s'.".formatted(file.name()));
            }
        }
    }

    /** What was decoded before, unless that is missing, damaged, or of another decoder. */
    private static Optional<KeptPixels> kept(Path place, List<String> head, Decoder decoder) throws IOException {
        Optional<PixelIndex> index = PixelIndex.read(place.resolve(INDEX), head);
        if (index.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(KeptPixels.open(place, index.get(), decoder));
        } catch (IOException missingOrOfAnotherLength) {
            return Optional.empty();
        }
    }

    private KeptPixels pixels(Path place, List<String> head, Decoder decoder, List<FileVersion> versions)
            throws IOException {
        try {
            Optional<KeptPixels> found = kept(place, head, decoder);
            if (found.isPresent() && found.get().areOf(versions)) {
                return found.get();
            }
            Files.createDirectories(place);
            try (FileChannel lock =
                    FileChannel.open(place.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                hold(lock);
                // Whoever had the lock before may have done it all.
                KeptPixels kept = kept(place, head, decoder).orElseGet(() -> KeptPixels.none(decoder));
                return kept.areOf(versions) ? kept : write(place, head, new Decoding(decoder, versions, kept));
            }
        } catch (NoPixelsException e) {
            throw e;
        } catch (IOException e) {
            String message = """
                    %s in %s, which cannot be written: %s.
                    Make room there, or have smaller images.""";
            throw new NoPixelsException(
                    message.formatted(need(decoder.shape(), versions.size()), place, e.getMessage()), e);
        }
    }

    private static void hold(FileChannel lock) throws IOException {
        while (!held(lock)) {
            try {
                Thread.sleep(LOCKED_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NoPixelsException("Waiting for images that another process decodes was interrupted.");
            }
        }
    }

    private static boolean held(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException byAnotherThread) {
            return false;
        }
    }

    /** Under another name first; the index comes last, and without it the pixels are nobody's. */
    private KeptPixels write(Path place, List<String> head, Decoding decoding) throws IOException {
        requireRoom(place, decoding.decoder().shape(), decoding.versions().size());
        Path draft = place.resolve(DRAFT);
        PixelIndex index;
        try {
            List<DecodedFile> files = decoding.into(draft);
            index = new PixelIndex(head, files);
            Files.move(
                    draft,
                    place.resolve(index.pixels()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        index.write(place.resolve(INDEX));
        deleteOlder(place, index.pixels());
        return KeptPixels.open(place, index, decoding.decoder());
    }

    private void requireRoom(Path place, ImageShape shape, int images) throws IOException {
        long bytes = free.getAsLong();
        if (bytes > 0 && bytes < (long) images * shape.size()) {
            String message = """
                    %s in %s, where %,d are free.
                    Make room there, or have smaller images.""";
            throw new NoPixelsException(String.format(Locale.ROOT, message, need(shape, images), place, bytes));
        }
    }

    private static String need(ImageShape shape, int images) {
        return String.format(
                Locale.ROOT,
                "The pixels of %,d images of %s need %,d bytes",
                images,
                shape,
                (long) images * shape.size());
    }

    /** Pixels that an older index had. Where a system does not delete what is in use, the next time does it. */
    private static void deleteOlder(Path place, String current) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(place, "images-*.raw")) {
            for (Path pixels : all) {
                if (!pixels.getFileName().toString().equals(current)) {
                    Files.deleteIfExists(pixels);
                }
            }
        } catch (AccessDeniedException ignored) {
            // See above.
        }
    }

    private static DecodedImages answer(KeptPixels pixels, List<ImageFile> files, Broken broken) throws IOException {
        List<DecodedFile> decoded = pixels.index().files();
        int[] whole = IntStream.range(0, files.size())
                .filter(i -> !decoded.get(i).isBroken())
                .toArray();
        var remarks = new ArrayList<String>();
        if (whole.length < files.size()) {
            if (broken == Broken.FATAL || whole.length == 0) {
                throw new NoPixelsException(whatIsBroken(decoded, whole.length > 0));
            }
            remarks.add(whatWasLeftOut(files, decoded));
        }
        Images images = whole.length < files.size() ? pixels.images().only(whole) : pixels.images();
        List<String> items =
                IntStream.of(whole).mapToObj(i -> files.get(i).name()).toList();
        return new DecodedImages(images, items, remarks, digest(pixels.images().shape(), files, decoded));
    }

    private static String digest(ImageShape shape, List<ImageFile> files, List<DecodedFile> decoded) {
        var digest = new Sha256();
        digest.update("ansatz images 1: %s\n".formatted(shape));
        for (int i = 0; i < files.size(); i++) {
            DecodedFile file = decoded.get(i);
            digest.update(files.get(i).name());
            digest.update("\0%s %s\n".formatted(file.sum(), file.isBroken() ? "broken" : file.pixels()));
        }
        return digest.digits();
    }

    private static String whatIsBroken(List<DecodedFile> decoded, boolean skippable) {
        List<String> broken = decoded.stream()
                .filter(DecodedFile::isBroken)
                .map(file -> "%s: %s".formatted(file.version().path(), file.trouble()))
                .toList();
        var lines = new ArrayList<String>();
        lines.add(
                decoded.size() == 1
                        ? "The only image is broken:"
                        : "%d of %d images %s broken:"
                                .formatted(broken.size(), decoded.size(), broken.size() == 1 ? "is" : "are"));
        broken.stream().limit(NAMED).forEach(line -> lines.add("  " + line));
        if (broken.size() > NAMED) {
            lines.add("  and %d more".formatted(broken.size() - NAMED));
        }
        lines.add(
                skippable
                        ? "Maybe a download broke off. With 'broken: skip' such images are left out, and the passport names them."
                        : "Maybe a download broke off, or these are no images at all.");
        return String.join("\n", lines);
    }

    private static String whatWasLeftOut(List<ImageFile> files, List<DecodedFile> decoded) {
        List<String> broken = IntStream.range(0, files.size())
                .filter(i -> decoded.get(i).isBroken())
                .mapToObj(i -> files.get(i).name())
                .toList();
        String more = broken.size() > NAMED ? " and %d more".formatted(broken.size() - NAMED) : "";
        return "%d of %d images %s broken and left out: %s%s."
                .formatted(
                        broken.size(),
                        files.size(),
                        broken.size() == 1 ? "was" : "were",
                        broken.stream().limit(NAMED).collect(Collectors.joining(", ")),
                        more);
    }
}
