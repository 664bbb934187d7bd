package io.ansatz.benchmarks.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeedStudyTest {

    @Test
    void aLargeAdvantageIsFoundInEveryControl() {
        var tally = new SeedStudy(Noise.NORMAL, 10, 3, 0.2, 0.01, 0.01).run(new SplittableRandom(1));

        assertThat(tally.claimed()).isEqualTo(new Share(1, 1));
        assertThat(tally.better()).isEqualTo(new Share(3, 3));
        assertThat(tally.equivalent()).isEqualTo(new Share(0, 3));
    }

    @Test
    void equalSidesAreEquivalentWithinAWideMargin() {
        var tally = new SeedStudy(Noise.ROUNDED, 10, 3, 0, 0.01, 0.2).run(new SplittableRandom(1));

        assertThat(tally.claimed()).isEqualTo(new Share(0, 1));
        assertThat(tally.equivalent()).isEqualTo(new Share(3, 3));
    }
}
