package io.ansatz.runner.report;

import io.ansatz.runner.metrics.Ranking;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.DoubleStream;

/** A line through points; {@code x} never falls. The arrays are the caller's to leave alone. */
record Curve(double[] x, double[] y) {

    Curve {
        if (x.length != y.length || x.length == 0) {
            throw new IllegalArgumentException(
                    "A curve needs a y for each x, not %d for %d.".formatted(y.length, x.length));
        }
    }

    /** The share of hits over the share of false alarms; through images of equal score it is a slope, which counts them half. */
    static Curve characteristic(Ranking ranking) {
        var falseAlarms = new double[ranking.hits().length];
        var found = new double[falseAlarms.length];
        for (int i = 0; i < found.length; i++) {
            falseAlarms[i] = (double) ranking.misses()[i] / ranking.negatives();
            found[i] = (double) ranking.hits()[i] / ranking.positives();
        }
        return new Curve(falseAlarms, found);
    }

    /** Precision over recall, in steps: each new share of the class is found at the precision of the score that finds it. */
    static Curve precision(Ranking ranking) {
        int[] hits = ranking.hits();
        var recall = new double[2 * hits.length];
        var precision = new double[2 * hits.length];
        int points = 0;
        for (int i = 1; i < hits.length; i++) {
            if (hits[i] > hits[i - 1]) {
                double found = (double) hits[i] / (hits[i] + ranking.misses()[i]);
                recall[points] = (double) hits[i - 1] / ranking.positives();
                precision[points++] = found;
                recall[points] = (double) hits[i] / ranking.positives();
                precision[points++] = found;
            }
        }
        return new Curve(Arrays.copyOf(recall, points), Arrays.copyOf(precision, points));
    }

    /** The height at a place; where the line is upright, its end. Before the first point and behind the last it is level. */
    double at(double place) {
        int last = x.length - 1;
        int below = Arrays.binarySearch(x, place);
        if (below < 0) {
            below = -below - 2;
        }
        while (below >= 0 && below < last && x[below + 1] <= place) {
            below++;
        }
        if (below < 0) {
            return y[0];
        }
        if (below == last || x[below] == place) {
            return y[below];
        }
        double share = (place - x[below]) / (x[below + 1] - x[below]);
        return y[below] + share * (y[below + 1] - y[below]);
    }

    /** The mean height of curves from 0 to 1, at so many equal steps. */
    static Curve mean(List<Curve> curves, int steps) {
        var places = new double[steps + 1];
        var heights = new double[steps + 1];
        for (int i = 0; i <= steps; i++) {
            places[i] = (double) i / steps;
            for (Curve curve : curves) {
                heights[i] += curve.at(places[i]) / curves.size();
            }
        }
        return new Curve(places, heights);
    }

    /** The same line, begun where both axes do. */
    Curve fromOrigin() {
        return new Curve(
                DoubleStream.concat(DoubleStream.of(0), Arrays.stream(x)).toArray(),
                DoubleStream.concat(DoubleStream.of(0), Arrays.stream(y)).toArray());
    }

    /**
     * The same line with fewer points: none of those left out is further from it than the tolerance. Ends stay.
     *
     * <p>Douglas and Peucker: of all points between two that stay, the furthest stays if it is too far. Points that crowd
     * closer than half the tolerance are dropped before, which bounds the work.
     */
    Curve thinned(double tolerance) {
        Curve sparse = spaced(tolerance / 2);
        int last = sparse.x.length - 1;
        var kept = new BitSet();
        kept.set(0);
        kept.set(last);
        var open = new ArrayDeque<int[]>();
        open.push(new int[] {0, last});
        while (!open.isEmpty()) {
            int[] span = open.pop();
            int furthest = sparse.furthest(span[0], span[1]);
            if (furthest > 0 && sparse.distance(furthest, span[0], span[1]) > tolerance / 2) {
                kept.set(furthest);
                open.push(new int[] {span[0], furthest});
                open.push(new int[] {furthest, span[1]});
            }
        }
        return sparse.only(kept);
    }

    private Curve spaced(double distance) {
        var kept = new BitSet();
        int before = 0;
        kept.set(0);
        for (int i = 1; i < x.length; i++) {
            if (i == x.length - 1 || Math.hypot(x[i] - x[before], y[i] - y[before]) > distance) {
                kept.set(i);
                before = i;
            }
        }
        return only(kept);
    }

    private Curve only(BitSet kept) {
        int[] indices = kept.stream().toArray();
        return new Curve(
                Arrays.stream(indices).mapToDouble(i -> x[i]).toArray(),
                Arrays.stream(indices).mapToDouble(i -> y[i]).toArray());
    }

    /** The point between two others that is furthest from the line between them; 0 if there is none. */
    private int furthest(int from, int to) {
        int furthest = 0;
        double most = -1;
        for (int i = from + 1; i < to; i++) {
            double distance = distance(i, from, to);
            if (distance > most) {
                most = distance;
                furthest = i;
            }
        }
        return furthest;
    }

    /** How far a point is from the line between two others. */
    private double distance(int point, int from, int to) {
        double dx = x[to] - x[from];
        double dy = y[to] - y[from];
        double px = x[point] - x[from];
        double py = y[point] - y[from];
        double square = dx * dx + dy * dy;
        double along = square == 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / square));
        double ex = px - along * dx;
        double ey = py - along * dy;
        return Math.sqrt(ex * ex + ey * ey);
    }
}
