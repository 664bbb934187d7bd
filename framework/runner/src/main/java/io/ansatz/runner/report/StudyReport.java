package io.ansatz.runner.report;

import io.ansatz.runner.comparison.Configuration;
import io.ansatz.runner.comparison.StudyComparison;
import io.ansatz.runner.comparison.Varying;
import io.ansatz.runner.experiment.Comparing;
import io.ansatz.runner.proof.Integrity;
import io.ansatz.runner.tracking.BlockSheet;
import io.ansatz.runner.tracking.StudyFolder;
import io.ansatz.runner.tracking.StudyPlan;
import io.ansatz.runner.tracking.StudyReader;
import io.ansatz.runner.tracking.TrialRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a study came to, as a page to read without a server. It shows numbers and how sure they are, and leaves it to the
 * reader what follows from them.
 *
 * @param trials every trial that ever began, in the order in which they did
 * @param damaged why trials are missing here: their journals cannot be read
 * @param resolved the experiment with every default written out, as the newest trial has it
 * @param integrity whether results can be what the trials came to
 * @param comparison what may be said of hybrids and controls; empty where that cannot be read
 * @param files what can be linked to: the folder of a trial to the names of files in it
 */
public record StudyReport(
        String experiment,
        Optional<StudyPlan> plan,
        List<TrialRecord> trials,
        List<String> damaged,
        Optional<String> resolved,
        Integrity integrity,
        Optional<StudyComparison> comparison,
        Map<String, List<String>> files) {

    /** The name of the file, in the folder of the experiment. */
    public static final String FILE = "report.html";

    private static final String RESOLVED = "experiment.yaml";

    private static final List<String> LINKED = List.of(
            TrialPlots.LEARNING_CURVES,
            TrialPlots.CONFUSION,
            TrialPlots.ROC,
            TrialPlots.PRECISION_RECALL,
            TrialPlots.RELIABILITY,
            TrialPlots.CIRCUIT,
            BlockSheet.FILE,
            "metrics.json",
            "predictions.csv",
            "journal.jsonl",
            RESOLVED,
            "failure.txt");

    public StudyReport {
        trials = List.copyOf(trials);
        damaged = List.copyOf(damaged);
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /** Reads the folder of an experiment. A trial whose journal is damaged is named instead of shown. */
    public static StudyReport of(StudyFolder study) throws IOException {
        var reader = new StudyReader(study);
        List<TrialRecord> trials = reader.read();
        Optional<StudyPlan> plan = study.plan();
        var files = new LinkedHashMap<String, List<String>>();
        for (TrialRecord trial : trials) {
            Path folder = trial.folder().path();
            files.put(
                    trial.id(),
                    LINKED.stream()
                            .filter(file -> Files.isRegularFile(folder.resolve(file)))
                            .toList());
        }
        var problems = new ArrayList<>(reader.problems());
        Integrity integrity = Integrity.of(trials);
        return new StudyReport(
                plan.map(StudyPlan::experiment).orElse(study.name()),
                plan,
                trials,
                problems,
                resolved(trials, plan),
                integrity,
                comparison(trials, plan, integrity, problems),
                files);
    }

    /** Drawing test images again takes too long for a page; {@code ansatz compare} does it. */
    private static Optional<StudyComparison> comparison(
            List<TrialRecord> trials, Optional<StudyPlan> plan, Integrity integrity, List<String> problems) {
        try {
            return Optional.of(StudyComparison.of(
                    Configuration.of(trials, Varying.paths(trials, plan)),
                    integrity,
                    plan.map(StudyPlan::compare).orElse(Comparing.usual()),
                    false));
        } catch (IOException e) {
            problems.add("Hybrids and controls could not be compared. " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Of the trials that were last asked for, if that is known: one that an earlier file asked for has the earlier file. */
    private static Optional<String> resolved(List<TrialRecord> trials, Optional<StudyPlan> plan) throws IOException {
        Optional<Path> newest = Optional.empty();
        for (TrialRecord trial : trials) {
            Path file = trial.folder().path().resolve(RESOLVED);
            boolean asked = plan.isEmpty() || plan.get().trials().contains(trial.id());
            if (asked && Files.isRegularFile(file)) {
                newest = Optional.of(file);
            }
        }
        return newest.isPresent() ? Optional.of(Files.readString(newest.get())) : Optional.empty();
    }

    /** The page: HTML that is well-formed XML too. */
    public String html() {
        return new ReportPage(this).html();
    }
}
