package io.ansatz.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Types commands into a shell in the folder of the distribution, with the Java that runs the tests.
 *
 * @param variables those that differ from the ones of the tests
 */
record Shell(Path folder, Map<String, String> variables) {

    private static final int MINUTES = 10;

    /** What a command left: its exit code and what it printed. */
    record Answer(int code, String out, String err) {}

    static Shell inTheDistribution() {
        return new Shell(
                Path.of("target", "ansatz").toAbsolutePath(), Map.of("JAVA_HOME", System.getProperty("java.home")));
    }

    /** A shell that finds the programs of this folder before all others. */
    Shell finding(Path programs) {
        return with("PATH", programs + ":" + System.getenv("PATH"));
    }

    /** A shell in which a variable is set. */
    Shell with(String variable, String value) {
        var all = new HashMap<>(variables);
        all.put(variable, value);
        return new Shell(folder, all);
    }

    Answer type(String command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("answer", ".out");
        Path err = Files.createTempFile("answer", ".err");
        try {
            Process process = start(command, out, err);
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("'%s' did not end within %d minutes.".formatted(command, MINUTES));
            }
            return new Answer(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }

    /** Starts a command without waiting for it. The shell gives way to it, so that killing the process kills the command. */
    Process start(String command, Path out, Path err) throws IOException {
        var builder = new ProcessBuilder("sh", "-c", "exec " + command);
        builder.directory(folder.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(variables);
        builder.redirectOutput(out.toFile());
        builder.redirectError(err.toFile());
        return builder.start();
    }
}
