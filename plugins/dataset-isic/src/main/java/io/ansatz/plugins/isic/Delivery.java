package io.ansatz.plugins.isic;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Brings the images of a listing: some at once, in threads of its own, while the next page is read. Files are asked for soon
 * after their page came, since their addresses work for a while only.
 */
final class Delivery implements AutoCloseable {

    private static final int FORBIDDEN = 403;
    private static final int MOST_NAMED = 10;

    private final Api api;
    private final Web web;
    private final Access access;
    private final Persistence persistence;
    private final Folder folder;
    private final Progress progress;
    private final ExecutorService threads;
    private final CompletionService<Void> under;

    private final Set<String> seen = new HashSet<>();
    private final Map<String, Image> kept = new LinkedHashMap<>();
    private final SortedMap<String, Integer> withheld = new TreeMap<>();
    private final SortedMap<String, String> failed = Collections.synchronizedSortedMap(new TreeMap<>());
    private int nameless;
    private int waiting;
    private long done;

    Delivery(Api api, Web web, Access access, Persistence persistence, Folder folder, Progress progress, int parallel) {
        this.api = api;
        this.web = web;
        this.access = access;
        this.persistence = persistence;
        this.folder = folder;
        this.progress = progress;
        threads = Executors.newFixedThreadPool(parallel, task -> {
            var thread = new Thread(task, "isic");
            thread.setDaemon(true);
            return thread;
        });
        under = new ExecutorCompletionService<>(threads);
    }

    /**
     * Brings all images under these licences.
     *
     * @throws IOException if one of them cannot be had; those that can are there by then, unless none could any more
     */
    void bring(Listing<Image> listing, Request request) throws IOException, InterruptedException {
        boolean begun = false;
        for (Optional<List<Image>> page = listing.next(); page.isPresent(); page = listing.next()) {
            if (!begun) {
                listing.count().ifPresent(progress::begins);
                begun = true;
            }
            await();
            for (Image image : page.get()) {
                take(image, request);
            }
        }
        await();
        if (!failed.isEmpty()) {
            throw new IOException(lost());
        }
    }

    private void take(Image image, Request request) {
        if (!image.named()) {
            nameless++;
            step();
            return;
        }
        if (!seen.add(image.id())) {
            // Images that come to the archive meanwhile can shift others to the next page.
            return;
        }
        if (Licence.of(image.licence()).filter(request.licences()::contains).isEmpty()) {
            withheld.merge(image.licence(), 1, Integer::sum);
            step();
            return;
        }
        kept.put(image.id(), image);
        under.submit(() -> {
            fetch(image);
            return null;
        });
        waiting++;
    }

    /** Waits for what is under way. */
    private void await() throws IOException, InterruptedException {
        for (; waiting > 0; waiting--) {
            try {
                under.take().get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException failure) {
                    throw failure;
                }
                throw new IllegalStateException(
                        "Bringing an image failed in a way that nobody thought of.", e.getCause());
            }
            step();
        }
    }

    private void step() {
        done++;
        progress.moves(done);
    }

    /** Brings an image; that it cannot be had is remembered. */
    private void fetch(Image image) throws IOException, InterruptedException {
        if (folder.has(image)) {
            return;
        }
        try {
            try {
                put(image);
            } catch (Trouble.Refusal e) {
                if (e.status() != FORBIDDEN) {
                    throw e;
                }
                // Its address may have ceased to work; the archive has a new one.
                put(api.image(image.id()));
            }
        } catch (Trouble.Refusal | Trouble.Content e) {
            failed.put(image.id(), e.getMessage());
        } catch (Trouble e) {
            String message = """
                    %s could not be brought: %s.
                    What is in %s stays there, and the next run goes on from it.""";
            throw new IOException(message.formatted(image.id(), e.getMessage(), folder.path()), e);
        }
    }

    private void put(Image image) throws Trouble, InterruptedException {
        if (!access.leadsTo(image.address())) {
            throw new Trouble.Content("its file is not offered by HTTPS");
        }
        persistence.until(image.id(), () -> {
            folder.put(image, file -> web.file(image.address(), file, image.bytes()));
            return null;
        });
    }

    private String lost() {
        var lines = new StringBuilder("%,d of %,d images could not be brought; the others lie in %s.\n"
                .formatted(failed.size(), kept.size(), folder.path()));
        failed.entrySet().stream()
                .limit(MOST_NAMED)
                .forEach(entry -> lines.append("%s: %s.\n".formatted(entry.getKey(), entry.getValue())));
        if (failed.size() > MOST_NAMED) {
            lines.append("And %,d more.\n".formatted(failed.size() - MOST_NAMED));
        }
        return lines.append("The next run asks for these alone.").toString();
    }

    /** The images that lie in the folder, in the order of the listing. */
    Collection<Image> kept() {
        return Collections.unmodifiableCollection(kept.values());
    }

    Summary summary() throws IOException {
        long bytes = 0;
        for (String id : kept.keySet()) {
            bytes += Files.size(folder.image(id));
        }
        return new Summary(kept.size(), bytes, withheld, nameless);
    }

    /** Ends what is under way, and returns when nothing is. */
    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                if (threads.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
