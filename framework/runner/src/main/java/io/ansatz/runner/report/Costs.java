package io.ansatz.runner.report;

import io.ansatz.runner.comparison.Configuration;
import io.ansatz.runner.network.BlockSize;
import io.ansatz.runner.tracking.BlockSheet;
import io.ansatz.runner.tracking.TrialMetrics;
import io.ansatz.runner.tracking.TrialRecord;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What the configurations of a study cost: parameters, seconds, and what the seconds went into. */
final class Costs {

    private static final String HYBRID = "hybrid";
    private static final String SPEED = "images_per_second";
    private static final String SHARE = "share_";

    /** So many shares have colours. */
    private static final int COLOURS = 5;

    private final List<TrialRecord> trials;
    private final List<Configuration> finished;
    private final BlockSheets sheets;
    private final Page page;

    Costs(List<TrialRecord> trials, List<Configuration> configurations, BlockSheets sheets, Page page) {
        this.trials = trials;
        this.finished = configurations.stream()
                .filter(configuration -> !configuration.finished().isEmpty())
                .toList();
        this.sheets = sheets;
        this.page = page;
    }

    void write() {
        if (finished.isEmpty()) {
            return;
        }
        page.heading("Cost");
        parameters();
        seconds();
        shares();
    }

    private void parameters() {
        page.add("<h3>Parameters</h3>");
        List<Page.Column> columns = List.of(
                Page.Column.texts("role"),
                Page.Column.numbers("trained in all"),
                Page.Column.numbers("in the block"),
                Page.Column.numbers("effective in the block"),
                Page.Column.texts("block of the circuit's size"));
        var line = new SettingLine(page);
        page.beginTable("Parameters", columns);
        var reasons = new LinkedHashSet<String>();
        boolean unexplained = false;
        for (Configuration configuration : finished) {
            TrialMetrics metrics = metrics(configuration.finished().get(0));
            line.inTable(configuration.setting(), columns.size());
            page.add("<tr>");
            page.word(configuration.role());
            page.number(Markup.count(metrics.parameters()));
            page.number(Markup.count(metrics.blockParameters()));
            page.number(effective(configuration, metrics));
            String match = match(configuration, metrics);
            page.word(match);
            page.add("</tr>");
            String reason = sheets.of(configuration).map(BlockSheet::mismatch).orElse("");
            if (!reason.isEmpty()) {
                reasons.add(reason);
            }
            unexplained |= match.endsWith("%") && sheets.of(configuration).isEmpty();
        }
        page.endTable();
        page.add("<ul class=\"quiet\">");
        page.item(
                "The block is the circuit, or what stands in its place. Effective are those of its parameters that can change"
                        + " an output: an angle right before a read-out that does not see it is trained for nothing.");
        page.item(
                "A block is of the circuit's size if its parameters are as many as the circuit's weights, within 2\u00a0%.");
        reasons.forEach(page::item);
        if (unexplained) {
            page.item("Why a block is of another size is not recorded.");
        }
        page.add("</ul>");
    }

    private String effective(Configuration configuration, TrialMetrics metrics) {
        return metrics.blockParameters() == 0
                ? "0"
                : sheets.of(configuration)
                        .map(sheet -> Markup.count(sheet.effectiveParameters()))
                        .orElse(Passports.UNKNOWN);
    }

    private String match(Configuration configuration, TrialMetrics metrics) {
        OptionalInt target = target(configuration);
        if (configuration.role().equals(HYBRID) || target.isPresent() && target.getAsInt() == 0) {
            return Page.NOTHING;
        }
        if (target.isEmpty()) {
            return Passports.UNKNOWN;
        }
        int parameters = metrics.blockParameters();
        if (BlockSize.matches(parameters, target.getAsInt())) {
            return "yes";
        }
        return parameters == 0
                ? "no, nothing in it learns"
                : String.format(
                        Locale.ROOT, "no, %+.1f %%", 100.0 * (parameters - target.getAsInt()) / target.getAsInt());
    }

    /** How many weights the circuit has in whose place the block stands, as its sheet or the hybrid of its setting tells. */
    private OptionalInt target(Configuration configuration) {
        if (sheets.of(configuration).isPresent()) {
            return OptionalInt.of(sheets.of(configuration).get().target());
        }
        return finished.stream()
                .filter(other -> other.role().equals(HYBRID) && other.varying().equals(configuration.varying()))
                .mapToInt(hybrid -> metrics(hybrid.finished().get(0)).blockParameters())
                .findFirst();
    }

    private void seconds() {
        page.add("<h3>Seconds</h3>");
        page.paragraph("Means over the seeds, and behind them the least and the most.");
        List<Page.Column> columns = List.of(
                Page.Column.texts("role"),
                Page.Column.numbers("n"),
                Page.Column.numbers("seconds"),
                Page.Column.numbers("in circuits"),
                Page.Column.numbers("elsewhere"),
                Page.Column.numbers("circuit evaluations"),
                Page.Column.numbers("images learned per second"));
        var line = new SettingLine(page);
        page.beginTable("Seconds", columns);
        for (Configuration configuration : finished) {
            List<TrialRecord> repetitions = configuration.finished();
            boolean circuits =
                    repetitions.stream().anyMatch(trial -> metrics(trial).circuitEvaluations() > 0);
            line.inTable(configuration.setting(), columns.size());
            page.add("<tr>");
            page.word(configuration.role());
            page.number(Integer.toString(repetitions.size()));
            page.number(spread(repetitions, trial -> result(trial).seconds(), 1));
            page.number(circuits ? spread(repetitions, trial -> result(trial).quantumSeconds(), 2) : Page.NOTHING);
            page.number(spread(
                    repetitions,
                    trial -> result(trial).seconds() - result(trial).quantumSeconds(),
                    1));
            page.number(circuits ? spread(repetitions, trial -> metrics(trial).circuitEvaluations(), 0) : Page.NOTHING);
            List<TrialRecord> told = repetitions.stream()
                    .filter(trial -> speed(trial).containsKey(SPEED))
                    .toList();
            page.number(
                    told.isEmpty()
                            ? Passports.UNKNOWN
                            : spread(told, trial -> speed(trial).get(SPEED), 0));
            page.add("</tr>");
        }
        page.endTable();
        page.add("<ul class=\"quiet\">");
        page.item("Measured on: %s.".formatted(Environment.values(trials, Costs::machine)));
        page.item(
                "Other machines, and other work beside, give other seconds. Only those of trials that ran alone on one machine"
                        + " can be compared.");
        page.item("Images per second are those learned from, by the time of learning without judging.");
        page.add("</ul>");
    }

    private static String machine(TrialRecord trial) {
        return "%s, cores: %s; %s"
                .formatted(
                        trial.surrounding("processor").orElse("processor " + Passports.UNKNOWN),
                        trial.surrounding("cores").orElse(Passports.UNKNOWN),
                        trial.surrounding("engine").orElse("engine " + Passports.UNKNOWN));
    }

    private static String spread(List<TrialRecord> trials, ToDoubleFunction<TrialRecord> value, int digits) {
        var summary = trials.stream().mapToDouble(value).summaryStatistics();
        String format = "%,." + digits + "f";
        String mean = String.format(Locale.ROOT, format, summary.getAverage());
        String least = String.format(Locale.ROOT, format, summary.getMin());
        String most = String.format(Locale.ROOT, format, summary.getMax());
        return least.equals(most) ? mean : "%s (%s–%s)".formatted(mean, least, most);
    }

    private void shares() {
        var shares = new LinkedHashMap<Configuration, Map<String, Double>>();
        for (Configuration configuration : finished) {
            Map<String, Double> mean = meanShares(configuration);
            if (!mean.isEmpty()) {
                shares.put(configuration, mean);
            }
        }
        page.add("<h3>Where the time went</h3>");
        if (shares.isEmpty()) {
            page.note("The shares of the time are " + Passports.UNKNOWN + ".");
            return;
        }
        List<String> names = List.copyOf(shares.values().iterator().next().keySet());
        page.add("<p class=\"quiet\">Percent of the time, from left to right:");
        for (int i = 0; i < names.size(); i++) {
            page.add(
                    "<span class=\"word\"><svg class=\"swatch\" aria-hidden=\"true\"><rect class=\"%s\" width=\"100%%\""
                            + " height=\"100%%\"/></svg> %s%s</span>",
                    colour(i), names.get(i), i + 1 < names.size() ? "," : ".");
        }
        page.add("</p>");
        page.add("<div class=\"dots\">");
        var line = new SettingLine(page);
        shares.forEach((configuration, share) -> {
            line.inStrips(configuration.setting());
            strip(configuration, share);
        });
        page.add("</div>");
        if (shares.size() < finished.size()) {
            page.note("Of the other configurations the shares are " + Passports.UNKNOWN + ".");
        }
    }

    private static Map<String, Double> meanShares(Configuration configuration) {
        var mean = new LinkedHashMap<String, Double>();
        List<Map<String, Double>> told = configuration.finished().stream()
                .map(Costs::speed)
                .filter(speed -> speed.keySet().stream().anyMatch(name -> name.startsWith(SHARE)))
                .toList();
        for (Map<String, Double> speed : told) {
            speed.forEach((name, value) -> {
                if (name.startsWith(SHARE)) {
                    mean.merge(name.substring(SHARE.length()), value / told.size(), Double::sum);
                }
            });
        }
        return mean;
    }

    private void strip(Configuration configuration, Map<String, Double> shares) {
        String words = shares.entrySet().stream()
                .map(share -> share.getKey() + " " + percent(share.getValue()) + " %")
                .collect(Collectors.joining(", "));
        page.add("<div class=\"label\">%s</div>", configuration.role());
        page.add("<div class=\"strip\"><svg role=\"img\"><title>%s: %s.</title>", configuration.label(), words);
        double from = 0;
        int index = 0;
        for (double share : shares.values()) {
            page.add(
                    "<rect class=\"%s\" x=\"%s%%\" y=\"7\" width=\"%s%%\" height=\"16\"/>",
                    colour(index), Markup.fixed(100 * from, 2), Markup.fixed(100 * share, 2));
            from += share;
            index++;
        }
        page.add("</svg></div>");
        page.add(
                "<div class=\"number\">%s</div>",
                shares.values().stream().map(Costs::percent).collect(Collectors.joining(" · ")));
    }

    private static String percent(double share) {
        return Markup.fixed(100 * share, 0);
    }

    private static String colour(int index) {
        return "share s" + index % COLOURS;
    }

    private static TrialRecord.Result result(TrialRecord trial) {
        return trial.result().orElseThrow();
    }

    private static TrialMetrics metrics(TrialRecord trial) {
        return result(trial).metrics();
    }

    private static Map<String, Double> speed(TrialRecord trial) {
        List<TrialRecord.Ending> endings = trial.endings();
        return endings.isEmpty() ? Map.of() : endings.get(endings.size() - 1).speed();
    }
}
