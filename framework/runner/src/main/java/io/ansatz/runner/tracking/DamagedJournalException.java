package io.ansatz.runner.tracking;

import java.io.IOException;
import java.nio.file.Path;

/** A journal with a line that is no event. */
public final class DamagedJournalException extends IOException {

    private static final long serialVersionUID = 1;

    DamagedJournalException(Path file, int line, Exception cause) {
        super("""
                %s:%d is not a line of a journal.
                Maybe the file was edited, or the disk is damaged.""".formatted(file, line), cause);
    }
}
