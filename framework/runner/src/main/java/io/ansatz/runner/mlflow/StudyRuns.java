package io.ansatz.runner.mlflow;

import io.ansatz.runner.comparison.Configuration;
import io.ansatz.runner.comparison.Varying;
import io.ansatz.runner.report.StudyReport;
import io.ansatz.runner.statistics.Estimate;
import io.ansatz.runner.tracking.StudyFolder;
import io.ansatz.runner.tracking.StudyPlan;
import io.ansatz.runner.tracking.TrialRecord;
import io.ansatz.runner.tracking.TrialRecord.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A study as the runs that MLflow should hold: one for the study, under it one for each configuration and one for each
 * trial. Journals that grow only add values to them, so what was sent early stays right.
 */
final class StudyRuns {

    /** What tells the run above all others from them; its kind, too. */
    static final String IDENTITY = "study";

    private final StudyFolder study;
    private final Optional<StudyPlan> plan;
    private final List<TrialRecord> trials;
    private final List<String> varying;
    private final List<TrialRecord> finished;
    private final List<Configuration> configurations;

    /**
     * @param trials every trial that began, in order; at least one
     * @param varying the settings that tell them apart, role and seed apart
     */
    StudyRuns(StudyFolder study, Optional<StudyPlan> plan, List<TrialRecord> trials, List<String> varying) {
        this.study = study;
        this.plan = plan;
        this.trials = List.copyOf(trials);
        this.varying = List.copyOf(varying);
        finished = trials.stream()
                .filter(trial -> trial.result().isPresent())
                .sorted(Comparator.comparing((TrialRecord trial) ->
                                trial.result().orElseThrow().at())
                        .thenComparing(TrialRecord::id))
                .toList();
        configurations = Configuration.of(finished, varying);
    }

    StudyRuns(StudyFolder study, Optional<StudyPlan> plan, List<TrialRecord> trials) {
        this(study, plan, trials, Varying.paths(trials, plan));
    }

    /** A run for each configuration of which a trial is finished. */
    List<ConfigurationRun> configurations() {
        return configurations.stream().map(ConfigurationRun::new).toList();
    }

    /** A run for each trial. */
    List<TrialRun> trials() {
        return trials.stream().map(trial -> new TrialRun(trial, varying)).toList();
    }

    /** What tables are sorted by. */
    String metric() {
        return "test/" + select();
    }

    private String select() {
        return plan.map(StudyPlan::select).orElse("auc");
    }

    /** The tags of the experiment: what it is, and the views that show it. */
    Map<String, String> experimentTags() {
        var tags = new LinkedHashMap<String, String>();
        tags.put(Tags.NOTE, """
                One run for the study; one for each configuration (`tags."%1$s" = '%2$s'`), with means over seeds \
                and 95 %% intervals; one for each trial (`tags."%1$s" = '%3$s'`).

                Written by Ansatz from its journals.""".formatted(Tags.KIND, ConfigurationRun.KIND, TrialRun.KIND));
        var params = new ArrayList<String>(List.of("role"));
        params.addAll(varying);
        Instant begun = trials.get(0).begun();
        tags.put(View.CONFIGURATIONS.tag(), View.CONFIGURATIONS.json(metric(), params, begun));
        params.add(1, "seed");
        tags.put(View.TRIALS.tag(), View.TRIALS.json(metric(), params, begun));
        return tags;
    }

    /**
     * The run above all others.
     *
     * @param live whether this process still means to begin trials
     */
    Run study(boolean live) {
        var best = new Best(configurations, finished, select());
        RunStatus status = status(live);
        var tags = new LinkedHashMap<String, String>();
        tags.put(Tags.KIND, IDENTITY);
        common().forEach((path, value) -> tags.put(path, Tags.tag(value)));
        tags.putAll(Tags.surroundings(trials.get(trials.size() - 1)));
        best.configuration().ifPresent(one -> tags.put("best.configuration", Tags.tag(one.label())));
        tags.put(Tags.NOTE, Tags.tag(note(best.configuration())));
        return new Run(
                IDENTITY,
                Optional.empty(),
                study.name(),
                status,
                trials.get(0).begun(),
                status == RunStatus.RUNNING
                        ? Optional.empty()
                        : trials.stream().map(TrialRecord::last).max(Comparator.naturalOrder()),
                Map.of(),
                tags,
                best.points(),
                List.of(),
                artifacts());
    }

    private RunStatus status(boolean live) {
        Map<String, State> states = trials.stream().collect(Collectors.toMap(TrialRecord::id, TrialRecord::state));
        Set<State> asked = plan.map(StudyPlan::trials).orElse(List.copyOf(states.keySet())).stream()
                .map(id -> states.getOrDefault(id, live ? State.RUNNING : State.KILLED))
                .collect(Collectors.toSet());
        for (State state : List.of(State.RUNNING, State.FAILED, State.KILLED)) {
            if (asked.contains(state)) {
                return TrialRun.status(state);
            }
        }
        return RunStatus.FINISHED;
    }

    /** What all trials have in common, and the word {@code varies} where they differ. */
    private Map<String, String> common() {
        var common = new LinkedHashMap<String, String>();
        for (TrialRecord trial : trials) {
            trial.identity().forEach(common::putIfAbsent);
        }
        common.keySet().removeAll(Set.of("role", "seed"));
        common.replaceAll((path, value) -> varying.contains(path) ? "varies" : value);
        return common;
    }

    private String note(Optional<Configuration> best) {
        int asked = plan.map(one -> one.trials().size()).orElse(trials.size());
        var note = new StringBuilder();
        plan.ifPresent(one -> note.append("From `%s`. ".formatted(one.file())));
        note.append("Trials finished: %d; asked for last: %d.\n\n".formatted(finished.size(), asked));
        best.ifPresent(one -> {
            String test = words(one.values(select()));
            note.append("Best by validation: **%s**, %s %s.\n\n".formatted(one.label(), metric(), test));
        });
        return note.append("Everything together is in the artifact `%s`.".formatted(StudyReport.FILE))
                .toString();
    }

    private static String words(double... values) {
        if (values.length == 0) {
            return "unknown";
        }
        Estimate mean = Estimate.mean(values);
        return mean.known()
                ? String.format(
                        Locale.ROOT,
                        "%.3f (95 %% interval %.3f to %.3f, n = %d)",
                        mean.value(),
                        mean.low(),
                        mean.high(),
                        values.length)
                : String.format(Locale.ROOT, "%.3f (n = 1)", mean.value());
    }

    private Map<String, Path> artifacts() {
        var artifacts = new LinkedHashMap<String, Path>();
        for (String name : List.of(StudyReport.FILE, "experiment.yaml", StudyPlan.FILE)) {
            Path file = study.path().resolve(name);
            if (Files.isRegularFile(file)) {
                artifacts.put(name, file);
            }
        }
        return artifacts;
    }
}
