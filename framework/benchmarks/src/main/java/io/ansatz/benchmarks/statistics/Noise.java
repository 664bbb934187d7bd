package io.ansatz.benchmarks.statistics;

import java.util.Locale;
import java.util.SplittableRandom;

/** How a metric differs from seed to seed. */
enum Noise {
    NORMAL,
    /** Student's distribution with three degrees of freedom: now and then a seed is far off. */
    HEAVY,
    /** Normal, then rounded to the accuracies that 156 images allow, so that seeds are often equal. */
    ROUNDED;

    static final int IMAGES = 156;

    private static final double MEAN = 0.85;
    private static final int DEGREES = 3;

    /** A metric around 0.85, given what the seed does to every side and what it does to this one, in units of the metric. */
    double metric(double common, double own) {
        double value = MEAN + common + own;
        return this == ROUNDED ? Math.rint(value * IMAGES) / IMAGES : value;
    }

    /** One draw, with a standard deviation of 1. */
    double draw(SplittableRandom random) {
        if (this != HEAVY) {
            return normal(random);
        }
        double squares = 0;
        for (int i = 0; i < DEGREES; i++) {
            double one = normal(random);
            squares += one * one;
        }
        // The variance of Student's distribution with three degrees of freedom is 3.
        return normal(random) / Math.sqrt(squares / DEGREES) / Math.sqrt(DEGREES);
    }

    /** Box and Muller's method, so that no release of Java draws other values. */
    static double normal(SplittableRandom random) {
        double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
        return radius * Math.cos(2 * Math.PI * random.nextDouble());
    }

    /** The probability that a normal value is at most {@code x}, by Simpson's rule. */
    static double atMost(double x) {
        int steps = 1000;
        double width = x / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            int weight = i == 0 || i == steps ? 1 : i % 2 == 0 ? 2 : 4;
            sum += weight * Math.exp(-(i * width) * (i * width) / 2);
        }
        return 0.5 + sum * width / 3 / Math.sqrt(2 * Math.PI);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
