package io.ansatz.runner.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.JavaProcess;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds when several processes write one store, or one of them is killed. */
class StoreProcessesTest {

    @TempDir
    private Path folder;

    @Test
    void twoProcessesThatMakeAndWriteAStoreAtOnceLoseNothing() throws Exception {
        try (var one = new Writer("one", 2, 300);
                var other = new Writer("other", 2, 300)) {
            one.go();
            other.go();

            assertThat(one.next()).isEqualTo(other.next()).startsWith("begun ");
            assertThat(one.rest()).endsWith("logged", "done");
            assertThat(other.rest()).endsWith("logged", "done");
        }

        assertWhole();
        var kept = new StoreReader(folder).contents("together").runs();
        assertThat(kept).containsOnlyKeys("trial/0", "trial/1");
        for (Contents.Kept run : kept.values()) {
            assertThat(run.points()).hasSize(600);
            assertThat(run.latest()).isEqualTo(Map.of("one", 74.75, "other", 74.75));
        }
    }

    @Test
    void aProcessThatIsKilledLosesNothingItSaid() throws Exception {
        int said = 0;
        try (var writer = new Writer("loss", 1, Integer.MAX_VALUE)) {
            writer.go();
            assertThat(writer.next()).startsWith("begun ");
            while (said < 20) {
                assertThat(writer.next()).isEqualTo("logged");
                said++;
            }
            said += writer.killed().size();
        }

        assertWhole();
        try (var tracker = StoreTracker.in(folder)) {
            String experiment = tracker.experiment("together");
            String run = tracker.begin(experiment, StoreWriter.run("trial/0"), Optional.empty());
            assertThat(tracker.runs(experiment)).hasSize(1);
            assertThat(new StoreReader(folder)
                            .contents("together")
                            .runs()
                            .get("trial/0")
                            .points())
                    .hasSizeBetween(said, said + 1);
            tracker.log(run, Map.of(), Map.of(), List.of(new Point("later", 1, Instant.EPOCH, 1)));
        }
        assertWhole();
    }

    @Test
    void aTemporaryFolderThatCannotBeUsedIsNamed() throws Exception {
        Path missing = folder.resolve("missing");
        try (var writer = new Writer("loss", 1, 1, "-Djava.io.tmpdir=" + missing)) {
            writer.go();

            assertThat(String.join("\n", writer.rest())).isEqualTo("""
                    SQLite's native library cannot be loaded from %s.
                    Maybe that folder cannot be written, or no program may be run from it; \
                    ANSATZ_JAVA_OPTIONS=-Djava.io.tmpdir=FOLDER names another.""".formatted(missing));
        }
    }

    private void assertWhole() throws Exception {
        Path file = folder.resolve("mlflow.db");
        assertThat(SqliteFile.ask(file, "PRAGMA integrity_check")).containsExactly("ok");
        assertThat(SqliteFile.ask(file, "PRAGMA foreign_key_check")).isEmpty();
    }

    /** A {@link StoreWriter} in a process of its own that is ready to begin; its errors count as lines. */
    private final class Writer implements Closeable {

        private final Process process;
        private final BufferedReader lines;

        Writer(String metric, int runs, int steps, String... options) throws IOException {
            List<String> command = JavaProcess.command(
                    List.of(options),
                    StoreWriter.class,
                    List.of(folder.toString(), metric, Integer.toString(runs), Integer.toString(steps)));
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            lines = process.inputReader(StandardCharsets.UTF_8);
            assertThat(next()).isEqualTo("ready");
        }

        void go() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }

        /** What it says next; from Java 24 on, Java itself says of a temporary folder that it is not there. */
        String next() throws IOException {
            String line = lines.readLine();
            return line != null && line.startsWith("WARNING: java.io.tmpdir") ? lines.readLine() : line;
        }

        List<String> rest() {
            return lines.lines().toList();
        }

        List<String> killed() throws InterruptedException {
            // The process's own method would close the pipe, with what it said last.
            process.toHandle().destroyForcibly();
            List<String> said = rest();
            process.waitFor();
            return said;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
