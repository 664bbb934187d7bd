package io.ansatz.benchmarks.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.runner.statistics.DeLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ItemStudyTest {

    /** 2,000 images of either class leave nothing to chance between networks that differ so much. */
    @Test
    void mcNemarFindsWhatIsFarApart() {
        var tally = new ItemStudy("far", 2000, 2000, 1, 3, 1).run(new SplittableRandom(1), 20);

        assertThat(tally.mcnemar()).isEqualTo(new Share(1, 1));
        assertThat(tally.percentile()).hasSize(Measure.values().length);
    }

    @Test
    void anAucIsThatOfDeLong() {
        var random = new SplittableRandom(2);
        var positive = new boolean[40];
        var scores = new double[40];
        for (int i = 0; i < 40; i++) {
            positive[i] = i % 3 == 0;
            scores[i] = Noise.normal(random) + (positive[i] ? 1 : 0);
        }

        double auc = new Auc(positive, scores).of(IntStream.range(0, 40).toArray());

        assertThat(auc).isCloseTo(DeLong.of(positive, scores, scores).ours(), within(1e-12));
    }

    /** 40 hits, 10 misses, 5 false alarms and 45 that are rightly called negative. */
    @Test
    void measuresAreTheirDefinitions() {
        assertThat(Measure.ACCURACY.of(40, 5, 10, 45)).isEqualTo(0.85);
        assertThat(Measure.BALANCED_ACCURACY.of(40, 5, 10, 45)).isCloseTo(0.85, within(1e-12));
        assertThat(Measure.F1.of(40, 5, 10, 45)).isCloseTo(80.0 / 95, within(1e-12));
        assertThat(Measure.MCC.of(40, 5, 10, 45))
                .isCloseTo((40 * 45 - 5 * 10) / Math.sqrt(45.0 * 50 * 50 * 55), within(1e-12));
    }
}
