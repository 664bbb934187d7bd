package io.ansatz.runner.statistics;

import java.util.Optional;

/**
 * What a bootstrap came to.
 *
 * @param ours the metric of our side on all items, each once
 * @param theirs that of the other side
 * @param differences ours minus theirs in each resample, in ascending order
 * @param undefined in how many resamples one of the sides had no metric; these are left out
 * @param jackknife what leaving out single units says of the spread
 */
public record Resampled(double ours, double theirs, double[] differences, int undefined, Jackknife jackknife) {

    /** Metrics are shares and ratios of counts; what differs by less is rounding. */
    private static final double ROUNDING = 1e-12;

    public double difference() {
        return ours - theirs;
    }

    /** The usual interval of 95 %: {@link #percentile}. */
    public Optional<Estimate> interval() {
        return percentile(Estimate.USUAL);
    }

    /**
     * The interval that leaves out as many resamples on either side; empty where the metric is not defined. Plain percentiles
     * are too narrow for few units, above all for few groups, so fewer resamples are left out than {@code 1 - level} (Hesterberg
     * 2015, the expanded percentile interval).
     */
    public Optional<Estimate> percentile(double level) {
        double z = jackknife.expanded(level);
        return between(Normal.atMost(-z), Normal.atMost(z), level);
    }

    /** The bias-corrected and accelerated interval (Efron 1987), expanded in the same way. */
    public Optional<Estimate> accelerated(double level) {
        double z = jackknife.expanded(level);
        double bias = bias();
        return between(corrected(bias, bias - z), corrected(bias, bias + z), level);
    }

    private Optional<Estimate> between(double low, double high, double level) {
        if (differences.length == 0 || Double.isNaN(difference())) {
            return Optional.empty();
        }
        return Optional.of(new Estimate(difference(), quantile(low), quantile(high), level));
    }

    /** How far the median of the resamples lies from the value itself; equal ones count half. */
    private double bias() {
        double below = 0;
        for (double one : differences) {
            double ahead = one - difference();
            if (Math.abs(ahead) <= ROUNDING) {
                below += 0.5;
            } else if (ahead < 0) {
                below += 1;
            }
        }
        double n = differences.length;
        return Normal.quantile(Math.min(n - 0.5, Math.max(0.5, below)) / n);
    }

    private double corrected(double bias, double moved) {
        return Normal.atMost(bias + moved / (1 - jackknife.acceleration() * moved));
    }

    /** The order statistic (n + 1) q, in between on a straight line. */
    private double quantile(double q) {
        double place = Math.min(differences.length, Math.max(1, (differences.length + 1) * q)) - 1;
        int whole = (int) Math.min(differences.length - 1, Math.floor(place));
        double next = differences[Math.min(differences.length - 1, whole + 1)];
        return differences[whole] + (place - whole) * (next - differences[whole]);
    }
}
