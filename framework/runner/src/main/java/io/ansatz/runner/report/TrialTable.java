package io.ansatz.runner.report;

import io.ansatz.runner.comparison.Configuration;
import io.ansatz.runner.tracking.TrialRecord;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Every trial of a study, a row for each, with links to what its folder holds. */
final class TrialTable {

    private final StudyReport study;
    private final List<Configuration> configurations;
    private final List<Measure> measures;
    private final Page page;

    TrialTable(StudyReport study, List<Configuration> configurations, List<Measure> measures, Page page) {
        this.study = study;
        this.configurations = configurations;
        this.measures = measures;
        this.page = page;
    }

    void write() {
        page.heading("Trials");
        var columns = new ArrayList<Page.Column>();
        columns.add(Page.Column.texts("role"));
        columns.add(Page.Column.numbers("seed"));
        columns.addAll(ConfigurationTable.settingColumns(configurations));
        columns.add(Page.Column.texts("state"));
        measures.forEach(measure -> columns.add(Page.Column.numbers("test " + measure.title())));
        columns.add(Page.Column.numbers("epochs"));
        columns.add(Page.Column.numbers("kept"));
        columns.add(Page.Column.numbers("seconds"));
        columns.add(Page.Column.texts("files"));
        page.beginTable("Trials", columns);
        Map<String, List<TrialRecord>> repetitions =
                study.trials().stream().collect(Collectors.groupingBy(Configuration::keyOf));
        for (Configuration configuration : configurations) {
            repetitions.get(configuration.key()).forEach(trial -> row(configuration, trial));
        }
        page.endTable();
    }

    private void row(Configuration configuration, TrialRecord trial) {
        Optional<TrialRecord.Result> result = trial.result();
        page.add("<tr>");
        page.word(trial.role());
        page.number(trial.seed());
        ConfigurationTable.settings(configuration, page);
        page.word(word(trial.state()));
        for (Measure measure : measures) {
            OptionalDouble value = measure.of(trial);
            page.number(value.isPresent() ? Measure.text(value.getAsDouble()) : Page.NOTHING);
        }
        page.number(Integer.toString(
                result.map(r -> r.metrics().epochs()).orElse(trial.curve().size())));
        page.number(result.map(r -> Integer.toString(r.metrics().bestEpoch())).orElse(Page.NOTHING));
        page.number(result.map(r -> Markup.fixed(r.seconds(), 1)).orElse(Page.NOTHING));
        page.add("<td class=\"links\"><a href=\"%s\">%s</a>", link(trial.id(), ""), trial.id());
        for (String file : study.files().getOrDefault(trial.id(), List.of())) {
            String name = file.substring(file.lastIndexOf('/') + 1, file.indexOf('.'));
            page.add("<a class=\"file\" href=\"%s\">%s</a>", link(trial.id(), file), name);
        }
        page.add("</td>");
        page.add("</tr>");
    }

    /** What became of a trial, in a word or two. */
    static String word(TrialRecord.State state) {
        return switch (state) {
            case RUNNING -> "running or vanished";
            case FINISHED -> "finished";
            case FAILED -> "failed";
            case KILLED -> "killed";
        };
    }

    private static String link(String folder, String file) {
        try {
            return new URI(null, null, "./" + folder + "/" + file, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Every path without a scheme can be written.", e);
        }
    }
}
