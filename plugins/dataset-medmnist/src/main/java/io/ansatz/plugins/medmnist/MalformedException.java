package io.ansatz.plugins.medmnist;

import java.io.IOException;

/** A file is not what it should be; the message is the end of a sentence that names the file, and needs no full stop. */
final class MalformedException extends IOException {

    private static final long serialVersionUID = 1;

    MalformedException(String message) {
        super(message);
    }
}
