package io.ansatz.runner.tracking;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file or folder of a run that cannot be written; the message names it, and says what the system answered. */
public final class UnwritableException extends IOException {

    private static final long serialVersionUID = 1;

    public UnwritableException(Path file, IOException cause) {
        super("%s cannot be written (%s).".formatted(file, answer(cause)), cause);
    }

    private static String answer(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "Its folder is missing";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "Something else is in its place";
        }
        if (cause instanceof FileSystemException answered && answered.getReason() != null) {
            return answered.getReason();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
