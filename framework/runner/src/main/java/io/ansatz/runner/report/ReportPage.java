package io.ansatz.runner.report;

import io.ansatz.runner.comparison.Configuration;
import io.ansatz.runner.comparison.Varying;
import io.ansatz.runner.tracking.StudyPlan;
import io.ansatz.runner.tracking.TrialRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the page of a study, a section after the other. */
final class ReportPage {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final StudyReport study;
    private final List<String> varies;
    private final List<Configuration> configurations;
    private final Page page;

    ReportPage(StudyReport study) {
        this.study = study;
        varies = Varying.paths(study.trials(), study.plan());
        configurations = Configuration.of(study.trials(), varies);
        page = new Page(study.experiment() + " - Ansatz");
    }

    String html() {
        page.add("<h1>%s</h1>", study.experiment());
        times();
        asked();
        if (!study.trials().isEmpty()) {
            study.comparison().ifPresent(comparison -> new Verdicts(comparison, page).write());
            List<Measure> measures = Measure.of(study.plan(), configurations);
            new ConfigurationTable(configurations, measures, page).write();
            new TrialTable(study, configurations, measures, page).write();
            var sheets = new BlockSheets(configurations);
            new Costs(study.trials(), configurations, sheets, page).write();
            new Circuits(configurations, sheets, page).write();
            new Passports(study.trials(), page).write();
            new Environment(study.trials(), page).write();
            new RunAgain(study.trials(), study.resolved(), page).write();
        }
        return page.html();
    }

    private void times() {
        if (!study.trials().isEmpty()) {
            Instant last = study.trials().stream()
                    .map(TrialRecord::last)
                    .max(Instant::compareTo)
                    .orElseThrow();
            page.note("The first trial began %s; the last entry of a journal is of %s."
                    .formatted(MINUTE.format(study.trials().get(0).begun()), MINUTE.format(last)));
        }
    }

    private void asked() {
        page.heading("What was asked");
        Map<String, String> labels =
                configurations.stream().collect(Collectors.toMap(Configuration::key, Configuration::label));
        Function<TrialRecord, String> title = trial -> labels.get(Configuration.keyOf(trial)) + " seed " + trial.seed();
        page.add("<dl>");
        page.fact("experiment", study.experiment());
        study.plan().ifPresent(plan -> page.fact("file", plan.file()));
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
        page.fact("varies", varies.isEmpty() ? "nothing but role and seed" : String.join(", ", varies));
        if (study.trials().stream().anyMatch(trial -> weights(trial).isPresent())) {
            page.fact(
                    "backbone begins with",
                    Environment.values(study.trials(), trial -> weights(trial).orElse("random values")));
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
