package io.ansatz.runner.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {

    /** Efron and Tibshirani 1993, table 14.1: scores A of 26 children. */
    private static final double[] SPATIAL = {
        48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41
    };

    private static final Jackknife PLAIN = new Jackknife(0, 1, Double.POSITIVE_INFINITY);

    /** Their table 14.2, for the variance: acceleration 0.061, percentiles 100.8 to 233.9, BCa 115.8 to 259.6, at 90 %. */
    @Test
    void theSpatialDataComeToThePublishedIntervals() {
        Strata strata = Strata.byLabel(new int[SPATIAL.length]);
        Resampled resampled = new PairedBootstrap(strata, 40_000, 1).compare(PairedBootstrapTest::variance, items -> 0);

        assertThat(resampled.difference()).isCloseTo(171.5, within(0.05));
        double acceleration = resampled.jackknife().acceleration();
        assertThat(acceleration).isCloseTo(0.061, within(5e-4));

        // They had 2,000 resamples, whose bounds differ by a few units from one seed to another.
        Estimate percentile = with(resampled, PLAIN).percentile(0.9).orElseThrow();
        assertThat(percentile.low()).isCloseTo(100.8, within(3.0));
        assertThat(percentile.high()).isCloseTo(233.9, within(3.0));
        Estimate accelerated = with(resampled, new Jackknife(acceleration, 1, Double.POSITIVE_INFINITY))
                .accelerated(0.9)
                .orElseThrow();
        assertThat(accelerated.low()).isCloseTo(115.8, within(4.0));
        assertThat(accelerated.high()).isCloseTo(259.6, within(4.0));
    }

    private static Resampled with(Resampled resampled, Jackknife jackknife) {
        return new Resampled(
                resampled.ours(), resampled.theirs(), resampled.differences(), resampled.undefined(), jackknife);
    }

    private static double variance(int[] items) {
        double mean =
                Arrays.stream(items).mapToDouble(i -> SPATIAL[i]).average().orElseThrow();
        return Arrays.stream(items)
                .mapToDouble(i -> (SPATIAL[i] - mean) * (SPATIAL[i] - mean))
                .average()
                .orElseThrow();
    }

    /** For a mean, expanded percentiles are Student's interval, up to the shape of the resamples. */
    @Test
    void theIntervalOfAMeanIsStudents() {
        var random = new SplittableRandom(8);
        double[] values =
                IntStream.range(0, 12).mapToDouble(i -> random.nextDouble()).toArray();
        Resampled resampled = new PairedBootstrap(Strata.byLabel(new int[12]), 40_000, 3)
                .compare(
                        items -> Arrays.stream(items)
                                .mapToDouble(i -> values[i])
                                .average()
                                .orElseThrow(),
                        items -> 0);

        Estimate student = Sample.of(values).mean(0.95);
        Estimate interval = resampled.interval().orElseThrow();
        double half = student.high() - student.value();
        assertThat(interval.low()).isCloseTo(student.low(), within(0.05 * half));
        assertThat(interval.high()).isCloseTo(student.high(), within(0.05 * half));
        assertThat(resampled.jackknife().excess()).isCloseTo(Math.sqrt(12 / 11.0), within(1e-12));
        assertThat(resampled.jackknife().degrees()).isCloseTo(11, within(1e-9));
        assertThat(resampled.jackknife().expanded(0.95)).isCloseTo(Math.sqrt(12 / 11.0) * 2.20099, within(1e-4));
    }

    /** Two strata that weigh alike have the degrees of freedom of both; one unit alone has none, and no say. */
    @Test
    void degreesOfFreedomAddUp() {
        Jackknife jackknife =
                Jackknife.of(List.of(new double[] {1, 2, 3, 4}, new double[] {4, 3, 2, 1}, new double[0]));

        assertThat(jackknife.degrees()).isCloseTo(6, within(1e-12));
        assertThat(jackknife.excess()).isCloseTo(Math.sqrt(4 / 3.0), within(1e-12));
        assertThat(jackknife.acceleration()).isZero();
        assertThat(Jackknife.of(List.of(new double[] {1, 1, 1}))).isEqualTo(PLAIN);
        assertThat(PLAIN.expanded(0.95)).isCloseTo(1.959964, within(1e-6));
    }

    /** Of the numbers 1 to 999, 2.5 % lie below 25 and above 975. */
    @Test
    void quantilesAreOrderStatistics() {
        double[] numbers = IntStream.rangeClosed(1, 999).mapToDouble(i -> i).toArray();
        var resampled = new Resampled(500, 0, numbers, 0, PLAIN);

        Estimate percentile = resampled.percentile(0.95).orElseThrow();
        assertThat(percentile.low()).isCloseTo(25, within(1e-6));
        assertThat(percentile.high()).isCloseTo(975, within(1e-6));
        Estimate accelerated = resampled.accelerated(0.95).orElseThrow();
        assertThat(accelerated.low()).isCloseTo(25, within(1e-6));
        assertThat(accelerated.high()).isCloseTo(975, within(1e-6));
    }

    @Test
    void threadsDoNotChangeTheResult() throws Exception {
        int[] labels = IntStream.range(0, 60).map(i -> i % 3).toArray();
        var bootstrap = new PairedBootstrap(Strata.byLabel(labels), 1_250, 42);
        PairedBootstrap.Statistic ours =
                items -> Arrays.stream(items).filter(i -> i % 7 < 5).count() / 60.0;
        PairedBootstrap.Statistic theirs =
                items -> Arrays.stream(items).filter(i -> i % 5 < 3).count() / 60.0;

        double[] alone = inAPoolOf(1, bootstrap, ours, theirs).differences();
        double[] together = inAPoolOf(4, bootstrap, ours, theirs).differences();

        assertThat(alone).hasSize(1_250).containsExactly(together);
        assertThat(new PairedBootstrap(Strata.byLabel(labels), 1_250, 43)
                        .compare(ours, theirs)
                        .differences())
                .isNotEqualTo(alone);
    }

    private static Resampled inAPoolOf(
            int threads, PairedBootstrap bootstrap, PairedBootstrap.Statistic ours, PairedBootstrap.Statistic theirs)
            throws Exception {
        var pool = new ForkJoinPool(threads);
        try {
            return pool.submit(() -> bootstrap.compare(ours, theirs)).get();
        } finally {
            pool.shutdown();
        }
    }

    /** Both sides see the same items, so what they share cancels out. */
    @Test
    void sidesShareTheirItems() {
        Resampled resampled = new PairedBootstrap(Strata.byLabel(new int[26]), 500, 5)
                .compare(items -> variance(items) + 1, PairedBootstrapTest::variance);

        assertThat(resampled.interval().orElseThrow().low()).isCloseTo(1, within(1e-9));
        assertThat(resampled.interval().orElseThrow().high()).isCloseTo(1, within(1e-9));
    }

    @Test
    void resamplesWithoutTheMetricAreCounted() {
        Resampled resampled = new PairedBootstrap(Strata.byLabel(new int[26]), 300, 5)
                .compare(items -> items[0] < 13 ? Double.NaN : 1, items -> 0);

        assertThat(resampled.undefined()).isBetween(100, 200);
        assertThat(resampled.differences()).hasSize(300 - resampled.undefined());
        assertThat(resampled.interval()).isEmpty();
    }

    @Test
    void usuallyThereAreTenThousandResamples() {
        assertThat(new PairedBootstrap(Strata.byLabel(new int[2]), 1).resamples())
                .isEqualTo(10_000);
        assertThatThrownBy(() -> new PairedBootstrap(Strata.byLabel(new int[2]), 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("It takes at least one resample, not 0.");
    }
}
