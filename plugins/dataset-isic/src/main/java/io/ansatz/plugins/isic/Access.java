package io.ansatz.plugins.isic;

import io.ansatz.api.Download;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Where the archive is, and who asks.
 *
 * @param base the address that all paths begin with
 * @param token of a log-in, for images that are not public; sent to the archive, and shown and written nowhere
 */
record Access(URI base, Optional<String> token) {

    static final URI ARCHIVE = URI.create("https://api.isic-archive.com/api/v2/");
    static final String VARIABLE = "ANSATZ_ISIC_TOKEN";

    Access {
        if (!Download.isSafe(base)) {
            throw new IllegalArgumentException("The archive is asked by HTTPS alone, so not at %s."
                    .formatted(base.toString().replaceFirst("//[^/]*@", "//***@")));
        }
        if (!base.getRawPath().endsWith("/") || base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "The address of the archive must end with /, and %s does not.".formatted(base));
        }
        if (token.isPresent() && !token.get().matches("[!-~]+")) {
            throw new IllegalArgumentException("""
                    A token is one word of letters, digits and signs, and what stands in %s is not.
                    Maybe it was copied with a line break or a blank.""".formatted(VARIABLE));
        }
    }

    /** The public archive, as whom the environment says. */
    static Access usual(Map<String, String> environment) {
        String token = environment.getOrDefault(VARIABLE, "").strip();
        return new Access(ARCHIVE, token.isEmpty() ? Optional.empty() : Optional.of(token));
    }

    /** Whether an address belongs to the archive itself, so that it may be asked there as whoever asks. */
    boolean covers(URI address) {
        return base.getScheme().equalsIgnoreCase(address.getScheme())
                && base.getHost().equalsIgnoreCase(address.getHost())
                && port(base) == port(address)
                && address.getRawUserInfo() == null;
    }

    /** Whether what the archive offers at an address can be brought as safely as the archive is asked. */
    boolean leadsTo(URI address) {
        return Download.isSafe(address)
                && ("https".equalsIgnoreCase(address.getScheme()) || !"https".equalsIgnoreCase(base.getScheme()));
    }

    private static int port(URI address) {
        boolean usual = address.getPort() == 443 && "https".equalsIgnoreCase(address.getScheme());
        return usual ? -1 : address.getPort();
    }

    @Override
    public String toString() {
        return "%s, %s".formatted(base, token.isPresent() ? "with a token" : "without a token");
    }
}
