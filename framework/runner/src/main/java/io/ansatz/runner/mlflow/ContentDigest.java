package io.ansatz.runner.mlflow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** A hash of all that a run holds, artifacts included: equal digests, nothing to send. */
final class ContentDigest {

    private static final int BUFFER = 1 << 16;

    private final MessageDigest hash;

    private ContentDigest() {
        try {
            hash = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    static String of(Run run, Optional<String> parent) throws IOException {
        var digest = new ContentDigest();
        digest.add(parent.orElse(""));
        digest.add(run.name());
        digest.add(run.status().name());
        digest.add(run.begun().toString());
        digest.add(run.ended().map(Object::toString).orElse(""));
        run.params().forEach((key, value) -> digest.add("param", key, value));
        run.tags().forEach((key, value) -> digest.add("tag", key, value));
        run.points().forEach(point -> digest.add("point", point.toString()));
        run.inputs().forEach(input -> digest.add("input", input.toString()));
        for (var artifact : run.artifacts().entrySet()) {
            digest.add("artifact", artifact.getKey());
            digest.addFile(artifact.getValue());
        }
        return HexFormat.of().formatHex(digest.hash.digest());
    }

    /** Each text goes in with its length, so that no two sequences of texts are the same bytes. */
    private void add(String... texts) {
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            hash.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            hash.update(bytes);
        }
    }

    private void addFile(Path file) throws IOException {
        add(Long.toString(Files.size(file)));
        try (InputStream stream = Files.newInputStream(file)) {
            var buffer = new byte[BUFFER];
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                hash.update(buffer, 0, read);
            }
        }
    }
}
