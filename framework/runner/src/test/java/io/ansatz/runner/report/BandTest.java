package io.ansatz.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BandTest {

    private static final Curve LEVEL = new Curve(new double[] {0, 1}, new double[] {0.2, 0.2});
    private static final Curve RISING = new Curve(new double[] {0, 1}, new double[] {0.2, 0.4});

    @Test
    void atEveryPlaceItIsTheIntervalOfTheHeightsThere() {
        Band band = Band.of(List.of(LEVEL, RISING), new double[] {0, 0.5, 1});

        assertThat(band.mean().y()).containsExactly(new double[] {0.2, 0.25, 0.3}, within(1e-15));
        // Of two values the standard error is half their difference, and t(1) = 12.7062.
        assertThat(band.low().y()).containsExactly(new double[] {0.2, 0.25 - 0.635310, 0.3 - 1.270620}, within(1e-6));
        assertThat(band.high().y()).containsExactly(new double[] {0.2, 0.25 + 0.635310, 0.3 + 1.270620}, within(1e-6));
        assertThat(band.known()).isTrue();
    }

    @Test
    void ofOneCurveItKnowsNothingOfTheSpread() {
        Band band = Band.of(List.of(RISING), new double[] {0, 1});

        assertThat(band.mean().y()).containsExactly(0.2, 0.4);
        assertThat(band.known()).isFalse();
    }
}
