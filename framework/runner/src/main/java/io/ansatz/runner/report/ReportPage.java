package io.ansatz.runner.report;

import io.ansatz.runner.comparison.Configuration;
import io.ansatz.runner.comparison.Varying;
import io.ansatz.runner.tracking.TrialRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

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
        new Question(study, varies, configurations, page).write();
        if (!study.trials().isEmpty()) {
            study.comparison().ifPresent(comparison -> new Verdicts(comparison, page).write());
            List<Measure> measures = Measure.of(study.plan(), configurations);
            new ConfigurationTable(configurations, measures, page).write();
            new SeedPictures(configurations, measures, page).write();
            new TrialTable(study, configurations, measures, page).write();
            new Passports(study.trials(), page).write();
            new IntegrityTable(study.integrity(), page).write();
            surroundings();
            again();
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

    private void surroundings() {
        page.heading("Surroundings");
        page.note(
                "Nothing here decides a result, all of it may explain one. Where trials differ, it says how many were so.");
        var names = new LinkedHashSet<String>();
        study.trials().forEach(trial -> names.addAll(trial.surroundings().keySet()));
        page.add("<dl>");
        for (String name : names) {
            page.fact(
                    name,
                    Question.values(
                            study.trials(), trial -> trial.surrounding(name).orElse(Passports.UNKNOWN)));
        }
        page.add("</dl>");
    }

    private void again() {
        page.heading("How to run it again");
        if (study.resolved().isEmpty()) {
            page.paragraph("The folder has no experiment.yaml to run again.");
            return;
        }
        page.paragraph(
                "Save the lines below as experiment.yaml and run them where no earlier runs are. Every default is written out "
                        + "in them, and so is what the command line changed.");
        page.add("<pre>ansatz run experiment.yaml</pre>");
        page.add("<pre>%s</pre>", study.resolved().get());
    }
}
