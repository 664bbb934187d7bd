package io.ansatz.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.runner.training.Effort;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpeedTest {

    /** 1,200 images in 3 s, one tenth of which went to a listener; with what stands between the epochs, logging took half a second. */
    private static final Speed SPEED = new Speed(
            new Effort(1_200, 3_000_000_000L, 1_200_000_000L, 900_000_000L, 30_000_000L, 300_000_000L), 500_000_000L);

    @Test
    void everySecondIsToldOnce() {
        assertThat(SPEED)
                .hasToString(
                        "learned 375 images/s: data 0.9 %, backbone 28.1 %, circuit 37.5 %, logging 15.6 %, rest 17.8 %");
    }

    @Test
    @SuppressWarnings("unchecked")
    void sharesAddUpToOne() {
        var shares = (Map<String, Double>) SPEED.facts().get("shares");

        assertThat(shares.keySet()).containsExactly("data", "backbone", "circuit", "logging", "rest");
        assertThat(shares.values().stream().mapToDouble(Double::doubleValue).sum())
                .isEqualTo(1, within(1e-12));
        assertThat(SPEED.facts()).containsEntry("images_per_second", 375.0);
    }

    @Test
    void aTrialThatOnlyJudgedHasNoSpeed() {
        assertThat(new Speed(new Effort(0, 0, 0, 0, 0, 0), 0))
                .hasToString(
                        "learned 0 images/s: data 0.0 %, backbone 0.0 %, circuit 0.0 %, logging 0.0 %, rest 100.0 %");
    }
}
