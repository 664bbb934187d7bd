package io.ansatz.runner.report;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A part of a drawing in which values have places: a frame, a grid, and lines and marks in it. */
final class Panel {

    /** Less than half a pixel, and a quarter of the width of a line. */
    private static final double INVISIBLE = 0.4;

    private static final double MARK = 3;

    private final Drawing drawing;
    private final Axis across;
    private final Axis up;
    private final double left;
    private final double top;
    private final double right;
    private final double bottom;

    Panel(Drawing drawing, Axis across, Axis up, double left, double top, double right, double bottom) {
        this.drawing = drawing;
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

    /** Draws the grid and the axes, and names them: the one that goes up above its end, the other below its middle, if at all. */
    void frame(String acrossName, String upName) {
        for (Axis.Tick tick : up.ticks()) {
            drawing.add("<path class='grid' d='M%s %sH%s'/>", left, y(tick.value()), right);
            drawing.text("up", left - 8, y(tick.value()) + 4, tick.text());
        }
        for (Axis.Tick tick : across.ticks()) {
            drawing.add("<path class='axis' d='M%s %sv5'/>", x(tick.value()), bottom);
            drawing.text("across", x(tick.value()), bottom + 18, tick.text());
        }
        drawing.add("<path class='axis' d='M%s %sV%sH%s'/>", left, top, bottom, right);
        drawing.text("name", drawing.margin(), top - 12, upName);
        if (!acrossName.isEmpty()) {
            drawing.text("name middle", (left + right) / 2, bottom + 36, acrossName);
        }
    }

    /** Draws a line, with no more points than can be seen. */
    void line(String style, Curve curve) {
        drawing.add("<path class='%s' d='M%s'/>", style, points(thin(curve), false));
    }

    /** Draws the ground between the bounds of a band, as far as the panel reaches. */
    void band(String style, Band band) {
        drawing.add(
                "<path class='%s' d='M%s %sz'/>",
                style, points(thin(inside(band.low())), false), points(thin(inside(band.high())), true));
    }

    private Curve inside(Curve curve) {
        return new Curve(
                curve.x(),
                Arrays.stream(curve.y())
                        .map(value -> Math.max(up.low(), Math.min(up.high(), value)))
                        .toArray());
    }

    private Curve thin(Curve curve) {
        return new Curve(
                        Arrays.stream(curve.x()).map(this::x).toArray(),
                        Arrays.stream(curve.y()).map(this::y).toArray())
                .thinned(INVISIBLE);
    }

    private static String points(Curve curve, boolean backwards) {
        int last = curve.x().length - 1;
        return IntStream.rangeClosed(0, last)
                .map(i -> backwards ? last - i : i)
                .mapToObj(i -> Markup.pixels(curve.x()[i]) + " " + Markup.pixels(curve.y()[i]))
                .collect(Collectors.joining(" "));
    }

    /** Marks a place: with a dot, a square, a triangle or a diamond, by the number of the series. */
    void mark(int series, double x, double y) {
        double cx = x(x);
        double cy = y(y);
        switch (series % 4) {
            case 0 -> drawing.add("<circle class='mark c%s' cx='%s' cy='%s' r='%s'/>", series, cx, cy, MARK);
            case 1 -> drawing.add("<path class='mark c%s' d='M%s %sh5.4v5.4h-5.4z'/>", series, cx - 2.7, cy - 2.7);
            case 2 -> drawing.add("<path class='mark c%s' d='M%s %sl3.6 6.4h-7.2z'/>", series, cx, cy - 4);
            default ->
                drawing.add("<path class='mark c%s' d='M%s %sl3.8 3.8l-3.8 3.8l-3.8 -3.8z'/>", series, cx, cy - 3.8);
        }
    }

    /** Draws a bar that stands on the axis. */
    void bar(double from, double to, double height) {
        drawing.add(
                "<rect class='bar' x='%s' y='%s' width='%s' height='%s'/>",
                x(from) + 1, y(height), x(to) - x(from) - 2, bottom - y(height));
    }

    /** Draws an upright line through the whole panel. */
    void upright(String style, double value) {
        drawing.add("<path class='%s' d='M%s %sV%s'/>", style, x(value), top, bottom);
    }
}
