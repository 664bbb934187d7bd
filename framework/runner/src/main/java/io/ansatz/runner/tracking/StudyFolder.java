package io.ansatz.runner.tracking;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of an experiment: what was asked of it, and a folder for each trial. */
public record StudyFolder(Path path) {

    /** The name of the experiment. */
    public String name() {
        return path.getFileName().toString();
    }

    /** Keeps what is asked, and the whole experiment as YAML, in place of what was asked before. */
    public void keep(StudyPlan plan, String resolved) throws IOException {
        try {
            RunFolder.makeFolder(path);
        } catch (IOException e) {
            throw new UnwritableException(path, e);
        }
        write("experiment.yaml", resolved);
        write(StudyPlan.FILE, plan.text());
    }

    /** Writes a file beside the trials, whole or not at all. */
    public void write(String name, String text) throws IOException {
        RunFolder.writeWhole(path.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    /** What was last asked; empty if it was never run. */
    public Optional<StudyPlan> plan() throws IOException {
        return StudyPlan.read(path);
    }

    /** The folders in which a trial began, by name. */
    public List<RunFolder> trials() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(path)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(Journal.FILE)))
                    .sorted()
                    .map(RunFolder::new)
                    .toList();
        }
    }

    /** Every trial that ever began, in the order in which they did; one whose journal cannot be read is left out. */
    public List<TrialRecord> records() throws IOException {
        return new StudyReader(this).read();
    }

    /**
     * Closes the journals that a vanished process left open, as failed, and returns the names of their folders. No trial of
     * this process may be in progress: looking at its claim would drop it.
     */
    public List<String> closeAbandoned() throws IOException {
        var closed = new ArrayList<String>();
        for (TrialRecord trial : records()) {
            if (trial.state() != TrialRecord.State.RUNNING) {
                continue;
            }
            Optional<Closeable> claim = trial.folder().claim();
            if (claim.isEmpty()) {
                continue;
            }
            try (Journal journal = Journal.open(trial.folder().journal())) {
                journal.write("failed", Map.of("reason", """
                        Its process ended without a word, after %s.
                        Maybe it was killed, ran out of memory, or the machine stopped.""".formatted(lastSign(trial))));
                closed.add(trial.id());
            } finally {
                claim.get().close();
            }
        }
        return closed;
    }

    private static String lastSign(TrialRecord trial) {
        List<TrialRecord.Epoch> curve = trial.curve();
        if (!trial.endings().isEmpty()) {
            return "its last epoch";
        }
        return curve.isEmpty()
                ? "it had begun"
                : "epoch %d".formatted(curve.get(curve.size() - 1).number());
    }

    /** The experiments that have a folder in a folder of runs, by name. */
    public static List<StudyFolder> in(Path runs) throws IOException {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(StudyPlan.FILE)))
                    .sorted()
                    .map(StudyFolder::new)
                    .toList();
        }
    }
}
