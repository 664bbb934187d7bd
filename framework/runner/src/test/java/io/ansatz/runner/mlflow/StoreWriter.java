package io.ansatz.runner.mlflow;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process that logs into a store: it says {@code ready}, waits for a line, says which runs it began, and says
 * {@code logged} after every step.
 */
final class StoreWriter {

    private StoreWriter() {}

    /** @param words the folder, the name of the metric, how many runs, and how many steps each */
    public static void main(String... words) throws IOException {
        int count = Integer.parseInt(words[2]);
        int steps = Integer.parseInt(words[3]);
        var said = new PrintStream(System.out, true, StandardCharsets.UTF_8); // checkstyle: a program of its own
        var heard = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        said.println("ready");
        heard.readLine();
        try (var tracker = StoreTracker.in(Path.of(words[0]))) {
            String experiment = tracker.experiment("together");
            var runs = new ArrayList<String>();
            for (int i = 0; i < count; i++) {
                runs.add(tracker.begin(experiment, run("trial/" + i), Optional.empty()));
            }
            said.println("begun " + String.join(" ", runs));
            for (int step = 0; step < steps; step++) {
                for (String run : runs) {
                    var point = new Point(words[1], step, Instant.ofEpochSecond(step), step / 4.0);
                    tracker.log(run, Map.of(), Map.of(), List.of(point));
                }
                said.println("logged");
            }
            said.println("done");
        } catch (TrackerException e) {
            said.println(e.getMessage());
        }
    }

    static Run run(String identity) {
        return new Run(
                identity,
                Optional.empty(),
                "hello " + identity,
                RunStatus.RUNNING,
                Instant.parse("2026-03-01T09:00:00Z"),
                Optional.empty(),
                Map.of(),
                Map.of("mlflow.user", "ada"),
                List.of(),
                List.of(),
                Map.of());
    }
}
