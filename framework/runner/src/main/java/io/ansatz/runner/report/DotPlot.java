package io.ansatz.runner.report;

import io.ansatz.runner.comparison.Configuration;
import io.ansatz.runner.statistics.Estimate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * The values of every seed as dots, a strip for each configuration, with their mean and its interval. Places are shares of the
 * width, so that it is as wide as its page allows and its letters keep their size.
 */
final class DotPlot {

    /** With more strips than these the axis stands above them too. */
    private static final int FAR = 12;

    private final Measure measure;
    private final List<Strip> strips;
    private final Axis axis;

    DotPlot(Measure measure, List<Configuration> configurations) {
        this.measure = measure;
        strips = configurations.stream()
                .flatMap(configuration -> strip(configuration).stream())
                .toList();
        double[] values = strips.stream()
                .flatMapToDouble(strip -> DoubleStream.concat(
                        Arrays.stream(strip.values),
                        strip.mean.known()
                                ? DoubleStream.of(strip.mean.low(), strip.mean.high())
                                : DoubleStream.empty()))
                .map(this::onAxis)
                .toArray();
        double lowest = Arrays.stream(values).min().orElse(0);
        double highest = Arrays.stream(values).max().orElse(1);
        axis = measure.isShare() ? Axis.aroundShares(lowest, highest) : Axis.around(lowest, highest);
    }

    /** What a configuration came to. */
    private record Strip(String label, double[] values, Estimate mean) {}

    private Optional<Strip> strip(Configuration configuration) {
        return configuration
                .mean(measure.metric())
                .map(mean -> new Strip(configuration.label(), configuration.values(measure.metric()), mean));
    }

    private double onAxis(double value) {
        return measure.isShare() ? Math.max(0, Math.min(1, value)) : value;
    }

    void write(Page page) {
        page.add("<h3>Test %s of every seed</h3>", measure.title());
        page.add("<div class=\"dots\">");
        if (strips.size() > FAR) {
            axis(page);
        }
        for (Strip strip : strips) {
            page.add("<div class=\"label\">%s</div>", strip.label());
            draw(page, strip);
            page.add("<div class=\"number\">%s</div>", strip.mean().words());
        }
        axis(page);
        page.add("</div>");
    }

    private void draw(Page page, Strip strip) {
        page.add("<div class=\"strip\"><svg role=\"img\"><title>%s</title>", description(strip));
        for (Axis.Tick tick : axis.ticks()) {
            page.add(
                    "<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"0\" y2=\"100%%\"/>",
                    x(tick.value()), x(tick.value()));
        }
        Estimate mean = strip.mean();
        if (mean.known()) {
            page.add("<line class=\"span\" x1=\"%s\" x2=\"%s\" y1=\"15\" y2=\"15\"/>", x(mean.low()), x(mean.high()));
            end(page, mean.low(), -1);
            end(page, mean.high(), 1);
        }
        for (double value : strip.values()) {
            page.add("<circle class=\"dot\" cx=\"%s\" cy=\"15\" r=\"4\"/>", x(value));
        }
        if (mean.known()) {
            page.add("<line class=\"mean\" x1=\"%s\" x2=\"%s\" y1=\"5\" y2=\"25\"/>", x(mean.value()), x(mean.value()));
        }
        page.add("</svg></div>");
    }

    /** Ends an interval with a stroke, or with an arrow where it goes on beyond the axis. */
    private void end(Page page, double value, int direction) {
        if (value < axis.low() || value > axis.high()) {
            page.add(
                    "<svg x=\"%s\" y=\"15\"><path class=\"beyond\" d=\"M0 -5l%s 5l%s 5z\"/></svg>",
                    x(value), 8 * direction, -8 * direction);
        } else {
            page.add("<line class=\"span\" x1=\"%s\" x2=\"%s\" y1=\"10\" y2=\"20\"/>", x(value), x(value));
        }
    }

    private void axis(Page page) {
        page.add("<div class=\"label\"></div><div class=\"strip\"><svg aria-hidden=\"true\">");
        for (Axis.Tick tick : axis.ticks()) {
            page.add("<text x=\"%s\" y=\"18\">%s</text>", x(tick.value()), tick.text());
        }
        page.add("</svg></div><div class=\"number\"></div>");
    }

    private String x(double value) {
        double inside = Math.max(axis.low(), Math.min(axis.high(), value));
        return Markup.fixed(100 * axis.share(inside), 2) + "%";
    }

    private String description(Strip strip) {
        String values = Arrays.stream(strip.values()).mapToObj(Measure::text).collect(Collectors.joining(", "));
        String mean = strip.mean().known()
                ? "; mean %s, 95 %% interval from %s to %s"
                        .formatted(
                                Measure.text(strip.mean().value()),
                                Measure.text(strip.mean().low()),
                                Measure.text(strip.mean().high()))
                : "; one seed, no interval";
        return strip.label() + ": " + values + mean + ".";
    }
}
