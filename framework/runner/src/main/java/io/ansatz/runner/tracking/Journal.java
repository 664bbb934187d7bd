package io.ansatz.runner.tracking;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The story of one trial, an event per line, append-only. Every event is on the disk when {@link #write} returns, so a
 * crash loses what came after the last one and nothing before. A line that a crash cut short is dropped when the
 * journal is opened again.
 */
public final class Journal implements AutoCloseable {

    /** The name of the file in a trial's folder. */
    public static final String FILE = "journal.jsonl";

    static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private final Path file;
    private final FileChannel channel;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** One line of a journal. */
    public record Event(String name, JsonObject facts) {

        /** A fact that is a number. */
        public double number(String fact) {
            return facts.get(fact).getAsDouble();
        }

        /** When it happened. */
        public Instant at() {
            return Instant.parse(facts.get("at").getAsString());
        }
    }

    /**
     * Opens a journal to continue it.
     *
     * @throws UnwritableException if that cannot be done
     */
    public static Journal open(Path file) throws IOException {
        try {
            var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                long whole = lengthOfWholeLines(file);
                channel.truncate(whole);
                channel.position(whole);
                RunFolder.syncFolder(file.toAbsolutePath().getParent());
                return new Journal(file, channel);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UnwritableException(file, e);
        }
    }

    /**
     * Appends an event and waits until it is on the disk.
     *
     * @param facts texts, whole numbers, doubles, booleans, and lists and maps of them
     * @throws UnwritableException if the disk refuses it
     */
    public void write(String event, Map<String, ?> facts) throws IOException {
        var line = new JsonObject();
        line.addProperty("event", event);
        line.addProperty("at", Instant.now().toString());
        for (var fact : facts.entrySet()) {
            line.add(fact.getKey(), GSON.toJsonTree(fact.getValue()));
        }
        var bytes = ByteBuffer.wrap((GSON.toJson(line) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new UnwritableException(file, e);
        }
    }

    /**
     * The events of a journal so far; none if there is no such file.
     *
     * @throws DamagedJournalException if a whole line is not an event
     */
    public static List<Event> read(Path file) throws IOException {
        var events = new ArrayList<Event>();
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        int number = 0;
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                number++;
                events.add(parse(file, number, new String(bytes, start, i - start, StandardCharsets.UTF_8)));
                start = i + 1;
            }
        }
        return events;
    }

    private static Event parse(Path file, int number, String line) throws IOException {
        try {
            JsonObject facts = JsonParser.parseString(line).getAsJsonObject();
            return new Event(facts.get("event").getAsString(), facts);
        } catch (JsonParseException | IllegalStateException | NullPointerException | UnsupportedOperationException e) {
            throw new DamagedJournalException(file, number, e);
        }
    }

    private static long lengthOfWholeLines(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
