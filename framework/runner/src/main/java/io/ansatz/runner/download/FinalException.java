package io.ansatz.runner.download;

import java.io.IOException;

/** Something went wrong that will go wrong again; the message is the middle of a sentence. */
final class FinalException extends IOException {

    private static final long serialVersionUID = 1;

    FinalException(String what, Throwable cause) {
        super(what, cause);
    }

    FinalException(String what) {
        this(what, null);
    }
}
