package io.ansatz.runner.mlflow;

import io.ansatz.runner.comparison.Varying;
import io.ansatz.runner.tracking.StudyFolder;
import io.ansatz.runner.tracking.StudyPlan;
import io.ansatz.runner.tracking.StudyReader;
import io.ansatz.runner.tracking.TrialRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes a tracker hold what the folder of a study tells. It looks at the folder, sends what the tracker lacks, and may do so as
 * often as one likes: what is there already is not sent again, and what failed half-way is repeated whole. Not for
 * two threads at once.
 */
public final class Mirror {

    private final StudyFolder study;
    private final Tracker tracker;
    private final StudyReader reader;

    /** What the tracker is known to hold, by identity; none before it was first asked. */
    private final Map<String, Held> held = new HashMap<>();

    /** What was sent in full and has not changed since, by identity. */
    private final Map<String, Object> sent = new HashMap<>();

    /** The points of unfinished runs that the tracker has confirmed, by identity. */
    private final Map<String, Set<Point>> confirmed = new HashMap<>();

    private Optional<String> experiment = Optional.empty();
    private Map<String, String> experimentTags = Map.of();
    private Optional<Variety> varying = Optional.empty();
    private volatile Optional<Links> links = Optional.empty();

    private volatile Standing standing = new Standing(0, 0, 0);
    private final AtomicLong steps = new AtomicLong();
    private volatile boolean stopped;

    public Mirror(StudyFolder study, Tracker tracker) {
        this.study = study;
        this.tracker = tracker;
        reader = new StudyReader(study);
    }

    /**
     * How far the tracker has come.
     *
     * @param runs how many runs it should hold
     * @param missing how many are not, or not wholly, there
     * @param deleted how many somebody put into MLflow's bin, where they are left
     */
    public record Standing(int runs, int missing, int deleted) {}

    /**
     * What a look at the folder came to.
     *
     * @param updated how many runs were sent just now, as far as they lacked anything
     * @param trouble why something is missing
     */
    public record Pass(Standing standing, int updated, Optional<TrackerException> trouble) {}

    private interface Making {

        Run make() throws IOException;
    }

    /**
     * A run that the tracker should hold.
     *
     * @param source from what it is made: as long as that is equal, so is the run
     */
    private record Due(String identity, Object source, Making making) {}

    /** How far the tracker has come; another thread may ask while a pass is under way. */
    Standing standing() {
        return standing;
    }

    /** How many runs the tracker should hold by what the folder tells now; another thread may ask while a pass is under way. */
    int expected() throws IOException {
        List<TrialRecord> trials = study.records();
        if (trials.isEmpty()) {
            return 0;
        }
        return 1 + new StudyRuns(study, study.plan(), trials).configurations().size() + trials.size();
    }

    /** Sends no other run, from whatever thread; the one that is being sent just now may still be. */
    void stop() {
        stopped = true;
    }

    /** Whether no other run is sent. */
    boolean stopped() {
        return stopped;
    }

    /** A number that grows with everything the tracker takes; another thread may ask. */
    long steps() {
        return steps.get();
    }

    /**
     * Where MLflow's pages show the experiment; empty as long as the tracker has not said how it calls it.
     *
     * @param server where the pages are
     */
    public Optional<Links> links(String server) {
        return links.map(link -> new Links(server, link.experiment(), link.metric()));
    }

    /**
     * Looks at the folder and sends what is missing.
     *
     * @param live whether this process still means to begin trials
     * @throws IOException if the folder cannot be read
     */
    public Pass pass(boolean live) throws IOException {
        Optional<StudyPlan> plan = study.plan();
        List<TrialRecord> trials = reader.read();
        if (trials.isEmpty()) {
            return new Pass(standing, 0, Optional.empty());
        }
        var runs = new StudyRuns(study, plan, trials, varying(trials, plan));
        List<Due> due = due(runs, trials, live);
        int updated = 0;
        Optional<TrackerException> trouble = Optional.empty();
        standing = standing(due);
        try {
            requireExperiment(runs);
            for (Due one : due) {
                if (stopped) {
                    throw TrackerException.away("Nothing more is sent.", null);
                }
                try {
                    if (send(one)) {
                        updated++;
                        standing = standing(due);
                    }
                } catch (TrackerException e) {
                    // A run that is refused does not keep the others out, unless they all stand under it.
                    if (e.passing() || one.identity().equals(StudyRuns.IDENTITY)) {
                        throw e;
                    }
                    trouble = Optional.of(e);
                }
            }
        } catch (TrackerException e) {
            trouble = Optional.of(e);
        }
        if (trouble.isPresent() && !trouble.get().passing()) {
            // Maybe somebody deleted what was refused, or another process put it aside: the next pass looks anew.
            experiment = Optional.empty();
            confirmed.clear();
        }
        standing = standing(due);
        return new Pass(standing, updated, trouble);
    }

    private Standing standing(List<Due> due) {
        int missing = 0;
        int deleted = 0;
        for (Due one : due) {
            missing += done(one) ? 0 : 1;
            deleted += deleted(one.identity()) ? 1 : 0;
        }
        return new Standing(due.size(), missing, deleted);
    }

    private boolean done(Due due) {
        return due.source().equals(sent.get(due.identity()));
    }

    /** What varies can only change when there are other trials, or another plan. */
    private List<String> varying(List<TrialRecord> trials, Optional<StudyPlan> plan) {
        List<String> ids = trials.stream().map(TrialRecord::id).toList();
        List<String> swept = plan.map(StudyPlan::varies).orElse(List.of());
        if (varying.isEmpty() || !varying.get().holds(ids, swept)) {
            varying = Optional.of(new Variety(ids, swept, Varying.paths(trials, plan)));
        }
        return varying.get().paths();
    }

    /** What varied when these were the trials and the swept settings. */
    private record Variety(List<String> ids, List<String> swept, List<String> paths) {

        boolean holds(List<String> nowIds, List<String> nowSwept) {
            return ids.equals(nowIds) && swept.equals(nowSwept);
        }
    }

    /** Every run of the study, the one above all others first, since the others refer to it. */
    private static List<Due> due(StudyRuns runs, List<TrialRecord> trials, boolean live) {
        var due = new ArrayList<Due>();
        var states = new LinkedHashMap<String, TrialRecord.State>();
        trials.forEach(trial -> states.put(trial.id(), trial.state()));
        due.add(new Due(StudyRuns.IDENTITY, List.of(states, live), () -> runs.study(live)));
        for (ConfigurationRun one : runs.configurations()) {
            due.add(new Due(one.identity(), one, one::run));
        }
        for (TrialRun one : runs.trials()) {
            due.add(new Due(one.identity(), one, one::run));
        }
        return due;
    }

    private void requireExperiment(StudyRuns runs) throws TrackerException {
        if (experiment.isEmpty()) {
            String id = tracker.experiment(study.name());
            held.clear();
            tracker.runs(id).forEach(run -> held.put(run.identity(), run));
            experiment = Optional.of(id);
        }
        links = Optional.of(new Links("", experiment.get(), runs.metric()));
        Map<String, String> tags = runs.experimentTags();
        if (!tags.equals(experimentTags)) {
            tracker.tagExperiment(experiment.get(), tags);
            experimentTags = tags;
        }
    }

    /** Whether anything had to be sent. */
    private boolean send(Due due) throws TrackerException, IOException {
        if (done(due)) {
            return false;
        }
        boolean told = !deleted(due.identity()) && send(due.making().make());
        sent.put(due.identity(), due.source());
        return told;
    }

    private boolean deleted(String identity) {
        return held.containsKey(identity) && held.get(identity).deleted();
    }

    private boolean send(Run run) throws TrackerException, IOException {
        Optional<String> parent = run.parent().map(held::get).map(Held::id);
        Held known = held.get(run.identity());
        String content = run.status() == RunStatus.RUNNING ? "" : ContentDigest.of(run, parent);
        if (known != null && !content.isEmpty() && known.content().equals(content)) {
            return false;
        }
        String id;
        if (known == null) {
            id = tracker.begin(experiment.orElseThrow(), run, parent);
            known = new Held(id, run.identity(), RunStatus.RUNNING, "", false);
            held.put(run.identity(), known);
        } else {
            id = known.id();
            if (run.status() == RunStatus.RUNNING && known.status() != RunStatus.RUNNING) {
                tracker.update(id, run.name(), RunStatus.RUNNING, Optional.empty());
            }
        }
        steps.incrementAndGet();
        if (!confirmed.containsKey(run.identity())) {
            if (!run.inputs().isEmpty()) {
                tracker.use(id, run.inputs());
            }
            confirmed.put(run.identity(), new HashSet<>());
        }
        Map<String, String> tags = new LinkedHashMap<>(run.tags());
        parent.ifPresent(above -> tags.put("mlflow.parentRunId", above));
        Set<Point> there = confirmed.get(run.identity());
        tracker.log(
                id,
                run.params(),
                tags,
                run.points().stream().filter(point -> !there.contains(point)).toList());
        there.addAll(run.points());
        steps.incrementAndGet();
        if (!content.isEmpty()) {
            for (var artifact : run.artifacts().entrySet()) {
                tracker.keep(id, artifact.getKey(), artifact.getValue());
                steps.incrementAndGet();
            }
            tracker.update(id, run.name(), run.status(), run.ended());
            tracker.log(id, Map.of(), Map.of(Run.CONTENT, content), List.of());
            confirmed.remove(run.identity());
        }
        held.put(run.identity(), new Held(id, run.identity(), run.status(), content, false));
        return true;
    }
}
