package io.ansatz.api;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The host's way to the web. A download that breaks off is gone on with, now or by the next call; what comes is held against
 * its checksum before it gets its name; two processes that want the same file do not disturb each other; and whoever watches
 * sees how far it is.
 */
public interface Downloads {

    /**
     * Brings a file to its place, unless it lies there already.
     *
     * @return the place
     * @throws IOException if it cannot be had; the message is for the user, and says what to download by hand and where to
     *     put it
     */
    Path fetch(Download wanted) throws IOException;
}
