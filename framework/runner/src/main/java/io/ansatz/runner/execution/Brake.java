package io.ansatz.runner.execution;

import io.ansatz.runner.tracking.Journal;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Stops the trial in progress from another thread, such as one that hears a signal. */
final class Brake {

    /** Something that must not happen once the brake was pulled. */
    interface Deed {

        void act() throws IOException;
    }

    /** Leads out of a trial that was stopped. */
    static final class StoppedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private StoppedException() {
            super("The trial was stopped.", null, false, false);
        }
    }

    private Optional<Journal> journal = Optional.empty();
    private boolean pulled;

    /** A trial is in progress, and this is its journal. */
    synchronized void watch(Journal open) {
        requireLoose();
        journal = Optional.of(open);
    }

    /** The trial came to its end, one way or another. */
    synchronized void leave() {
        journal = Optional.empty();
    }

    /** Does it, or leads out of the trial. While it is done, the brake cannot be pulled. */
    synchronized void unlessPulled(Deed deed) throws IOException {
        requireLoose();
        deed.act();
    }

    /** The journal of the trial in progress says that it was killed; no deed is done after this. */
    synchronized void pull() throws IOException {
        if (pulled) {
            return;
        }
        pulled = true;
        if (journal.isPresent()) {
            journal.get().write("killed", Map.of());
        }
    }

    /** Leads out of the run once the brake was pulled. */
    synchronized void requireLoose() {
        if (pulled) {
            throw new StoppedException();
        }
    }
}
