package io.ansatz.plugins.phantoms;

/** What an image shows, in the order of the labels. Every shape covers the area 1 around the origin, so none is brighter. */
enum Shape {
    DISC {
        private static final double RADIUS = Math.sqrt(1 / Math.PI);

        @Override
        double distance(double x, double y) {
            return length(x, y) - RADIUS;
        }
    },

    /** The hole takes half the diameter. */
    RING {
        private static final double OUTER = Math.sqrt(1 / (Math.PI * 0.75));

        @Override
        double distance(double x, double y) {
            return Math.abs(length(x, y) - 0.75 * OUTER) - 0.25 * OUTER;
        }
    },

    /** Three times as long as wide. */
    BAR {
        private static final double HALF_WIDTH = Math.sqrt(1 / 12.0);

        @Override
        double distance(double x, double y) {
            return box(x, y, 3 * HALF_WIDTH, HALF_WIDTH);
        }
    },

    /** Two bars that share their middle. */
    CROSS {
        private static final double HALF_WIDTH = Math.sqrt(1 / 20.0);

        @Override
        double distance(double x, double y) {
            return Math.min(box(x, y, 3 * HALF_WIDTH, HALF_WIDTH), box(x, y, HALF_WIDTH, 3 * HALF_WIDTH));
        }
    };

    /** No shape reaches further from the origin: half the diagonal of the bar. */
    static final double REACH = Math.sqrt(10 / 12.0);

    /** How far a point lies outside the outline; negative inside. */
    abstract double distance(double x, double y);

    private static double box(double x, double y, double halfLength, double halfWidth) {
        double along = Math.abs(x) - halfLength;
        double across = Math.abs(y) - halfWidth;
        return length(Math.max(along, 0), Math.max(across, 0)) + Math.min(Math.max(along, across), 0);
    }

    private static double length(double x, double y) {
        return Math.sqrt(x * x + y * y);
    }
}
