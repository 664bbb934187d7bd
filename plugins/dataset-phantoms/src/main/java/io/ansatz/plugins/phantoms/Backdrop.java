package io.ansatz.plugins.phantoms;

import java.util.SplittableRandom;

/** A smooth random surface between -1 and 1: random heights on a coarse grid, joined without kinks. */
final class Backdrop {

    private final int cells;
    private final double[] heights;

    /** @param cells hills and valleys from edge to edge */
    Backdrop(int cells, SplittableRandom random) {
        this.cells = cells;
        this.heights = new double[(cells + 1) * (cells + 1)];
        for (int i = 0; i < heights.length; i++) {
            heights[i] = random.nextDouble(-1, 1);
        }
    }

    /** The height at a place; both coordinates run from 0 to 1. */
    double height(double x, double y) {
        int column = Math.min((int) (x * cells), cells - 1);
        int row = Math.min((int) (y * cells), cells - 1);
        double across = ease(x * cells - column);
        double down = ease(y * cells - row);
        int corner = row * (cells + 1) + column;
        double upper = mix(heights[corner], heights[corner + 1], across);
        double lower = mix(heights[corner + cells + 1], heights[corner + cells + 2], across);
        return mix(upper, lower, down);
    }

    private static double mix(double from, double to, double share) {
        return from + (to - from) * share;
    }

    /** Rises from 0 to 1 and is level at both ends. */
    private static double ease(double t) {
        return t * t * (3 - 2 * t);
    }
}
