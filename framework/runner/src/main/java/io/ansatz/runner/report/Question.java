package io.ansatz.runner.report;

import io.ansatz.runner.comparison.Configuration;
import io.ansatz.runner.tracking.StudyPlan;
import io.ansatz.runner.tracking.TrialRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a study was to find out, how, and how far it came. */
final class Question {

    private static final String HYBRID = "hybrid";

    private final StudyReport study;
    private final List<String> varies;
    private final List<Configuration> configurations;
    private final Page page;

    Question(StudyReport study, List<String> varies, List<Configuration> configurations, Page page) {
        this.study = study;
        this.varies = varies;
        this.configurations = configurations;
        this.page = page;
    }

    void write() {
        page.heading("What was asked");
        Map<String, String> labels =
                configurations.stream().collect(Collectors.toMap(Configuration::key, Configuration::label));
        Function<TrialRecord, String> title = trial -> labels.get(Configuration.keyOf(trial)) + " seed " + trial.seed();
        page.add("<dl>");
        question().ifPresent(question -> page.fact("question", question));
        page.fact("experiment", study.experiment());
        study.plan().ifPresent(plan -> page.fact("file", plan.file()));
        design();
        page.fact("varies", varies.isEmpty() ? "nothing but role and seed" : String.join(", ", varies));
        page.fact("trials", progress());
        for (TrialRecord.State state : TrialRecord.State.values()) {
            List<String> titles = study.trials().stream()
                    .filter(trial -> trial.state() == state)
                    .map(title)
                    .toList();
            if (state != TrialRecord.State.FINISHED && !titles.isEmpty()) {
                page.fact(TrialTable.word(state), String.join("; ", titles));
            }
        }
        page.add("</dl>");
        for (TrialRecord trial : study.trials()) {
            if (trial.state() == TrialRecord.State.FAILED) {
                page.add("<p class=\"warn\">%s failed:</p>", title.apply(trial));
                page.add("<pre>%s</pre>", trial.reason());
            }
        }
        study.damaged().forEach(why -> page.add("<pre class=\"warn\">%s</pre>", why));
    }

    /** Empty unless hybrids stand beside controls. */
    private Optional<String> question() {
        List<String> roles =
                study.trials().stream().map(TrialRecord::role).distinct().toList();
        String controls = roles.stream().filter(role -> !role.equals(HYBRID)).collect(Collectors.joining(", "));
        return roles.contains(HYBRID) && !controls.isEmpty()
                ? Optional.of(
                        "Does the circuit do better than what stands in its place, all else equal: " + controls + "?")
                : Optional.empty();
    }

    /** What the hybrids are made of, or all trials where there is none. */
    private void design() {
        List<TrialRecord> hybrids = study.trials().stream()
                .filter(trial -> trial.role().equals(HYBRID))
                .toList();
        List<TrialRecord> trials = hybrids.isEmpty() ? study.trials() : hybrids;
        if (trials.isEmpty()) {
            return;
        }
        page.fact("data set", Environment.values(trials, trial -> part(trial, "dataset", List.of("variant"))));
        page.fact(
                "backbone",
                Environment.values(trials, trial -> part(trial, "model.backbone", List.of("depth", "size"))));
        if (trials.stream().anyMatch(trial -> weights(trial).isPresent())) {
            page.fact(
                    "backbone begins with",
                    Environment.values(trials, trial -> weights(trial).orElse("random values")));
        }
        page.fact(
                "circuit",
                Environment.values(trials, trial -> part(trial, "model.circuit", settings(trial, "model.circuit"))));
        page.fact("training", Environment.values(trials, Question::training));
        page.fact("seeds", seeds(trials));
    }

    private static String seeds(List<TrialRecord> trials) {
        return trials.stream()
                .map(TrialRecord::seed)
                .distinct()
                .sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
                .collect(Collectors.joining(", "));
    }

    /** The settings of a part that its key holds, without what stands behind its name. */
    private static List<String> settings(TrialRecord trial, String path) {
        return trial.identity().keySet().stream()
                .filter(key -> key.startsWith(path + "."))
                .map(key -> key.substring(path.length() + 1))
                .filter(word -> !word.equals("use") && !word.equals("plugin") && !word.contains("digest"))
                .toList();
    }

    private static String part(TrialRecord trial, String path, List<String> words) {
        String settings = words.stream()
                .flatMap(word -> trial.setting(path + "." + word).stream()
                        .map(value -> word + " " + Configuration.shortened(value)))
                .collect(Collectors.joining(", "));
        String name = trial.setting(path + ".use")
                .orElse(trial.setting("dataset.use").isPresent() ? "none" : Passports.UNKNOWN);
        return settings.isEmpty() ? name : name + ": " + settings;
    }

    private static String training(TrialRecord trial) {
        if (trial.setting("train.epochs").isEmpty()) {
            return Passports.UNKNOWN;
        }
        Function<String, String> train = word -> trial.setting("train." + word).orElse("?");
        String stop = trial.setting("train.stop.patience")
                .map(patience -> ", until %s epochs in a row are no better".formatted(patience))
                .orElse("");
        return "at most %s epochs%s; batches of %s, %s with rate %s; the epoch with the best %s is kept"
                .formatted(
                        train.apply("epochs"),
                        stop,
                        train.apply("batch"),
                        train.apply("optimizer"),
                        train.apply("rate"),
                        train.apply("select"));
    }

    private String progress() {
        long finished = finished(study.trials());
        if (study.plan().isEmpty()) {
            return "%d of the %s that began %s finished; how many were asked for is not known."
                    .formatted(finished, Markup.count(study.trials().size(), "trial"), finished == 1 ? "is" : "are");
        }
        StudyPlan plan = study.plan().get();
        List<TrialRecord> asked = study.trials().stream()
                .filter(trial -> plan.trials().contains(trial.id()))
                .toList();
        int others = study.trials().size() - asked.size();
        int missing = plan.trials().size() - asked.size();
        long done = finished(asked);
        var progress = new StringBuilder("%d of %s asked for %s finished."
                .formatted(done, Markup.count(plan.trials().size(), "trial"), done == 1 ? "is" : "are"));
        if (missing > 0) {
            progress.append(" %d did not begin, or cannot be read.".formatted(missing));
        }
        if (others > 0) {
            progress.append(" The folder has %s more that the last run did not ask for; %s shown too."
                    .formatted(Markup.count(others, "trial"), others == 1 ? "it is" : "they are"));
        }
        return progress.toString();
    }

    private static long finished(List<TrialRecord> trials) {
        return trials.stream().filter(trial -> trial.result().isPresent()).count();
    }

    private static Optional<String> weights(TrialRecord trial) {
        return trial.setting("model.backbone.weights.digest").map(digest -> "weights with the SHA-256 " + digest);
    }
}
