package io.ansatz.runner;

import io.ansatz.api.Downloads;
import java.io.IOException;

/** What those get who may ask for downloads, and should not. */
public final class NoNetwork {

    public static final Downloads DOWNLOADS = wanted -> {
        throw new IOException("%s could not be downloaded: there is no network here.".formatted(wanted.from()));
    };

    private NoNetwork() {}
}
