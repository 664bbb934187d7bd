package io.ansatz.runner.catalog;

/** This plugin, or this part of it, cannot be offered; the message becomes a {@link PluginProblem}. */
final class BrokenPluginException extends Exception {

    private static final long serialVersionUID = 1;

    /** @param found what was found and what would be right, as a sentence */
    BrokenPluginException(String found) {
        super(found);
    }

    BrokenPluginException(String found, Throwable cause) {
        super(found, cause);
    }

    /** @param maybe the likely cause, as a sentence that starts with Maybe */
    BrokenPluginException(String found, String maybe) {
        super(found + "\n" + maybe);
    }

    BrokenPluginException(String found, String maybe, Throwable cause) {
        super(found + "\n" + maybe, cause);
    }
}
