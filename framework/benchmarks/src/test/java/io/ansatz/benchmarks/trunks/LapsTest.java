package io.ansatz.benchmarks.trunks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LapsTest {

    @Test
    void stepsThatTakeLongAreTimedFiveTimesAfterThree() {
        var steps = new AtomicInteger();

        Measurement measurement = new Laps(0, 0).time(steps::incrementAndGet);

        assertThat(steps).hasValue(3 + 5);
        assertThat(measurement.wall()).isPositive();
    }
}
