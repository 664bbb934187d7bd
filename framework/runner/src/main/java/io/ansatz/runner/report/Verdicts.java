package io.ansatz.runner.report;

import io.ansatz.runner.comparison.StudyComparison;
import io.ansatz.runner.comparison.Versus;
import io.ansatz.runner.experiment.Comparing;
import io.ansatz.runner.metrics.Metric;
import io.ansatz.runner.statistics.Comparison;
import io.ansatz.runner.statistics.Judgement;
import io.ansatz.runner.statistics.PValue;
import io.ansatz.runner.statistics.Verdict;
import io.ansatz.runner.tracking.TrialRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What may be said of every hybrid and control: a sentence each, the figures behind it, and where the differences lie. */
final class Verdicts {

    /** With more pairs than these, sentences are told for verdicts alone; the table has them all. */
    private static final int FEW = 12;

    private final StudyComparison comparison;
    private final List<TrialRecord> trials;
    private final Page page;

    /** @param trials whose data may spoil every verdict */
    Verdicts(StudyComparison comparison, List<TrialRecord> trials, Page page) {
        this.comparison = comparison;
        this.trials = trials;
        this.page = page;
    }

    void write() {
        if (comparison.versus().isEmpty()) {
            return;
        }
        page.heading("Verdict");
        Metric headline = comparison.rules().metrics().get(0);
        sentences(headline);
        cautions();
        for (Metric metric : comparison.rules().metrics()) {
            table(metric);
            new DifferencePlot(comparison, metric).write(page);
        }
        page.add("<ul class=\"quiet\">");
        page.item(rules());
        page.item(DifferencePlot.LEGEND);
        page.item(
                "The shift is the Hodges-Lehmann estimate of how much higher the hybrid is, with the interval of the exact signed-rank"
                        + " test over seeds; p is of that test, p equivalent of two one-sided ones, both after Holm's correction.");
        page.item(comparison.convergence());
        comparison.yardsticks().forEach(page::item);
        comparison.remarks().forEach(page::item);
        page.item("ansatz compare shows the same with tests on the same images, and as tables for a paper.");
        page.add("</ul>");
    }

    /** What the guard found is below, but nobody should read a verdict without it. */
    private void cautions() {
        List<String> broken = trials.stream()
                .flatMap(trial -> trial.dataset().promises().values().stream())
                .filter(Passports::isBroken)
                .map(TrialRecord.Promise::sentence)
                .distinct()
                .toList();
        if (!broken.isEmpty()) {
            page.add("<p class=\"warn\"><strong>Mind the data.</strong> %s</p>", String.join(" ", broken));
        }
    }

    /** One for each pair; of many, those that cannot be told are folded away behind how many there are of each verdict. */
    private void sentences(Metric metric) {
        List<Versus> judged = comparison.versus().stream()
                .filter(versus -> versus.contrast(metric).isPresent())
                .toList();
        if (judged.size() <= FEW) {
            judged.forEach(versus -> sentence(versus, metric));
            return;
        }
        Map<Verdict, List<Versus>> byVerdict = judged.stream()
                .collect(Collectors.groupingBy(versus -> verdict(versus, metric), TreeMap::new, Collectors.toList()));
        page.paragraph("By %s, of %d pairs: %s."
                .formatted(
                        metric.title(),
                        judged.size(),
                        byVerdict.entrySet().stream()
                                .map(one -> "%d %s".formatted(one.getValue().size(), one.getKey()))
                                .collect(Collectors.joining(", "))));
        byVerdict.forEach((verdict, pairs) -> {
            boolean folded = verdict == Verdict.CANNOT_TELL;
            if (folded) {
                page.add("<details><summary>%s that cannot be told</summary>", Markup.count(pairs.size(), "pair"));
            }
            pairs.forEach(versus -> sentence(versus, metric));
            if (folded) {
                page.add("</details>");
            }
        });
    }

    private void sentence(Versus versus, Metric metric) {
        Judgement judgement = versus.contrast(metric).orElseThrow().seeds().judgement();
        page.add(
                "<p class=\"verdict %s\"><strong>%s</strong> %s</p>",
                judgement.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                judgement.verdict(),
                judgement.sentence());
    }

    private static Verdict verdict(Versus versus, Metric metric) {
        return versus.contrast(metric).orElseThrow().seeds().judgement().verdict();
    }

    private String rules() {
        return String.format(
                Locale.ROOT,
                "The rules, which count if they were fixed before a result was seen: margins of %s in AUC and %s in other metrics; alpha %s"
                        + " over %s.",
                comparison.rules().margins().auc(),
                comparison.rules().margins().others(),
                comparison.rules().alpha(),
                comparison.rules().family() == Comparing.Family.STUDY
                        ? "all pairs of a metric"
                        : "the pairs of each hybrid");
    }

    private void table(Metric metric) {
        List<Page.Column> columns = List.of(
                Page.Column.texts("hybrid against"),
                Page.Column.numbers("seeds"),
                Page.Column.numbers("hybrid"),
                Page.Column.numbers("control"),
                Page.Column.numbers("difference of means"),
                Page.Column.numbers("shift"),
                Page.Column.numbers("p"),
                Page.Column.numbers("p equivalent"),
                Page.Column.texts("verdict"));
        var line = new SettingLine(page);
        page.add("<h3>Test %s</h3>", metric.title());
        page.beginTable("Verdicts by " + metric.title(), columns);
        for (Versus versus : comparison.versus()) {
            versus.contrast(metric).ifPresent(contrast -> {
                line.inTable(versus.setting(), columns.size());
                row(versus, contrast.seeds());
            });
        }
        page.endTable();
    }

    private void row(Versus versus, Comparison seeds) {
        page.add("<tr>");
        page.word(versus.theirs());
        page.number(Integer.toString(versus.seeds()));
        page.number(seeds.means().ours().words());
        page.number(seeds.means().theirs().words());
        page.number(seeds.means().difference().words());
        page.number(seeds.shift().words());
        page.number(PValue.words(seeds.p()));
        page.number(PValue.words(seeds.equivalenceP()));
        String needed = seeds.judgement().seeds().isPresent()
                ? " (about %d seeds needed)".formatted(seeds.judgement().seeds().getAsInt())
                : "";
        page.cell(seeds.judgement().verdict() + needed);
        page.add("</tr>");
    }
}
