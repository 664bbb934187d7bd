package io.ansatz.api.imaging;

import java.io.IOException;

/** Pixels cannot be had; the message says to the user why, and needs no more around it. */
final class NoPixelsException extends IOException {

    private static final long serialVersionUID = 1;

    NoPixelsException(String message) {
        super(message);
    }

    NoPixelsException(String message, IOException cause) {
        super(message, cause);
    }
}
