package io.ansatz.runner.report;

import io.ansatz.runner.statistics.Estimate;
import java.util.List;

/**
 * The mean of repeated curves, and place by place where the mean of endless repetitions is expected, 95 times in 100.
 *
 * @param low the same as {@code mean} of a single curve, which tells nothing of the spread
 * @param curves how many were repeated
 */
record Band(Curve mean, Curve low, Curve high, int curves) {

    /** @param places where the curves are read, in order */
    static Band of(List<Curve> curves, double[] places) {
        var mean = new double[places.length];
        var low = new double[places.length];
        var high = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            double place = places[i];
            var estimate = Estimate.mean(
                    curves.stream().mapToDouble(curve -> curve.at(place)).toArray());
            mean[i] = estimate.value();
            low[i] = estimate.low();
            high[i] = estimate.high();
        }
        return new Band(new Curve(places, mean), new Curve(places, low), new Curve(places, high), curves.size());
    }

    /** Whether there was more than one curve, so that the bounds mean something. */
    boolean known() {
        return curves > 1;
    }
}
