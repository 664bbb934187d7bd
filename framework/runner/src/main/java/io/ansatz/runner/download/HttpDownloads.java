package io.ansatz.runner.download;

import io.ansatz.api.Checksum;
import io.ansatz.api.Download;
import io.ansatz.api.Downloads;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Brings files by HTTPS: into a file beside the place where they are to lie, and there once their checksum is right. */
public final class HttpDownloads implements Downloads {

    private static final long LOCKED_MILLIS = 200;
    private static final int BEGINNING = 512;

    private final Onlooker onlooker;
    private final Patience patience;

    /** What was found right lately, and is not looked through again while it stays as it is. */
    private final Map<Path, Seen> seen = new HashMap<>();

    private record Seen(Checksum checksum, long bytes, FileTime modified) {}

    public HttpDownloads(Onlooker onlooker) {
        this(onlooker, Patience.USUAL);
    }

    HttpDownloads(Onlooker onlooker, Patience patience) {
        this.onlooker = onlooker;
        this.patience = patience;
    }

    @Override
    public synchronized Path fetch(Download wanted) throws IOException {
        if (isRight(wanted)) {
            return wanted.to();
        }
        Files.createDirectories(wanted.to().toAbsolutePath().getParent());
        Path lock = PartFile.beside(wanted.to(), ".lock");
        FileChannel held = hold(lock, wanted);
        try {
            // While this one waited, another process may have brought it.
            if (!isRight(wanted)) {
                bring(wanted);
            }
            Files.deleteIfExists(lock);
        } finally {
            held.close();
        }
        return wanted.to();
    }

    /** Waits until no other process is at it. */
    private FileChannel hold(Path lock, Download wanted) throws IOException {
        FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean said = false;
        while (!isHeld(channel)) {
            if (!said) {
                onlooker.halts(wanted, "another process is downloading it, and is waited for");
                said = true;
            }
            try {
                pause(Duration.ofMillis(LOCKED_MILLIS), wanted);
            } catch (InterruptedIOException e) {
                channel.close();
                throw e;
            }
        }
        return channel;
    }

    private static boolean isHeld(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByAnotherThread) {
            return false;
        }
    }

    private void bring(Download wanted) throws IOException {
        if (Files.exists(wanted.to())) {
            onlooker.halts(wanted, "what lies there is another file, and will be replaced");
        }
        var part = new PartFile(wanted);
        boolean patched = part.length() > 0;
        if (patched && publish(part, wanted)) {
            return;
        }
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience.connect())
                .build();
        for (int attempt = 1; ; attempt++) {
            try {
                new Attempt(wanted, part, http, patience, onlooker).bring();
                if (publish(part, wanted)) {
                    return;
                }
                String what = wrong(part, wanted);
                part.delete();
                if (!patched) {
                    throw new IOException(what);
                }
                patched = false;
                onlooker.halts(wanted, "its pieces do not fit together, so it is asked for from the beginning");
            } catch (TransientException e) {
                if (attempt >= patience.attempts()) {
                    throw failure(wanted, "%s, at the last of %d attempts".formatted(e.getMessage(), attempt), e);
                }
                patched = true;
                Duration pause = patience.pause(attempt, e.pause());
                onlooker.halts(wanted, "%s; asked again in %s".formatted(e.getMessage(), Patience.words(pause)));
                pause(pause, wanted);
            } catch (FinalException e) {
                throw failure(wanted, e.getMessage(), e);
            }
        }
    }

    /** Gives the file its name if it is the right one. */
    private boolean publish(PartFile part, Download wanted) throws IOException {
        if (!checksum(part.path(), wanted.checksum().algorithm()).equals(wanted.checksum())) {
            return false;
        }
        part.publish();
        remember(wanted);
        onlooker.ends(wanted, Files.size(wanted.to()));
        return true;
    }

    private boolean isRight(Download wanted) throws IOException {
        Path file = wanted.to();
        if (!Files.isRegularFile(file)) {
            return false;
        }
        var now = new Seen(wanted.checksum(), Files.size(file), Files.getLastModifiedTime(file));
        if (now.equals(seen.get(file))) {
            return true;
        }
        if (!checksum(file, wanted.checksum().algorithm()).equals(wanted.checksum())) {
            return false;
        }
        seen.put(file, now);
        return true;
    }

    private void remember(Download wanted) throws IOException {
        Path file = wanted.to();
        seen.put(file, new Seen(wanted.checksum(), Files.size(file), Files.getLastModifiedTime(file)));
    }

    private static String wrong(PartFile part, Download wanted) throws IOException {
        Checksum found = checksum(part.path(), wanted.checksum().algorithm());
        return "What came from %s is another file: it has the %s, and should have the %s. It was deleted.%s"
                .formatted(
                        wanted.from(),
                        found,
                        wanted.checksum(),
                        isPage(part.path())
                                ? "\nMaybe a page for people came instead, of a proxy or for a login."
                                : "");
    }

    private static boolean isPage(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            String beginning = new String(stream.readNBytes(BEGINNING), StandardCharsets.ISO_8859_1);
            String first = beginning.stripLeading().toLowerCase(Locale.ROOT);
            return first.startsWith("<!doctype html") || first.startsWith("<html");
        }
    }

    private static IOException failure(Download wanted, String what, IOException cause) {
        String message =
                "%s could not be downloaded: %s.\nDownload it by hand and save it as %s, if its checksum is %s.";
        return new IOException(message.formatted(wanted.from(), what, wanted.to(), wanted.checksum()), cause);
    }

    private static Checksum checksum(Path file, Checksum.Algorithm algorithm) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm.toString());
            try (var stream = new DigestInputStream(Files.newInputStream(file), digest)) {
                stream.transferTo(OutputStream.nullOutputStream());
            }
            return new Checksum(algorithm, HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has %s.".formatted(algorithm), e);
        }
    }

    private static void pause(Duration pause, Download wanted) throws InterruptedIOException {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The download of %s was interrupted.".formatted(wanted.from()));
        }
    }
}
