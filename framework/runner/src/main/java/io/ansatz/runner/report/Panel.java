package io.ansatz.runner.report;

/** A part of a chart in which values have places: a frame, a grid, and lines and marks in it. */
final class Panel {

    /** Less than half a pixel, and a quarter of the width of a line. */
    private static final double INVISIBLE = 0.4;

    private static final double MARK = 3;

    private final Chart chart;
    private final Axis across;
    private final Axis up;
    private final double left;
    private final double top;
    private final double right;
    private final double bottom;

    Panel(Chart chart, Axis across, Axis up, double left, double top, double right, double bottom) {
        this.chart = chart;
        this.across = across;
        this.up = up;
        this.left = left;
        this.top = top;
        this.right = right;
        this.bottom = bottom;
    }

    double x(double value) {
        return left + across.share(value) * (right - left);
    }

    double y(double value) {
        return bottom - up.share(value) * (bottom - top);
    }

    /** Draws the grid and the axes, and names them: the one that goes up above its end, the other below its middle. */
    void frame(String acrossName, String upName) {
        for (Axis.Tick tick : up.ticks()) {
            chart.add("<path class='grid' d='M%s %sH%s'/>", left, y(tick.value()), right);
            chart.text("up", left - 8, y(tick.value()) + 4, tick.text());
        }
        for (Axis.Tick tick : across.ticks()) {
            chart.add("<path class='axis' d='M%s %sv5'/>", x(tick.value()), bottom);
            chart.text("across", x(tick.value()), bottom + 18, tick.text());
        }
        chart.add("<path class='axis' d='M%s %sV%sH%s'/>", left, top, bottom, right);
        chart.text("name", Chart.MARGIN, top - 12, upName);
        chart.text("name middle", (left + right) / 2, bottom + 36, acrossName);
    }

    /** Draws a line, with no more points than can be seen. */
    void line(String style, Curve curve) {
        var x = new double[curve.x().length];
        var y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = x(curve.x()[i]);
            y[i] = y(curve.y()[i]);
        }
        Curve thin = new Curve(x, y).thinned(INVISIBLE);
        var path = new StringBuilder();
        for (int i = 0; i < thin.x().length; i++) {
            path.append(i == 0 ? "M" : " ")
                    .append(Markup.pixels(thin.x()[i]))
                    .append(' ')
                    .append(Markup.pixels(thin.y()[i]));
        }
        chart.add("<path class='%s' d='%s'/>", style, path);
    }

    /** Marks a place: with a dot, a square, a triangle or a diamond, by the number of the series. */
    void mark(int series, double x, double y) {
        double cx = x(x);
        double cy = y(y);
        switch (series % 4) {
            case 0 -> chart.add("<circle class='mark c%s' cx='%s' cy='%s' r='%s'/>", series, cx, cy, MARK);
            case 1 -> chart.add("<path class='mark c%s' d='M%s %sh5.4v5.4h-5.4z'/>", series, cx - 2.7, cy - 2.7);
            case 2 -> chart.add("<path class='mark c%s' d='M%s %sl3.6 6.4h-7.2z'/>", series, cx, cy - 4);
            default ->
                chart.add("<path class='mark c%s' d='M%s %sl3.8 3.8l-3.8 3.8l-3.8 -3.8z'/>", series, cx, cy - 3.8);
        }
    }

    /** Draws a bar that stands on the axis. */
    void bar(double from, double to, double height) {
        chart.add(
                "<rect class='bar' x='%s' y='%s' width='%s' height='%s'/>",
                x(from) + 1, y(height), x(to) - x(from) - 2, bottom - y(height));
    }

    /** Draws an upright line through the whole panel. */
    void upright(String style, double value) {
        chart.add("<path class='%s' d='M%s %sV%s'/>", style, x(value), top, bottom);
    }
}
