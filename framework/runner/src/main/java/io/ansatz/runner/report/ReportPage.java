package io.ansatz.runner.report;

import io.ansatz.runner.comparison.Configuration;
import io.ansatz.runner.comparison.Varying;
import io.ansatz.runner.tracking.TrialRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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
            study.comparison().ifPresent(comparison -> new Verdicts(comparison, study.trials(), page).write());
            List<Measure> measures = Measure.of(study.plan(), configurations);
            new ConfigurationTable(configurations, measures, page).write();
            new SeedPictures(configurations, measures, page).write();
            new IntegrityTable(study.integrity(), page).write();
            var sheets = new BlockSheets(configurations);
            new Costs(study.trials(), configurations, sheets, page).write();
            new Circuits(configurations, sheets, page).write();
            new Passports(study.trials(), page).write();
            new TrialTable(study, configurations, measures, page).write();
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
}
