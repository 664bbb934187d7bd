package io.ansatz.runner.report;

import io.ansatz.runner.metrics.Reliability;
import java.util.List;

/** Whether answers are right as often as they are sure: accuracy over confidence above, how many answers each bin has below. */
final class ReliabilityPlot {

    private static final double LEFT = 68;
    private static final double RIGHT = Chart.WIDTH - 24;
    private static final double TOP = 80;
    private static final double BOTTOM = 340;
    private static final double COUNTS_TOP = 420;
    private static final double COUNTS_BOTTOM = 510;

    private final Reliability reliability;

    ReliabilityPlot(Reliability reliability) {
        this.reliability = reliability;
    }

    String svg() {
        List<Reliability.Bin> bins = reliability.bins();
        String error = Markup.fixed(reliability.error(), 3);
        var chart = new Chart(
                "Reliability",
                ("Accuracy over confidence of the answers about the test images, in %d bins. "
                                + "The expected calibration error is %s.")
                        .formatted(bins.size(), error));
        var share = new Panel(chart, Axis.share(), Axis.share(), LEFT, TOP, RIGHT, BOTTOM);
        int most = bins.stream().mapToInt(Reliability.Bin::images).max().orElseThrow();
        var counts = new Panel(chart, Axis.share(), Axis.counts(most), LEFT, COUNTS_TOP, RIGHT, COUNTS_BOTTOM);
        share.frame("confidence of the answer", "accuracy");
        counts.frame("confidence of the answer", "answers");
        for (int i = 0; i < bins.size(); i++) {
            double from = (double) i / bins.size();
            double to = (double) (i + 1) / bins.size();
            int images = bins.get(i).images();
            if (images > 0) {
                share.bar(from, to, bins.get(i).accuracy());
                counts.bar(from, to, images);
                chart.text("small middle", counts.x((from + to) / 2), counts.y(images) - 5, Markup.count(images));
            }
        }
        share.line("chance", new Curve(new double[] {0, 1}, new double[] {0, 1}));
        for (Reliability.Bin bin : bins) {
            if (bin.images() > 0) {
                share.mark(1, bin.confidence(), bin.accuracy());
            }
        }
        return chart.caption(COUNTS_BOTTOM + 44, """
                A bar is the accuracy of the answers in a bin, a square stands at their mean confidence. On the dotted line \
                answers are right as often as they are sure. Expected calibration error: %s.""".formatted(error));
    }
}
