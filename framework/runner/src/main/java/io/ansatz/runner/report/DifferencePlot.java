package io.ansatz.runner.report;

import io.ansatz.runner.comparison.StudyComparison;
import io.ansatz.runner.metrics.Metric;
import io.ansatz.runner.statistics.Estimate;
import java.util.List;

/**
 * How much higher a metric of the hybrid is than that of each control, with intervals: a strip for each pair, a line where both are
 * equal, and a band of differences that do not matter.
 */
final class DifferencePlot {

    /** What its marks mean. */
    static final String LEGEND =
            "Where differences are drawn, the bar is the shift and the line its interval over seeds. On the upright line"
                    + " both sides are equal; in the band around it, a difference does not matter.";

    private final Metric metric;
    private final double margin;
    private final List<Strip> strips;
    private final Axis axis;

    /** A pair. */
    private record Strip(String setting, String control, Estimate shift) {

        String label() {
            return "against " + control;
        }
    }

    DifferencePlot(StudyComparison comparison, Metric metric) {
        this.metric = metric;
        margin = comparison.rules().margins().of(metric);
        strips = comparison.versus().stream()
                .flatMap(versus -> versus.contrast(metric).stream()
                        .map(contrast -> new Strip(
                                versus.setting(),
                                versus.theirs(),
                                contrast.seeds().shift())))
                .toList();
        double lowest = -margin;
        double highest = margin;
        for (Strip strip : strips) {
            lowest = Math.min(lowest, strip.shift().low());
            highest = Math.max(highest, strip.shift().high());
        }
        axis = Axis.around(lowest, highest);
    }

    void write(Page page) {
        if (strips.isEmpty()) {
            return;
        }
        page.add("<h3>How much higher the test %s of the hybrid is</h3>", metric.title());
        page.add("<div class=\"dots\">");
        var line = new SettingLine(page);
        for (Strip strip : strips) {
            line.inStrips(strip.setting());
            page.add("<div class=\"label\">%s</div>", strip.label());
            draw(page, strip);
            page.add("<div class=\"number\">%s</div>", strip.shift().words());
        }
        page.add("<div class=\"label\"></div><div class=\"strip\"><svg aria-hidden=\"true\">");
        for (Axis.Tick tick : axis.ticks()) {
            page.add("<text x=\"%s\" y=\"18\">%s</text>", x(tick.value()), tick.text());
        }
        page.add("</svg></div><div class=\"number\"></div>");
        page.add("</div>");
        if (!metric.higherIsBetter()) {
            page.note("Lower is better here.");
        }
    }

    private void draw(Page page, Strip strip) {
        Estimate shift = strip.shift();
        page.add("<div class=\"strip\"><svg role=\"img\"><title>%s: %s</title>", strip.label(), shift.words());
        page.add(
                "<rect class=\"band\" x=\"%s\" width=\"%s\" y=\"0\" height=\"100%%\"/>",
                x(-margin), Markup.fixed(100 * (axis.share(margin) - axis.share(-margin)), 2) + "%");
        for (Axis.Tick tick : axis.ticks()) {
            page.add(
                    "<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"0\" y2=\"100%%\"/>",
                    x(tick.value()), x(tick.value()));
        }
        page.add("<line class=\"equal\" x1=\"%s\" x2=\"%s\" y1=\"0\" y2=\"100%%\"/>", x(0), x(0));
        if (shift.known()) {
            page.add("<line class=\"span\" x1=\"%s\" x2=\"%s\" y1=\"15\" y2=\"15\"/>", x(shift.low()), x(shift.high()));
            page.add("<line class=\"span\" x1=\"%s\" x2=\"%s\" y1=\"10\" y2=\"20\"/>", x(shift.low()), x(shift.low()));
            page.add(
                    "<line class=\"span\" x1=\"%s\" x2=\"%s\" y1=\"10\" y2=\"20\"/>", x(shift.high()), x(shift.high()));
        }
        page.add("<line class=\"mean\" x1=\"%s\" x2=\"%s\" y1=\"6\" y2=\"24\"/>", x(shift.value()), x(shift.value()));
        page.add("</svg></div>");
    }

    private String x(double value) {
        return Markup.fixed(100 * axis.share(value), 2) + "%";
    }
}
