package io.ansatz.runner.catalog;

/** This plugin, or this part of it, cannot be offered; the message becomes a {@link PluginProblem}. */
final class BrokenPluginException extends Exception {

    private static final long serialVersionUID = 1;

    BrokenPluginException(String message) {
        super(message);
    }

    BrokenPluginException(String message, Throwable cause) {
        super(message, cause);
    }
}
