package io.ansatz.runner.report;

import io.ansatz.runner.tracking.TrialRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * A value over the epochs of every seed. Seeds stop at different epochs, and those that go on longest are not like the others: a
 * mean is drawn as far as all of them went.
 *
 * @param seeds a curve for each trial that has the value
 * @param shared over the epochs that all of these have; empty where there are none
 */
record Course(List<Curve> seeds, Optional<Band> shared) {

    Course {
        seeds = List.copyOf(seeds);
    }

    /** @param value such as {@code val/loss} */
    static Course of(List<TrialRecord> trials, String value) {
        var seeds = new ArrayList<Curve>();
        for (TrialRecord trial : trials) {
            List<TrialRecord.Epoch> epochs = trial.curve().stream()
                    .filter(epoch -> Double.isFinite(epoch.values().getOrDefault(value, Double.NaN)))
                    .toList();
            if (!epochs.isEmpty()) {
                seeds.add(new Curve(
                        epochs.stream().mapToDouble(TrialRecord.Epoch::number).toArray(),
                        epochs.stream()
                                .mapToDouble(epoch -> epoch.values().get(value))
                                .toArray()));
            }
        }
        if (seeds.isEmpty()) {
            return new Course(seeds, Optional.empty());
        }
        double[] places = Arrays.stream(seeds.get(0).x())
                .filter(epoch -> seeds.stream().allMatch(seed -> Arrays.binarySearch(seed.x(), epoch) >= 0))
                .toArray();
        return new Course(seeds, places.length == 0 ? Optional.empty() : Optional.of(Band.of(seeds, places)));
    }

    /** Every value of every seed. */
    DoubleStream values() {
        return seeds.stream().flatMapToDouble(seed -> Arrays.stream(seed.y()));
    }

    /** The last epoch of any seed; 0 if there are none. */
    int last() {
        return (int) seeds.stream()
                .mapToDouble(seed -> seed.x()[seed.x().length - 1])
                .max()
                .orElse(0);
    }

    /** The last epoch that all have, and the mean there; empty where there is none. */
    Optional<double[]> end() {
        return shared.map(Band::mean).map(mean ->
                new double[] {mean.x()[mean.x().length - 1], mean.y()[mean.y().length - 1]});
    }
}
