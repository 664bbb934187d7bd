package io.ansatz.runner.statistics;

import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * What a value comes to when one unit after the other is left out, and what follows for intervals by resampling.
 *
 * @param acceleration how the spread changes with the value
 * @param excess by how much the standard error is larger than that of resamples, because n units have n - 1 degrees of freedom
 * @param degrees of freedom of the variance, over all strata; infinite where no unit makes a difference
 */
record Jackknife(double acceleration, double excess, double degrees) {

    private static final Jackknife UNKNOWN = new Jackknife(0, 1, Double.POSITIVE_INFINITY);

    /**
     * With l = (n - 1) (mean - value) / n in a stratum of n units, the acceleration is sum(l^3) / 6 / sum(l^2)^1.5 over all strata
     * (Davison and Hinkley 1997, section 5.3), and degrees of freedom are added up by Satterthwaite's formula.
     *
     * @param left for each stratum, the value without each of its units; nothing for a stratum of one
     */
    static Jackknife of(List<double[]> left) {
        double squares = 0;
        double cubes = 0;
        double variance = 0;
        double uncertainty = 0;
        for (double[] values : left) {
            int n = values.length;
            if (n == 0) {
                continue;
            }
            double mean = 0;
            for (double value : values) {
                mean += value / n;
            }
            double own = 0;
            for (double value : values) {
                double l = (mean - value) * (n - 1) / n;
                own += l * l;
                cubes += l * l * l;
            }
            squares += own;
            double part = own * n / (n - 1);
            variance += part;
            uncertainty += part * part / (n - 1);
        }
        if (!(squares > 0)) {
            return UNKNOWN;
        }
        return new Jackknife(
                cubes / 6 / Math.pow(squares, 1.5), Math.sqrt(variance / squares), variance * variance / uncertainty);
    }

    /** How many standard errors of resamples an interval reaches to either side. */
    double expanded(double level) {
        double upper = (1 + level) / 2;
        return Double.isInfinite(degrees)
                ? Normal.quantile(upper)
                : excess * new TDistribution(null, degrees).inverseCumulativeProbability(upper);
    }
}
