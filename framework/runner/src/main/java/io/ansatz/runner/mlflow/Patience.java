package io.ansatz.runner.mlflow;

import java.time.Duration;

/**
 * How long a server is waited for.
 *
 * @param connect until it takes a connection
 * @param read until the next byte of its answer
 * @param total until the whole answer is there
 */
record Patience(Duration connect, Duration read, Duration total) {

    static final Patience USUAL = new Patience(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(60));

    private static final long SLOWEST_BYTES_PER_SECOND = 256 * 1024;

    /** The patience with a server that is sent a file: it answers when it has stored it, perhaps far away. */
    Patience forUpload(long bytes) {
        Duration longer = total.plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND);
        return new Patience(connect, longer, longer);
    }
}
