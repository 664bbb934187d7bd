package io.ansatz.runner.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where the command line prints. In a terminal, one line at the bottom may be rewritten in place; elsewhere it is left out. */
final class Terminal {

    private static final String LINE_ABOVE = "\u001b[A";
    private static final String WIPE = "\u001b[2K";

    private final PrintStream out;
    private final PrintStream err;
    private final int columns;
    private String live = "";

    /** @param columns the width of the terminal; 0 when nobody watches */
    Terminal(PrintStream out, PrintStream err, int columns) {
        this.out = out;
        this.err = err;
        this.columns = columns;
    }

    /**
     * The terminal this process was started in; the launcher says how wide it is, and whether Java has just warned there that
     * it was started with the Vector API, as it always does. That line is wiped.
     */
    static Terminal ofProcess() {
        var terminal = new Terminal(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                Integer.getInteger("ansatz.columns", 0));
        if (Boolean.getBoolean("ansatz.warned")) {
            terminal.err.print(LINE_ABOVE + WIPE);
            terminal.err.flush();
        }
        return terminal;
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    /** How wide it is; 0 when nobody watches. */
    int columns() {
        return columns;
    }

    boolean watched() {
        return columns > 0;
    }

    /** Prints a line above the live one. */
    synchronized void line(String text) {
        String below = live;
        live("");
        out.println(text);
        live(below);
    }

    /** Prints a line to the error stream. */
    synchronized void warn(String text) {
        String below = live;
        live("");
        err.println(text);
        live(below);
    }

    /** Rewrites the live line; an empty text removes it. */
    synchronized void live(String text) {
        if (!watched() || text.equals(live)) {
            return;
        }
        String shown = text.length() >= columns ? text.substring(0, columns - 1) : text;
        out.print("\r" + shown + " ".repeat(Math.max(0, Math.min(live.length(), columns - 1) - shown.length())));
        if (text.isEmpty()) {
            out.print("\r");
        }
        out.flush();
        live = text;
    }
}
