package io.ansatz.runner.mlflow;

import io.ansatz.runner.tracking.UnwritableException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** A tracker did not do what it was asked. The message is a sentence for the person who runs an experiment. */
public final class TrackerException extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean passing;

    private TrackerException(boolean passing, String message, Throwable cause) {
        super(message, cause);
        this.passing = passing;
    }

    /** It is away, busy or in trouble; the same call may work later. */
    static TrackerException away(String message, Throwable cause) {
        return new TrackerException(true, message, cause);
    }

    /** It refused, and will refuse again until somebody changes something. */
    static TrackerException refused(String message, Throwable cause) {
        return new TrackerException(false, message, cause);
    }

    /** A file or a folder cannot be written: for now, or until somebody clears the way. */
    static TrackerException unwritable(Path file, IOException cause) {
        boolean blocked = cause instanceof AccessDeniedException
                || cause instanceof FileAlreadyExistsException
                || cause instanceof NotDirectoryException;
        return new TrackerException(!blocked, new UnwritableException(file, cause).getMessage(), cause);
    }

    /** Whether the same call may work later, with nothing changed. */
    boolean passing() {
        return passing;
    }
}
