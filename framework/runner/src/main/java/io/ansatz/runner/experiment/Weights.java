package io.ansatz.runner.experiment;

import io.ansatz.api.Download;
import io.ansatz.api.Meaning;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the values are that a backbone starts with. Which values these are, a digest says: that of the file, or the one that
 * stands beside an address.
 */
public record Weights(
        @Meaning("a file in the safetensors format") Optional<Path> file,

        @Meaning("where such a file can be downloaded; it needs sha256 beside it")
        Optional<String> url,

        @Meaning("what the SHA-256 of the file must be, in hexadecimal digits")
        Optional<String> sha256) {

    public Weights {
        if (file.isEmpty() && url.isEmpty()) {
            throw new IllegalArgumentException(
                    "model.backbone.weights must say where they are. Add file: with a path, or url: with an address.");
        }
        if (file.isPresent() && url.isPresent()) {
            throw new IllegalArgumentException("url cannot stand beside file. Keep one of them.");
        }
        url.ifPresent(Weights::requireAddress);
        if (url.isPresent() && sha256.isEmpty()) {
            throw new IllegalArgumentException(
                    "url needs the SHA-256 of what lies there, so that it is the same for everybody. Add sha256: with its 64 digits.");
        }
        sha256 = sha256.map(digits -> digits.toLowerCase(Locale.ROOT));
        if (sha256.filter(digits -> !digits.matches("[0-9a-f]{64}")).isPresent()) {
            throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits.");
        }
    }

    /** The place they can be downloaded from; empty for a file. */
    public Optional<URI> address() {
        return url.map(URI::create);
    }

    /** How a person calls them: as the experiment file does. */
    public String source() {
        return url.orElseGet(() -> file.orElseThrow().toString());
    }

    private static void requireAddress(String text) {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException e) {
            throw noAddress();
        }
        if (address.getRawUserInfo() != null) {
            throw new IllegalArgumentException("url must be an address without a name and password.");
        }
        if (!Download.isSafe(address)) {
            throw noAddress();
        }
    }

    /** What was written is not repeated, since it may hold a secret. */
    private static IllegalArgumentException noAddress() {
        return new IllegalArgumentException(
                "url must be an HTTPS address, such as https://example.org/resnet18.safetensors.");
    }
}
