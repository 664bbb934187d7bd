package io.ansatz.plugins.isic;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * The ISIC Archive: brings images of skin lesions to a folder, with their metadata, licences and attributions.
 *
 * <pre>{@code
 * new Archive(Access.usual(System.getenv()))
 *         .bring(new Request(Query.collections("HAM10000"), Set.of(Licence.CC_BY_NC)), folder, progress);
 * }</pre>
 *
 * It can be stopped at any moment, and goes on from there when it is called again. A folder that has everything needs no network.
 */
final class Archive {

    static final String METADATA = "metadata.csv";
    static final String ATTRIBUTION = "attribution.txt";

    private static final int PARALLEL = 8;

    private final Access access;
    private final int parallel;
    private final Patience patience;
    private final Time time;
    private final Disk disk;
    private final Web web;

    Archive(Access access) {
        this(access, PARALLEL, Patience.USUAL, Time.REAL, Disk.REAL);
    }

    /** @param parallel how many files are brought at once */
    Archive(Access access, int parallel, Patience patience, Time time, Disk disk) {
        this.access = access;
        this.parallel = parallel;
        this.patience = patience;
        this.time = time;
        this.disk = disk;
        web = new Web(patience, time);
    }

    /**
     * Brings the images of a request to a folder, unless they are there. Afterwards it holds {@code ISIC_1234567.jpg} and so
     * on, {@code metadata.csv}, {@code attribution.txt}, {@code licenses} and {@code query.json}. Another process that wants
     * the same folder is waited for.
     *
     * @throws InterruptedIOException if the thread is interrupted
     * @throws IOException if not all images can be had; the message is for the user
     */
    Summary bring(Request request, Path folder, Progress progress) throws IOException {
        var orderly = new Orderly(progress);
        try (Folder held = Folder.hold(folder, disk, time, orderly)) {
            return bring(request, held, orderly);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(request, folder);
        } catch (IOException e) {
            // A file that is open closes when its thread is interrupted, and complains.
            throw Thread.currentThread().isInterrupted() ? interrupted(request, folder) : e;
        }
    }

    private static InterruptedIOException interrupted(Request request, Path folder) {
        return new InterruptedIOException(
                "Bringing %s was interrupted; what is in %s stays there.".formatted(request.query(), folder));
    }

    private Summary bring(Request request, Folder folder, Progress progress) throws IOException, InterruptedException {
        var asking = new Receipt(
                request,
                access.base(),
                access.token().isPresent(),
                time.now().truncatedTo(ChronoUnit.SECONDS),
                OptionalLong.empty(),
                Optional.empty());
        Optional<Receipt> earlier = earlier(folder);
        if (earlier.isPresent() && !earlier.get().sameAs(asking) && folder.holdsImages()) {
            throw new IOException("The folder %s is for another request: %s. Choose another folder, or delete this one."
                    .formatted(folder.path(), words(earlier.get())));
        }
        if (earlier.isPresent() && earlier.get().serves(asking)) {
            if (isIntact(folder, earlier.get())) {
                return earlier.get().came().orElseThrow();
            }
            progress.says("Something is missing in %s since it was complete, and is asked for again."
                    .formatted(folder.path()));
        }
        var persistence = new Persistence(patience, time, progress);
        var api = new Api(web, access, persistence);
        api.requireToken();
        Listing<Image> listing = api.images(request.query());
        folder.clean();
        folder.write(Receipt.FILE, asking.json());
        try (var delivery = new Delivery(api, web, access, persistence, folder, progress, parallel)) {
            delivery.bring(listing, request);
            Summary summary = delivery.summary();
            var receipt = new Receipt(
                    request, access.base(), asking.signed(), asking.when(), listing.count(), Optional.of(summary));
            receipt.remarks().forEach(progress::says);
            requireSome(summary, request);
            describe(delivery, api, folder);
            folder.write(Receipt.FILE, receipt.json());
            return summary;
        }
    }

    private static Optional<Receipt> earlier(Folder folder) throws IOException {
        Path file = folder.path().resolve(Receipt.FILE);
        try {
            return Optional.of(Receipt.read(Files.readString(file)));
        } catch (NoSuchFileException nothingAskedYet) {
            return Optional.empty();
        } catch (IOException e) {
            String message = """
                    %s cannot be read: %s.
                    Maybe it was edited. Delete it to ask the archive again; images that are there stay.""";
            throw new IOException(message.formatted(file, e.getMessage()), e);
        }
    }

    /** Whether all that was written is still there, as far as sizes can tell. */
    private static boolean isIntact(Folder folder, Receipt receipt) throws IOException {
        Path table = folder.path().resolve(METADATA);
        if (!Files.isRegularFile(table) || !Files.isRegularFile(folder.path().resolve(ATTRIBUTION))) {
            return false;
        }
        long images = 0;
        long bytes = 0;
        for (String id : Sheet.ids(Files.readString(table))) {
            Path image = folder.image(id);
            if (!Files.isRegularFile(image)) {
                return false;
            }
            images++;
            bytes += Files.size(image);
        }
        Summary came = receipt.came().orElseThrow();
        return images == came.images() && bytes == came.bytes();
    }

    private static void requireSome(Summary summary, Request request) throws IOException {
        if (summary.images() > 0) {
            return;
        }
        if (summary.listed() == 0) {
            String message = """
                    The archive shows no image for %s.
                    Maybe a value is misspelt, or the images are not public and ask for a token in %s.""";
            throw new IOException(message.formatted(request.query(), Access.VARIABLE));
        }
        String advice = summary.withheld().containsKey(Licence.CC_BY_NC.toString())
                ? "\nWith 'non-commercial: true' those under CC-BY-NC come, which allows no commercial use."
                : "";
        throw new IOException("None of the %,d images for %s may be used here. Allowed: %s. Found: %s.%s"
                .formatted(
                        summary.listed(),
                        request.query(),
                        request.allowed(),
                        Sheet.plain(String.join(", ", summary.withheld().keySet())),
                        advice));
    }

    private static void describe(Delivery delivery, Api api, Folder folder) throws IOException, InterruptedException {
        var sheet = new Sheet(delivery.kept());
        folder.write(METADATA, sheet.csv());
        folder.write(ATTRIBUTION, sheet.attributions());
        var licences = new TreeSet<Licence>();
        for (Image image : delivery.kept()) {
            Licence.of(image.licence()).ifPresent(licences::add);
        }
        for (Licence licence : licences) {
            String name = "licenses/%s.txt".formatted(licence);
            if (!Files.isRegularFile(folder.path().resolve(name))) {
                folder.write(name, api.licence(licence));
            }
        }
    }

    private static String words(Receipt receipt) {
        return "%s, under %s"
                .formatted(receipt.request().query(), receipt.request().allowed());
    }

    /** Lets through one call at a time. */
    private record Orderly(Progress progress) implements Progress {

        @Override
        public synchronized void begins(long images) {
            progress.begins(images);
        }

        @Override
        public synchronized void moves(long images) {
            progress.moves(images);
        }

        @Override
        public synchronized void says(String sentence) {
            progress.says(sentence);
        }
    }
}
