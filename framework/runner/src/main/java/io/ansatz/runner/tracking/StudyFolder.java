package io.ansatz.runner.tracking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of an experiment: what was asked of it, and a folder for each trial. */
public record StudyFolder(Path path) {

    /** The name of the experiment. */
    public String name() {
        return path.getFileName().toString();
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

    /** Every trial that ever began, in the order in which they did. */
    public List<TrialRecord> records() throws IOException {
        var records = new ArrayList<TrialRecord>();
        for (RunFolder folder : trials()) {
            TrialRecord.read(folder).ifPresent(records::add);
        }
        records.sort(Comparator.comparing(TrialRecord::begun).thenComparing(TrialRecord::id));
        return records;
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
