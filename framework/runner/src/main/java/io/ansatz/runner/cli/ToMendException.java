package io.ansatz.runner.cli;

/** Something the user can mend, told in a sentence. */
final class ToMendException extends Exception {

    private static final long serialVersionUID = 1;

    ToMendException(String message) {
        super(message);
    }
}
