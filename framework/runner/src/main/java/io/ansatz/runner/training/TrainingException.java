package io.ansatz.runner.training;

/** A trial that cannot go on; the message says where it stopped, what was found, and what may help. */
public final class TrainingException extends Exception {

    private static final long serialVersionUID = 1;

    public TrainingException(String message) {
        super(message);
    }
}
