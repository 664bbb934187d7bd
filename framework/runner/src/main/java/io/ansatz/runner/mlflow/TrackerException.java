package io.ansatz.runner.mlflow;

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

    /** Whether the same call may work later, with nothing changed. */
    boolean passing() {
        return passing;
    }
}
