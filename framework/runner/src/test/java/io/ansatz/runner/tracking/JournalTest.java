package io.ansatz.runner.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    private Path folder;

    @Test
    void everyEventIsOnTheDiskWhenWriteReturns() throws IOException {
        Path file = folder.resolve("journal.jsonl");
        try (var journal = Journal.open(file)) {
            journal.write("begin", Map.of("seed", 3));
            assertThat(Files.readString(file)).contains("\"event\":\"begin\"").endsWith("\"seed\":3}\n");
            journal.write("epoch", Map.of("loss", 0.25));
            assertThat(Journal.read(file)).extracting(Journal.Event::name).containsExactly("begin", "epoch");
        }
    }

    @Test
    void aLineThatACrashCutShortIsNotReadAndIsDroppedWhenTheJournalGoesOn() throws IOException {
        Path file = folder.resolve("journal.jsonl");
        try (var journal = Journal.open(file)) {
            journal.write("epoch", Map.of("epoch", 1));
            journal.write("epoch", Map.of("epoch", 2));
        }
        byte[] whole = Files.readAllBytes(file);
        int firstLine = Files.readAllLines(file).get(0).length() + 1;
        for (int length = firstLine; length < whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertThat(Journal.read(file)).hasSize(1);
        }

        try (var journal = Journal.open(file)) {
            journal.write("begin", Map.of("attempt", 2));
        }

        List<Journal.Event> events = Journal.read(file);
        assertThat(events).extracting(Journal.Event::name).containsExactly("epoch", "begin");
        assertThat(events.get(0).number("epoch")).isEqualTo(1);
    }

    @Test
    void aMissingJournalHasNoEvents() throws IOException {
        assertThat(Journal.read(folder.resolve("journal.jsonl"))).isEmpty();
    }

    @Test
    void aDamagedLineIsNamed() throws IOException {
        Path file = folder.resolve("journal.jsonl");
        try (var journal = Journal.open(file)) {
            journal.write("begin", Map.of());
        }
        Files.writeString(file, "{broken\n", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> Journal.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage("""
                %s:2 is not a line of a journal.
                Maybe the file was edited, or the disk is damaged.""".formatted(file));
    }
}
