package io.ansatz.benchmarks.trunks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that came to its end.
 *
 * @param code 0 if all went well
 * @param text what it printed
 */
record Subprocess(int code, String text) {

    /**
     * Runs a command and waits for its end.
     *
     * @param threads how many OpenMP may use in it
     * @param log where all goes that it says of errors
     * @throws IOException if there is no such program
     */
    static Subprocess run(List<String> command, int threads, Path log) throws IOException {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
        Process process = builder.start();
        process.getOutputStream().close();
        try (InputStream printed = process.getInputStream()) {
            String text = new String(printed.readAllBytes(), StandardCharsets.UTF_8).strip();
            return new Subprocess(process.onExit().join().exitValue(), text);
        }
    }
}
