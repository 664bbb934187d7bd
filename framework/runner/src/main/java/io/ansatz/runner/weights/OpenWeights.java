package io.ansatz.runner.weights;

import io.ansatz.api.Cache;
import io.ansatz.api.Checksum;
import io.ansatz.api.Download;
import io.ansatz.api.Downloads;
import io.ansatz.runner.experiment.Weights;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** Reads each weight file once, however many trials begin with it, as long as there is room for what was read. */
public final class OpenWeights {

    /** What was read from which file. */
    private record Content(String digest, WantedArrays wanted) {}

    private final Cache cache;
    private final Downloads downloads;
    private final Map<Path, String> digests = new HashMap<>();
    private final Set<Content> fitting = new HashSet<>();
    private final Map<Content, SoftReference<Map<String, float[]>>> read = new HashMap<>();

    public OpenWeights(Cache cache, Downloads downloads) {
        this.cache = cache;
        this.downloads = downloads;
    }

    /**
     * The SHA-256 of a weight file. That of an address is the one that stands beside it: nothing is downloaded.
     *
     * @throws IOException if a file is not there, or not the one that was asked for; the message is for the user
     */
    public synchronized String digest(Weights weights) throws IOException {
        if (weights.file().isEmpty()) {
            return weights.sha256().orElseThrow();
        }
        Path file = weights.file().get();
        String digest = digests.get(file);
        if (digest == null) {
            digest = sha256(file);
            digests.put(file, digest);
        }
        if (!weights.sha256().orElse(digest).equals(digest)) {
            throw new IOException("%s is not the file that was asked for: its SHA-256 is %s, not %s."
                    .formatted(file, digest, weights.sha256().get()));
        }
        return digest;
    }

    /**
     * Checks that a file has what is wanted, and nothing else. What would have to be downloaded is not checked.
     *
     * @throws IOException if it has not; the message is for the user
     */
    public synchronized void requireFit(Weights weights, WantedArrays wanted) throws IOException {
        var content = new Content(digest(weights), wanted);
        Path file = place(weights);
        if (fitting.contains(content) || weights.file().isEmpty() && !isThere(file, content.digest())) {
            return;
        }
        try (var open = SafetensorsFile.open(file)) {
            wanted.requireFit(open);
        }
        fitting.add(content);
    }

    /**
     * The arrays that are wanted, by name; the file is downloaded if need be. They are shared: do not change them.
     *
     * @param digest what the file's digest was when the trials were planned
     * @throws IOException if they cannot be had; the message is for the user
     */
    public synchronized Map<String, float[]> read(Weights weights, String digest, WantedArrays wanted)
            throws IOException {
        var content = new Content(digest, wanted);
        Map<String, float[]> arrays =
                read.containsKey(content) ? read.get(content).get() : null;
        if (arrays == null) {
            Path file = place(weights);
            if (weights.address().isPresent()) {
                downloads.fetch(new Download(weights.address().get(), file, Checksum.sha256(digest)));
            }
            String found = sha256(file);
            if (!found.equals(digest)) {
                throw new IOException("%s has changed since the trials were planned: its SHA-256 was %s, and is %s."
                        .formatted(file, digest, found));
            }
            try (var open = SafetensorsFile.open(file)) {
                arrays = Collections.unmodifiableMap(wanted.read(open));
            }
            read.put(content, new SoftReference<>(arrays));
        }
        return arrays;
    }

    /** Where the file is, or will be once it was downloaded. */
    private Path place(Weights weights) {
        return weights.file()
                .orElseGet(
                        () -> cache.folder("weights").resolve(weights.sha256().orElseThrow() + ".safetensors"));
    }

    private static boolean isThere(Path file, String digest) throws IOException {
        return Files.isRegularFile(file) && sha256(file).equals(digest);
    }

    private static String sha256(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    Files.exists(file) ? "%s is no file.".formatted(file) : "There is no file %s.".formatted(file));
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (var stream = new DigestInputStream(Files.newInputStream(file), digest)) {
                stream.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
