package io.ansatz.api;

import java.net.URI;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A file on the web, and how it is known to be the right one.
 *
 * @param from an address that is {@link #isSafe safe}
 * @param to where it is to lie, usually in a folder of the {@link Cache}
 * @param checksum that of the whole file
 * @param bytes how long it is; empty if that is not known
 */
public record Download(URI from, Path to, Checksum checksum, OptionalLong bytes) {

    public Download {
        if (!isSafe(from)) {
            throw new IllegalArgumentException("Nothing is downloaded but by HTTPS, so not %s.".formatted(from));
        }
    }

    /** A file of unknown length. */
    public Download(URI from, Path to, Checksum checksum) {
        this(from, to, checksum, OptionalLong.empty());
    }

    /**
     * Whether nobody on the way can read what is asked for, or change the answer: HTTPS, or HTTP that does not leave this
     * machine. A name and password are not part of such an address.
     */
    public static boolean isSafe(URI address) {
        String host = address.getHost();
        if (host == null || address.getRawUserInfo() != null) {
            return false;
        }
        boolean here = host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
        return "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme()) && here;
    }
}
