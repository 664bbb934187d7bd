package io.ansatz.runner.report;

import io.ansatz.runner.training.EpochResult;
import io.ansatz.runner.training.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** How training went: the losses above, what validation said below, and the epoch that was kept. */
final class LearningCurves {

    /** With more epochs than these the marks of a line would run together. */
    private static final int MARKED = 40;

    private static final double KEY = 180;
    private static final double LEFT = 68;
    private static final double RIGHT = Chart.WIDTH - 24;
    private static final double LOSS_TOP = 90;
    private static final double LOSS_BOTTOM = 260;
    private static final double SHARE_TOP = 340;
    private static final double SHARE_BOTTOM = 510;

    private final List<EpochResult> epochs;
    private final int bestEpoch;

    LearningCurves(List<EpochResult> epochs, int bestEpoch) {
        this.epochs = List.copyOf(epochs);
        this.bestEpoch = bestEpoch;
    }

    /** A line of the chart; epochs without a value are not in it. */
    private record Series(int number, String name, List<Integer> epochs, List<Double> values) {

        Curve curve() {
            return new Curve(
                    epochs.stream().mapToDouble(Integer::doubleValue).toArray(),
                    values.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    String svg() {
        Series training = series(0, "training", EpochResult::trainLoss);
        Series validation = series(1, "validation", judged(Evaluation::loss));
        Series accuracy = series(2, "validation accuracy", judged(Evaluation::accuracy));
        Series auc = series(3, "validation AUC", judged(e -> e.auc().orElse(Double.NaN)));
        var chart = new Chart("Learning curves", description());
        Axis losses = Axis.around(lowest(training, validation), highest(training, validation));
        Axis shares = Axis.aroundShares(lowest(accuracy, auc), highest(accuracy, auc));
        draw(chart, "loss", losses, LOSS_TOP, LOSS_BOTTOM, training, validation);
        chart.key("kept", LEFT + 60 + 2 * KEY, LOSS_TOP - 12, KEY, "kept: epoch " + bestEpoch);
        draw(chart, "share", shares, SHARE_TOP, SHARE_BOTTOM, accuracy, auc);
        return chart.caption(SHARE_BOTTOM + 50, """
                Epoch %d of %d was kept: validation chose it, and the test images were judged with it. The training loss is the mean \
                over the epoch, each image at the time it was learned from.""".formatted(bestEpoch, epochs.size()));
    }

    private String description() {
        EpochResult kept = epochs.get(bestEpoch - 1);
        return "Training loss and validation loss, accuracy and AUC over %s. Epoch %d was kept: training loss %s, validation loss %s."
                .formatted(
                        Markup.count(epochs.size(), "epoch"),
                        bestEpoch,
                        Markup.fixed(kept.trainLoss(), 3),
                        Markup.fixed(kept.validation().loss(), 3));
    }

    private static ToDoubleFunction<EpochResult> judged(ToDoubleFunction<Evaluation> value) {
        return epoch -> value.applyAsDouble(epoch.validation());
    }

    private Series series(int number, String name, ToDoubleFunction<EpochResult> value) {
        var numbers = new ArrayList<Integer>();
        var values = new ArrayList<Double>();
        for (EpochResult epoch : epochs) {
            double found = value.applyAsDouble(epoch);
            if (Double.isFinite(found)) {
                numbers.add(epoch.epoch());
                values.add(found);
            }
        }
        return new Series(number, name, numbers, values);
    }

    private static double lowest(Series one, Series other) {
        return values(one, other).min().orElse(0);
    }

    private static double highest(Series one, Series other) {
        return values(one, other).max().orElse(1);
    }

    private static DoubleStream values(Series one, Series other) {
        return Stream.of(one, other).flatMap(series -> series.values().stream()).mapToDouble(Double::doubleValue);
    }

    private void draw(Chart chart, String name, Axis up, double top, double bottom, Series... all) {
        var panel = new Panel(chart, Axis.numbers(epochs.size()), up, LEFT, top, RIGHT, bottom);
        panel.frame("epoch", name);
        panel.upright("kept", bestEpoch);
        double keys = LEFT + 60;
        for (Series series : all) {
            if (series.values().isEmpty()) {
                continue;
            }
            String style = "line c" + series.number();
            panel.line(style, series.curve());
            if (epochs.size() <= MARKED) {
                for (int i = 0; i < series.values().size(); i++) {
                    panel.mark(
                            series.number(),
                            series.epochs().get(i),
                            series.values().get(i));
                }
            }
            chart.key(style, keys, top - 12, KEY, series.name());
            keys += KEY;
        }
    }
}
