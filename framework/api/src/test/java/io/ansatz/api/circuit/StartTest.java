package io.ansatz.api.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StartTest {

    @Test
    void uniformGoesFromOneEndToTheOther() {
        var start = new Start.Uniform(-1, 3);

        assertThat(start.draw(0, 0.9)).isEqualTo(-1);
        assertThat(start.draw(0.5, 0.1)).isEqualTo(1);
        assertThat(Start.anyAngle().draw(0.25, 0)).isEqualTo(Math.PI / 2);
    }

    /** 10000 draws know the mean to 0.02 and the deviation to 0.014. */
    @Test
    void normalHasItsMeanAndDeviation() {
        var start = new Start.Normal(5, 2);
        var random = new SplittableRandom(1);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 10_000; i++) {
            double value = start.draw(random.nextDouble(), random.nextDouble());
            sum += value;
            squares += (value - 5) * (value - 5);
        }

        assertThat(sum / 10_000).isCloseTo(5, within(0.08));
        assertThat(Math.sqrt(squares / 10_000)).isCloseTo(2, within(0.06));
        assertThat(start.draw(0, 0.3)).isEqualTo(5);
    }

    @Test
    void aFixedStartIsAlwaysItself() {
        assertThat(new Start.At(0.7).draw(0.1, 0.2)).isEqualTo(0.7);
    }
}
