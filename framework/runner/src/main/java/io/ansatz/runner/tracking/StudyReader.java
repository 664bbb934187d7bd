package io.ansatz.runner.tracking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the trials of a study again and again, each of them only when its journal or its marker has changed. */
public final class StudyReader {

    private final StudyFolder study;
    private final Map<Path, Seen> seen = new HashMap<>();
    private List<String> problems = List.of();

    public StudyReader(StudyFolder study) {
        this.study = study;
    }

    /** What was read when the files looked like this. */
    private record Seen(Looks looks, Optional<TrialRecord> trial) {}

    private record Looks(long journal, long marker) {

        static Looks of(RunFolder folder) throws IOException {
            Path marker = folder.marker();
            return new Looks(
                    Files.size(folder.journal()),
                    Files.exists(marker) ? Files.getLastModifiedTime(marker).toMillis() : 0);
        }
    }

    /** Every trial that ever began, in the order in which they did; a trial that did not change is the same object again. */
    public List<TrialRecord> read() throws IOException {
        var trials = new ArrayList<TrialRecord>();
        var found = new ArrayList<String>();
        for (RunFolder folder : study.trials()) {
            try {
                trial(folder).ifPresent(trials::add);
            } catch (DamagedJournalException e) {
                found.add(e.getMessage());
            }
        }
        problems = List.copyOf(found);
        trials.sort(Comparator.comparing(TrialRecord::begun).thenComparing(TrialRecord::id));
        return trials;
    }

    private Optional<TrialRecord> trial(RunFolder folder) throws IOException {
        Looks looks = Looks.of(folder);
        Seen last = seen.get(folder.path());
        if (last == null || !last.looks().equals(looks)) {
            last = new Seen(looks, TrialRecord.read(folder));
            seen.put(folder.path(), last);
        }
        return last.trial();
    }

    /** What could not be read the last time, a sentence each. */
    public List<String> problems() {
        return problems;
    }
}
