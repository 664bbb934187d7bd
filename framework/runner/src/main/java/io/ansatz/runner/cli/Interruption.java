package io.ansatz.runner.cli;

import io.ansatz.runner.execution.LocalExecutor;
import java.io.IOException;

/**
 * What happens on Ctrl-C and SIGTERM while a study is being run: the trial in progress is closed as killed, and one line
 * says how to go on. Java then ends with its own exit code, 130 or 143.
 */
final class Interruption {

    private final Thread hook;

    Interruption(LocalExecutor executor, Following following, Terminal terminal) {
        hook = new Thread(() -> stop(executor, following, terminal), "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private static void stop(LocalExecutor executor, Following following, Terminal terminal) {
        try {
            executor.stop();
        } catch (IOException e) {
            terminal.warn(e.getMessage());
        }
        terminal.live("");
        try {
            following.hurry();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            terminal.warn(e.getMessage());
        }
        terminal.line("Stopped. The same command goes on with what is missing.");
    }

    /** The run is over: signals end the process as they always do. */
    void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The signal came: the hook is at work, or has been.
            return;
        }
    }
}
