package io.ansatz.runner.report;

import io.ansatz.runner.metrics.Ranking;
import io.ansatz.runner.metrics.Scores;
import io.ansatz.runner.training.Predictions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * How well classes are told from the rest, a curve for each; of two classes, the one of label 1. Where there are more classes
 * than lines can be told apart, they are a crowd behind their mean, and the ends of the range are named.
 */
final class CurvesPlot {

    private static final double LEFT = 68;
    private static final double RIGHT = Chart.WIDTH - 24;
    private static final double TOP = 80;
    private static final double BOTTOM = 480;
    private static final double KEY_ROW = 20;
    private static final int MEAN_STEPS = 200;

    private final Kind kind;
    private final List<OneClass> curves;
    private final List<Integer> missing;
    private final boolean binary;
    private final ClassNames names;

    private CurvesPlot(Kind kind, Predictions predictions, ClassNames names) {
        this.kind = kind;
        this.names = names;
        var scores = new Scores(predictions.probabilities(), predictions.labels());
        int classes = scores.classes();
        binary = classes == 2;
        curves = new ArrayList<>();
        missing = new ArrayList<>();
        for (int label = binary ? 1 : 0; label < classes; label++) {
            Ranking ranking = scores.ranking(label);
            if (ranking.tells()) {
                curves.add(new OneClass(
                        label, ranking.prevalence(), kind.score.applyAsDouble(ranking), kind.curve.apply(ranking)));
            } else if (ranking.positives() == 0) {
                missing.add(label);
            }
        }
    }

    /** The curve of a class, and the area under it. */
    private record OneClass(int label, double prevalence, double score, Curve curve) {}

    /** The two kinds of curves, and their words. */
    private enum Kind {
        CHARACTERISTIC(
                "Receiver operating characteristic",
                "AUC",
                "false positive rate",
                "true positive rate",
                Curve::characteristic,
                Ranking::auc),
        PRECISION("Precision and recall", "AP", "recall", "precision", Curve::precision, Ranking::averagePrecision);

        private final String title;
        private final String scoreName;
        private final String across;
        private final String up;
        private final Function<Ranking, Curve> curve;
        private final ToDoubleFunction<Ranking> score;

        Kind(
                String title,
                String scoreName,
                String across,
                String up,
                Function<Ranking, Curve> curve,
                ToDoubleFunction<Ranking> score) {
            this.title = title;
            this.scoreName = scoreName;
            this.across = across;
            this.up = up;
            this.curve = curve;
            this.score = score;
        }
    }

    static CurvesPlot characteristics(Predictions predictions, ClassNames names) {
        return new CurvesPlot(Kind.CHARACTERISTIC, predictions, names);
    }

    static CurvesPlot precisions(Predictions predictions, ClassNames names) {
        return new CurvesPlot(Kind.PRECISION, predictions, names);
    }

    String svg() {
        String caption = String.join(" ", sentences());
        var chart = new Chart(kind.title, "%s of the test images. %s".formatted(kind.title, caption));
        if (curves.isEmpty()) {
            return chart.caption(TOP - 40, caption);
        }
        var panel = new Panel(chart, Axis.share(), Axis.share(), LEFT, TOP, RIGHT, BOTTOM);
        panel.frame(kind.across, kind.up);
        panel.line("chance", chance());
        double top = BOTTOM + 50;
        if (curves.size() > Chart.SERIES) {
            crowd(chart, panel, top);
            return chart.caption(top + 2 * KEY_ROW, caption);
        }
        for (int i = 0; i < curves.size(); i++) {
            String style = "line c" + i;
            panel.line(style, curves.get(i).curve());
            key(chart, style, top, i, text(curves.get(i)));
        }
        return chart.caption(top + (curves.size() + 1) / 2 * KEY_ROW, caption);
    }

    private void crowd(Chart chart, Panel panel, double top) {
        curves.forEach(one -> panel.line("crowd", one.curve()));
        OneClass highest =
                curves.stream().max(Comparator.comparingDouble(OneClass::score)).orElseThrow();
        OneClass lowest =
                curves.stream().min(Comparator.comparingDouble(OneClass::score)).orElseThrow();
        panel.line("line c0", highest.curve());
        panel.line("line c1", lowest.curve());
        panel.line("mean", Curve.mean(curves.stream().map(OneClass::curve).toList(), MEAN_STEPS));
        key(chart, "line c0", top, 0, "highest " + text(highest));
        key(chart, "line c1", top, 1, "lowest " + text(lowest));
        key(chart, "mean", top, 2, "mean %s %s of %d classes".formatted(kind.scoreName, mean(), curves.size()));
        key(chart, "crowd", top, 3, "the others");
    }

    /** Two to a row. */
    private static void key(Chart chart, String style, double top, int place, String text) {
        double room = (RIGHT - Chart.MARGIN) / 2;
        chart.key(style, Chart.MARGIN + place % 2 * room, top + place / 2 * KEY_ROW + 8, room - 10, text);
    }

    private String text(OneClass one) {
        return "%s %s · %s".formatted(kind.scoreName, Markup.fixed(one.score(), 3), names.of(one.label()));
    }

    private Curve chance() {
        return kind == Kind.CHARACTERISTIC
                ? new Curve(new double[] {0, 1}, new double[] {0, 1})
                : new Curve(new double[] {0, 1}, new double[] {prevalence(), prevalence()});
    }

    private double prevalence() {
        return curves.stream().mapToDouble(OneClass::prevalence).average().orElseThrow();
    }

    /** The plain mean, as the evaluation forms it. */
    private String mean() {
        double sum = 0;
        for (OneClass one : curves) {
            sum += one.score();
        }
        return Markup.fixed(sum / curves.size(), 3);
    }

    private List<String> sentences() {
        var sentences = new ArrayList<String>();
        if (curves.isEmpty()) {
            sentences.add("All test images are of one class: there is nothing to tell apart, and no curve.");
            return sentences;
        }
        if (!binary) {
            sentences.add("Each class against the rest; the mean %s of %d classes is %s."
                    .formatted(kind.scoreName, curves.size(), mean()));
        }
        if (kind == Kind.CHARACTERISTIC) {
            sentences.add("Dotted: chance. Images of equal score come in together, as a slope.");
        } else {
            sentences.add(
                    "AP is the area under the steps. Dotted: chance, which is the class's share of the images, %s%s."
                            .formatted(binary ? "" : "on average ", Markup.fixed(prevalence(), 3)));
        }
        if (!missing.isEmpty()) {
            sentences.add("No test images, and so no curve: " + names.list(missing) + ".");
        }
        return sentences;
    }
}
