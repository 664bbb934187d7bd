package io.ansatz.runner.report;

import io.ansatz.runner.comparison.Configuration;
import io.ansatz.runner.metrics.Confusion;
import io.ansatz.runner.statistics.Estimate;
import java.util.ArrayList;
import java.util.List;

/** What the configurations of a study came to: a row for each, how to read them, and a plot of every metric. */
final class ConfigurationTable {

    private final List<Configuration> configurations;
    private final List<Measure> measures;
    private final Page page;

    ConfigurationTable(List<Configuration> configurations, List<Measure> measures, Page page) {
        this.configurations = configurations;
        this.measures = measures;
        this.page = page;
    }

    void write() {
        page.heading("Configurations");
        page.paragraph(
                "A configuration is repeated with several seeds. Behind its mean stands the interval in which the mean of "
                        + "endless repetitions is expected, 95 times in 100, if the values are roughly normal (Student's t).");
        var columns = new ArrayList<Page.Column>();
        columns.add(Page.Column.texts("role"));
        columns.addAll(settingColumns(configurations));
        columns.add(Page.Column.numbers("n"));
        measures.forEach(measure -> columns.add(Page.Column.numbers("test " + measure.title())));
        page.beginTable("Configurations", columns);
        configurations.forEach(this::row);
        page.endTable();
        notes();
        measures.forEach(measure -> new DotPlot(measure, configurations).write(page));
        if (!measures.isEmpty()) {
            page.note(
                    "A dot is a seed, the bar is their mean, and the line its interval; an arrow says that the interval goes on.");
        }
    }

    /** A column for everything that varies. */
    static List<Page.Column> settingColumns(List<Configuration> configurations) {
        return Configuration.names(configurations.get(0).varying().keySet()).values().stream()
                .map(Page.Column::texts)
                .toList();
    }

    /** The cells of {@link #settingColumns}. */
    static void settings(Configuration configuration, Page page) {
        for (String value : configuration.varying().values()) {
            page.cell(value.isEmpty() ? Page.NOTHING : Configuration.shortened(value));
        }
    }

    private void row(Configuration configuration) {
        page.add("<tr>");
        page.word(configuration.role());
        settings(configuration, page);
        page.number(Integer.toString(configuration.finished().size()));
        for (Measure measure : measures) {
            page.number(
                    configuration.mean(measure.metric()).map(Estimate::words).orElse(Page.NOTHING));
        }
        page.add("</tr>");
    }

    private void notes() {
        page.add("<ul class=\"quiet\">");
        page.item(
                "Intervals of few seeds are wide. Whether two of them overlap decides nothing: it neither shows a difference nor "
                        + "rules one out.");
        List<Estimate> means = configurations.stream()
                .flatMap(configuration -> measures.stream()
                        .filter(Measure::isShare)
                        .flatMap(measure -> configuration.mean(measure.metric()).stream()))
                .toList();
        if (!means.stream().allMatch(Estimate::known)) {
            page.item("Where n is 1 there is no interval: one seed says nothing of how far another would be from it.");
        }
        if (means.stream().anyMatch(mean -> mean.known() && mean.low() == mean.high())) {
            page.item("An interval without width says that these seeds agree, not that another one must.");
        }
        if (means.stream().anyMatch(mean -> mean.low() < 0 || mean.high() > 1)) {
            page.item("An interval may pass 0 or 1, which its formula does not know of.");
        }
        configurations.stream()
                .flatMap(configuration -> configuration.finished().stream())
                .map(trial -> new Confusion(
                                trial.result().orElseThrow().metrics().test().confusion())
                        .yardstick()
                        .sentence())
                .distinct()
                .forEach(page::item);
        page.add("</ul>");
    }
}
