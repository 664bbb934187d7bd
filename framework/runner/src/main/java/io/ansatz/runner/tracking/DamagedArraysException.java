package io.ansatz.runner.tracking;

import java.io.IOException;

/** Saved arrays that are not what was saved; the message says in a sentence what is wrong with them. */
public final class DamagedArraysException extends IOException {

    private static final long serialVersionUID = 1;

    DamagedArraysException(String message) {
        super(message);
    }

    DamagedArraysException(String message, Exception cause) {
        super(message, cause);
    }
}
