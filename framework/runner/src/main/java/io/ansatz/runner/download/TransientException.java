package io.ansatz.runner.download;

import java.io.IOException;
import java.time.Duration;

/** Something went wrong that may go right the next time; the message is the middle of a sentence. */
final class TransientException extends IOException {

    private static final long serialVersionUID = 1;

    private final Duration pause;

    /** @param pause how long the server asks to be left alone */
    TransientException(String what, Duration pause) {
        super(what);
        this.pause = pause;
    }

    TransientException(String what) {
        this(what, Duration.ZERO);
    }

    Duration pause() {
        return pause;
    }
}
