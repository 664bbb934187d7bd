package io.ansatz.runner.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HolmTest {

    /** By hand: 4 x 0.005, 3 x 0.01, 2 x 0.03, and the last not below the one before. */
    @Test
    void theSmallestIsTakenTimesTheFamily() {
        double[] adjusted = Holm.adjust(0.01, 0.04, 0.03, 0.005);

        assertThat(adjusted).containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
    }

    @Test
    void equalOnesStayEqualAndNoneExceedsOne() {
        assertThat(Holm.adjust(0.3, 0.3, 0.3, 0.9)).containsExactly(new double[] {1, 1, 1, 1}, within(1e-15));
        assertThat(Holm.adjust(0.02, 0.02)).containsExactly(new double[] {0.04, 0.04}, within(1e-15));
    }

    @Test
    void oneAloneStaysAsItIs() {
        assertThat(Holm.adjust(0.04)).containsExactly(0.04);
        assertThat(Holm.adjust()).isEmpty();
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        assertThatThrownBy(() -> Holm.adjust(0.1, 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A p lies between 0 and 1, unlike 1.5.");
    }
}
