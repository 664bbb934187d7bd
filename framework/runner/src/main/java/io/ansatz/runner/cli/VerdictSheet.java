package io.ansatz.runner.cli;

import io.ansatz.runner.comparison.Contrast;
import io.ansatz.runner.comparison.Convergence;
import io.ansatz.runner.comparison.StudyComparison;
import io.ansatz.runner.comparison.Versus;
import io.ansatz.runner.experiment.Comparing;
import io.ansatz.runner.metrics.Metric;
import io.ansatz.runner.statistics.Comparison;
import io.ansatz.runner.statistics.DeLong;
import io.ansatz.runner.statistics.Estimate;
import io.ansatz.runner.statistics.McNemar;
import io.ansatz.runner.statistics.PValue;
import io.ansatz.runner.statistics.Resampled;
import io.ansatz.runner.statistics.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A comparison for reading: as aligned text, Markdown, LaTeX or comma-separated values. */
final class VerdictSheet {

    private static final double LEVEL = 0.95;
    private static final String NOTHING = "-";

    private final StudyComparison comparison;

    VerdictSheet(StudyComparison comparison) {
        this.comparison = comparison;
    }

    /** A table with a title; the cells of rows that are shown to be better are marked where that is possible. */
    private record Grid(String title, List<String> heads, List<Row> rows) {

        /** For LaTeX: words to the left, numbers to the right. */
        String alignment() {
            var letters = new StringBuilder();
            for (int c = 0; c < heads.size(); c++) {
                int column = c;
                letters.append(
                        rows.stream().allMatch(row -> Table.isNumber(row.cells().get(column))) ? "r" : "l");
            }
            return letters.toString();
        }
    }

    private record Row(boolean better, List<String> cells) {}

    String text() {
        var lines = new ArrayList<String>();
        for (Grid grid : grids()) {
            lines.add(grid.title());
            var table = new Table(grid.heads().toArray(String[]::new));
            String said = "";
            for (Row row : grid.rows()) {
                var cells = new ArrayList<>(row.cells());
                if (comparison.swept() && cells.get(0).equals(said)) {
                    cells.set(0, "");
                }
                said = row.cells().get(0);
                table.row(cells.toArray(String[]::new));
            }
            lines.addAll(table.lines());
            lines.add("");
        }
        lines.addAll(sentences());
        return String.join("\n", lines) + "\n";
    }

    String markdown() {
        var lines = new ArrayList<String>();
        for (Grid grid : grids()) {
            lines.add("**" + grid.title() + "**");
            lines.add("");
            lines.add("| " + String.join(" | ", grid.heads()) + " |");
            lines.add("|" + " --- |".repeat(grid.heads().size()));
            for (Row row : grid.rows()) {
                lines.add(row.cells().stream()
                        .map(cell -> cell.replace("|", "\\|"))
                        .map(cell -> row.better() ? "**" + cell + "**" : cell)
                        .collect(Collectors.joining(" | ", "| ", " |")));
            }
            lines.add("");
        }
        sentences().forEach(sentence -> lines.add("- " + sentence));
        return String.join("\n", lines) + "\n";
    }

    String latex() {
        var lines = new ArrayList<String>();
        for (Grid grid : grids()) {
            lines.add("% " + grid.title());
            lines.add("\\begin{tabular}{" + grid.alignment() + "}");
            lines.add("\\hline");
            lines.add(grid.heads().stream().map(VerdictSheet::tex).collect(Collectors.joining(" & ")) + " \\\\");
            lines.add("\\hline");
            for (Row row : grid.rows()) {
                lines.add(row.cells().stream()
                                .map(VerdictSheet::tex)
                                .map(cell -> row.better() ? "\\textbf{" + cell + "}" : cell)
                                .collect(Collectors.joining(" & "))
                        + " \\\\");
            }
            lines.add("\\hline");
            lines.add("\\end{tabular}");
            lines.add("");
        }
        sentences().forEach(sentence -> lines.add("% " + sentence));
        return String.join("\n", lines) + "\n";
    }

    /** The text as LaTeX sets it, with a minus before numbers instead of a hyphen. */
    private static String tex(String text) {
        var tex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> tex.append("\\textbackslash{}");
                case '~' -> tex.append("\\textasciitilde{}");
                case '^' -> tex.append("\\textasciicircum{}");
                case '<', '>' -> tex.append('$').append(c).append('$');
                case '&', '%', '$', '#', '_', '{', '}' -> tex.append('\\').append(c);
                case '-' -> tex.append(isSign(text, i) ? "$-$" : "-");
                default -> tex.append(c);
            }
        }
        return tex.toString();
    }

    private static boolean isSign(String text, int at) {
        return (at == 0 || " [".indexOf(text.charAt(at - 1)) >= 0)
                && at + 1 < text.length()
                && Character.isDigit(text.charAt(at + 1));
    }

    /** Everything with all its digits. */
    String csv() {
        var lines = new ArrayList<String>();
        lines.add(
                "setting,hybrid,control,metric,seeds,hybrid mean,hybrid low,hybrid high,control mean,control low,control high,"
                        + "difference,difference low,difference high,shift,shift low,shift high,shift level,p,p after Holm,"
                        + "p equivalence after Holm,margin,verdict,seeds needed,images low,images high,"
                        + "hybrid unconverged,control unconverged,test images,majority rate,prevalence");
        for (Versus versus : comparison.versus()) {
            for (Contrast contrast : versus.contrasts()) {
                Comparison seeds = contrast.seeds();
                Optional<Estimate> images = contrast.images().flatMap(Resampled::interval);
                lines.add(String.join(
                        ",",
                        quoted(versus.setting()),
                        quoted(versus.ours()),
                        quoted(versus.theirs()),
                        contrast.metric().word(),
                        Integer.toString(versus.seeds()),
                        plain(seeds.means().ours()),
                        plain(seeds.means().theirs()),
                        plain(seeds.means().difference()),
                        plain(seeds.shift()),
                        Double.toString(seeds.shift().level()),
                        Double.toString(seeds.test().p()),
                        Double.toString(seeds.p()),
                        Double.toString(seeds.equivalenceP()),
                        Double.toString(seeds.pair().criterion().margin()),
                        seeds.judgement().verdict().toString(),
                        seeds.judgement().seeds().isPresent()
                                ? Integer.toString(seeds.judgement().seeds().getAsInt())
                                : "",
                        images.map(one -> Double.toString(one.low())).orElse(""),
                        images.map(one -> Double.toString(one.high())).orElse(""),
                        unconverged(versus.oursConverged()),
                        unconverged(versus.theirsConverged()),
                        Integer.toString(versus.yardstick().images()),
                        Double.toString(versus.yardstick().majorityRate()),
                        versus.yardstick().prevalence().isPresent()
                                ? Double.toString(
                                        versus.yardstick().prevalence().getAsDouble())
                                : ""));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static String unconverged(Optional<Convergence> convergence) {
        return convergence.map(one -> Integer.toString(one.unfinished())).orElse("");
    }

    private static String plain(Estimate estimate) {
        return "%s,%s,%s".formatted(estimate.value(), estimate.low(), estimate.high());
    }

    private static String quoted(String text) {
        return text.matches(".*[\",].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    private List<Grid> grids() {
        var grids = new ArrayList<Grid>();
        for (Metric metric : comparison.rules().metrics()) {
            grids.add(overSeeds(metric));
        }
        grids.add(overImages());
        return grids;
    }

    private Grid overSeeds(Metric metric) {
        var rows = new ArrayList<Row>();
        for (Versus versus : comparison.versus()) {
            versus.contrast(metric).ifPresent(contrast -> {
                Comparison seeds = contrast.seeds();
                rows.add(new Row(
                        seeds.judgement().verdict() == Verdict.BETTER,
                        cells(
                                versus,
                                Integer.toString(versus.seeds()),
                                seeds.means().ours().words(),
                                seeds.means().theirs().words(),
                                seeds.means().difference().words(),
                                seeds.shift().words(),
                                PValue.words(seeds.p()),
                                PValue.words(seeds.equivalenceP()),
                                verdict(seeds))));
            });
        }
        return new Grid(
                String.format(
                        Locale.ROOT,
                        "Test %s over seeds; margin %s, alpha %s over %s",
                        metric.title(),
                        comparison.rules().margins().of(metric),
                        comparison.rules().alpha(),
                        comparison.rules().family() == Comparing.Family.HYBRID && comparison.swept()
                                ? "the pairs of each hybrid"
                                : rows.size() == 1 ? "one pair" : "all " + rows.size() + " pairs"),
                heads(
                        "seeds",
                        "mean of " + ours(),
                        "mean of the other",
                        "difference of means",
                        "shift",
                        "p",
                        "p equivalent",
                        "verdict"),
                rows);
    }

    /** Who it is about, and these. */
    private List<String> cells(Versus versus, String... more) {
        var cells = new ArrayList<String>();
        if (comparison.swept()) {
            cells.add(versus.setting());
        }
        cells.add(versus.theirs());
        cells.addAll(List.of(more));
        return cells;
    }

    private List<String> heads(String... more) {
        var heads = new ArrayList<String>();
        if (comparison.swept()) {
            heads.add(ours());
        }
        heads.add(ours() + " against");
        heads.addAll(List.of(more));
        return heads;
    }

    /** There is but one name for them. */
    private String ours() {
        return comparison.versus().get(0).ours();
    }

    private static String verdict(Comparison seeds) {
        String words = seeds.judgement().verdict().toString();
        return seeds.judgement().seeds().isPresent()
                ? "%s (about %d seeds needed)"
                        .formatted(words, seeds.judgement().seeds().getAsInt())
                : words;
    }

    private Grid overImages() {
        var rows = new ArrayList<Row>();
        for (Versus versus : comparison.versus()) {
            var cells = new ArrayList<String>();
            cells.addAll(cells(versus));
            for (Metric metric : comparison.rules().metrics()) {
                cells.add(versus.contrast(metric)
                        .flatMap(Contrast::images)
                        .flatMap(Resampled::interval)
                        .map(Estimate::words)
                        .orElse(NOTHING));
            }
            cells.add(versus.answers().map(VerdictSheet::words).orElse(NOTHING));
            cells.add(versus.ranks().map(VerdictSheet::words).orElse(NOTHING));
            rows.add(new Row(false, cells));
        }
        var heads = new ArrayList<String>(heads());
        comparison.rules().metrics().forEach(metric -> heads.add(metric.title()));
        heads.add("McNemar: alone right, p");
        heads.add("DeLong: AUC difference, p");
        return new Grid(
                String.format(
                        Locale.ROOT,
                        "On the same test images: the mean difference with its interval over %,d drawings of the images, and tests of the"
                                + " probabilities averaged over seeds",
                        comparison.rules().resamples()),
                heads,
                rows);
    }

    private static String words(McNemar test) {
        return "%d : %d, %s"
                .formatted(test.discordance().onlyOurs(), test.discordance().onlyTheirs(), PValue.words(test.p()));
    }

    private static String words(DeLong test) {
        Optional<Estimate> difference = test.difference(LEVEL);
        return difference.isPresent() && test.p().isPresent()
                ? difference.get().words() + ", " + PValue.words(test.p().getAsDouble())
                : NOTHING;
    }

    /** The verdicts by the first metric, what was left out, and what the words mean. */
    private List<String> sentences() {
        var sentences = new ArrayList<String>();
        Metric headline = comparison.rules().metrics().get(0);
        for (Versus versus : comparison.versus()) {
            versus.contrast(headline)
                    .ifPresent(contrast ->
                            sentences.add(contrast.seeds().judgement().sentence()));
        }
        sentences.addAll(comparison.yardsticks());
        sentences.addAll(comparison.remarks());
        sentences.add(
                "The shift is the Hodges-Lehmann estimate; p is of the exact signed-rank test over seeds, and of two one-sided"
                        + " tests for equivalence, each after Holm's correction.");
        sentences.add(comparison.convergence());
        return sentences;
    }
}
