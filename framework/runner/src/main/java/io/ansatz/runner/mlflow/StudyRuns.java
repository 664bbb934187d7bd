package io.ansatz.runner.mlflow;

import io.ansatz.runner.report.Configuration;
import io.ansatz.runner.report.Interval;
import io.ansatz.runner.report.Varying;
import io.ansatz.runner.tracking.StudyFolder;
import io.ansatz.runner.tracking.StudyPlan;
import io.ansatz.runner.tracking.TrialRecord;
import io.ansatz.runner.tracking.TrialRecord.State;
import java.io.IOException;
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

    /** The tag that tells the three kinds of runs apart. */
    static final String KIND = "ansatz.kind";

    /** What follows the name of a metric for the ends of its interval. */
    static final String LOW = ".low";

    static final String HIGH = ".high";

    /** The metric that counts the finished trials of a configuration. */
    static final String COUNT = "n";

    static final String STUDY = "study";

    private static final String NOTE = "mlflow.note.content";

    private final StudyFolder study;
    private final Optional<StudyPlan> plan;
    private final List<TrialRecord> trials;
    private final List<String> varying;

    /** @param trials every trial that began, in order */
    StudyRuns(StudyFolder study, Optional<StudyPlan> plan, List<TrialRecord> trials) {
        this.study = study;
        this.plan = plan;
        this.trials = List.copyOf(trials);
        varying = Varying.paths(trials, plan);
    }

    /** The settings that tell the trials apart, role and seed apart. */
    List<String> varying() {
        return varying;
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
        tags.put(NOTE, """
                One run for the study, one for each configuration (`tags."%1$s" = 'configuration'`: means over seeds with \
                95 %% intervals), and one for each trial (`tags."%1$s" = 'trial'`). Written by Ansatz from its journals.""".formatted(KIND));
        var params = new ArrayList<String>(List.of("role"));
        params.addAll(varying);
        Instant begun = trials.isEmpty() ? Instant.EPOCH : trials.get(0).begun();
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
        var finished = finished();
        RunStatus status = status(live);
        var tags = new LinkedHashMap<String, String>();
        tags.put(KIND, STUDY);
        constants().forEach((path, value) -> tags.put(path, fit(value, Run.LONGEST_TAG)));
        tags.putAll(surroundings(trials.get(trials.size() - 1)));
        Optional<Configuration> best = best(finished);
        best.ifPresent(one -> tags.put("best.configuration", fit(one.label(), Run.LONGEST_TAG)));
        tags.put(NOTE, fit(note(finished.size(), best), Run.LONGEST_TAG));
        var artifacts = new LinkedHashMap<String, Path>();
        for (String name : List.of("report.html", "experiment.yaml", StudyPlan.FILE)) {
            Path file = study.path().resolve(name);
            if (Files.isRegularFile(file)) {
                artifacts.put(name, file);
            }
        }
        return new Run(
                STUDY,
                Optional.empty(),
                study.name(),
                status,
                trials.get(0).begun(),
                status == RunStatus.RUNNING
                        ? Optional.empty()
                        : trials.stream().map(TrialRecord::last).max(Comparator.naturalOrder()),
                Map.of(),
                tags,
                bests(finished),
                List.of(),
                artifacts);
    }

    private RunStatus status(boolean live) {
        Map<String, State> states = trials.stream().collect(Collectors.toMap(TrialRecord::id, TrialRecord::state));
        List<State> asked = new ArrayList<>();
        for (String id : plan.map(StudyPlan::trials).orElse(List.copyOf(states.keySet()))) {
            asked.add(states.getOrDefault(id, live ? State.RUNNING : State.KILLED));
        }
        for (State state : List.of(State.RUNNING, State.FAILED, State.KILLED)) {
            if (asked.contains(state)) {
                return of(state);
            }
        }
        return RunStatus.FINISHED;
    }

    private static RunStatus of(State state) {
        return switch (state) {
            case RUNNING -> RunStatus.RUNNING;
            case FINISHED -> RunStatus.FINISHED;
            case FAILED -> RunStatus.FAILED;
            case KILLED -> RunStatus.KILLED;
        };
    }

    /** What all trials have in common, and the word {@code varies} where they differ. */
    private Map<String, String> constants() {
        var constants = new LinkedHashMap<String, String>();
        for (TrialRecord trial : trials) {
            trial.identity().forEach(constants::putIfAbsent);
        }
        constants.keySet().removeAll(Set.of("role", "seed"));
        constants.replaceAll((path, value) -> varying.contains(path) ? "varies" : value);
        return constants;
    }

    private String note(int finished, Optional<Configuration> best) {
        var note = new StringBuilder();
        int asked = plan.map(one -> one.trials().size()).orElse(trials.size());
        plan.ifPresent(one -> note.append("From `%s`. ".formatted(one.file())));
        note.append("%d trials are finished; %d were asked for last.\n\n".formatted(finished, asked));
        best.ifPresent(one -> {
            String test = one.interval(select()).map(StudyRuns::words).orElse("unknown");
            note.append("Best by validation: **%s**, %s %s.\n\n".formatted(one.label(), metric(), test));
        });
        note.append("Everything together is in the artifact `report.html`.");
        return note.toString();
    }

    private static String words(Interval interval) {
        return interval.known()
                ? String.format(
                        Locale.ROOT,
                        "%.3f (95 %% interval %.3f to %.3f, n = %d)",
                        interval.mean(),
                        interval.low(),
                        interval.high(),
                        interval.n())
                : String.format(Locale.ROOT, "%.3f (n = 1)", interval.mean());
    }

    /** The finished trials in the order in which they came out. */
    private List<TrialRecord> finished() {
        return trials.stream()
                .filter(trial -> trial.result().isPresent())
                .sorted(Comparator.comparing((TrialRecord trial) ->
                                trial.result().orElseThrow().at())
                        .thenComparing(TrialRecord::id))
                .toList();
    }

    /** The configuration that validates best on average. The test images never choose. */
    private Optional<Configuration> best(List<TrialRecord> finished) {
        Comparator<Configuration> byMean = Comparator.comparingDouble(this::validation);
        List<Configuration> all = Configuration.of(finished, varying);
        return View.ascending(metric())
                ? all.stream().min(byMean)
                : all.stream().max(byMean);
    }

    private double validation(Configuration configuration) {
        return configuration.finished().stream()
                .mapToDouble(trial -> validation(trial).getOrDefault(select(), Double.NaN))
                .average()
                .orElse(Double.NaN);
    }

    private static Map<String, Double> validation(TrialRecord trial) {
        return trial.result().orElseThrow().metrics().validation().metrics();
    }

    private static Map<String, Double> test(TrialRecord trial) {
        return trial.result().orElseThrow().metrics().test().metrics();
    }

    /** What was best when one, two, three and more trials were finished. */
    private List<Point> bests(List<TrialRecord> finished) {
        var points = new ArrayList<Point>();
        for (int count = 1; count <= finished.size(); count++) {
            Instant at = finished.get(count - 1).result().orElseThrow().at();
            Configuration best = best(finished.subList(0, count)).orElseThrow();
            points.add(new Point("best/val/" + select(), count, at, validation(best)));
            for (String metric : test(best.finished().get(0)).keySet()) {
                int step = count;
                best.interval(metric)
                        .ifPresent(test -> points.add(new Point("best/test/" + metric, step, at, test.mean())));
            }
        }
        return points;
    }

    /** One run for each configuration of which a trial is finished. */
    List<Run> configurations() {
        return Configuration.of(finished(), varying).stream()
                .map(this::configuration)
                .toList();
    }

    private Run configuration(Configuration configuration) {
        List<TrialRecord> finished = configuration.finished();
        var points = new ArrayList<Point>();
        for (int count = 1; count <= finished.size(); count++) {
            var sofar = new Configuration(
                    configuration.key(), configuration.role(), configuration.varying(), finished.subList(0, count));
            Instant at = finished.get(count - 1).result().orElseThrow().at();
            points.add(new Point(COUNT, count, at, count));
            for (String metric : test(finished.get(0)).keySet()) {
                Optional<Interval> some = sofar.interval(metric);
                if (some.isEmpty()) {
                    continue;
                }
                Interval interval = some.get();
                points.add(new Point("test/" + metric, count, at, interval.mean()));
                if (interval.known()) {
                    points.add(new Point("test/" + metric + LOW, count, at, interval.low()));
                    points.add(new Point("test/" + metric + HIGH, count, at, interval.high()));
                }
            }
        }
        var params = new LinkedHashMap<String, String>();
        params.put("role", configuration.role());
        configuration.varying().forEach((path, value) -> params.put(path, fit(value, Run.LONGEST_PARAM)));
        var tags = new LinkedHashMap<String, String>();
        tags.put(KIND, "configuration");
        tags.put("role", configuration.role());
        tags.put(
                NOTE,
                "The mean over seeds %s, with its 95 %% interval."
                        .formatted(finished.stream().map(TrialRecord::seed).collect(Collectors.joining(", "))));
        return new Run(
                "configuration/" + configuration.key(),
                Optional.of(STUDY),
                name("%s, mean of %d".formatted(configuration.label(), finished.size())),
                RunStatus.FINISHED,
                finished.stream()
                        .map(TrialRecord::begun)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                Optional.of(
                        finished.get(finished.size() - 1).result().orElseThrow().at()),
                params,
                tags,
                points,
                List.of(),
                Map.of());
    }

    /** What tells the run of a trial from every other. */
    static String identity(TrialRecord trial) {
        return "trial/" + trial.id();
    }

    /** The run of one trial. */
    Run trial(TrialRecord trial) throws IOException {
        RunStatus status = of(trial.state());
        var params = new LinkedHashMap<String, String>();
        params.put("role", trial.role());
        params.put("seed", trial.seed());
        for (String path : varying) {
            trial.setting(path).ifPresent(value -> params.put(path, fit(value, Run.LONGEST_PARAM)));
        }
        return new Run(
                identity(trial),
                Optional.of(STUDY),
                name("%s seed %s".formatted(label(trial), trial.seed())),
                status,
                trial.begun(),
                status == RunStatus.RUNNING ? Optional.empty() : Optional.of(trial.last()),
                params,
                tags(trial),
                new TrialPoints(trial).all(),
                List.of(TrialInput.of(trial)),
                status == RunStatus.RUNNING
                        ? Map.of()
                        : artifacts(trial.folder().path()));
    }

    private String label(TrialRecord trial) {
        return Configuration.of(List.of(trial), varying).get(0).label();
    }

    private static Map<String, String> tags(TrialRecord trial) {
        var tags = new LinkedHashMap<String, String>();
        tags.put(KIND, "trial");
        tags.put("ansatz.trial", trial.id());
        tags.put("role", trial.role());
        tags.put("seed", trial.seed());
        tags.put(NOTE, fit(note(trial), Run.LONGEST_TAG));
        tags.putAll(surroundings(trial));
        return tags;
    }

    private static String note(TrialRecord trial) {
        return switch (trial.state()) {
            case RUNNING -> "";
            case FINISHED ->
                "Kept epoch %d of %d."
                        .formatted(
                                trial.result().orElseThrow().metrics().bestEpoch(),
                                trial.result().orElseThrow().metrics().epochs());
            case FAILED -> "Failed: " + trial.reason();
            case KILLED ->
                "Stopped from outside after %d epochs. The same command goes on."
                        .formatted(trial.curve().size());
        };
    }

    /** What MLflow has its own names for, and the rest under ours. */
    private static Map<String, String> surroundings(TrialRecord trial) {
        var tags = new LinkedHashMap<String, String>();
        tags.put("mlflow.source.type", "LOCAL");
        trial.surroundings().forEach((name, value) -> {
            String tag = switch (name) {
                case "user" -> "mlflow.user";
                case "experiment file" -> "mlflow.source.name";
                case "git commit" -> "mlflow.source.git.commit";
                case "ansatz" -> "ansatz.version";
                default -> "ansatz." + name;
            };
            tags.put(tag, fit(value, Run.LONGEST_TAG));
        });
        return tags;
    }

    /** Everything in the folder that was made to last. */
    private static Map<String, Path> artifacts(Path folder) throws IOException {
        var artifacts = new LinkedHashMap<String, Path>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (!name.equals("claim") && !name.equals("done") && !name.endsWith(".draft")) {
                    artifacts.put(name, file);
                }
            }
        }
        return artifacts;
    }

    private static String name(String text) {
        return fit(text, 250);
    }

    /** Texts that MLflow would cut are cut by us, so that one sees it. */
    private static String fit(String text, int longest) {
        String end = " … (cut)";
        return text.length() <= longest ? text : text.substring(0, longest - end.length()) + end;
    }
}
