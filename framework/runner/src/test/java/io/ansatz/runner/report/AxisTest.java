package io.ansatz.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {

    @Test
    void ticksAreRoundAndReachAroundTheValues() {
        assertThat(texts(Axis.around(0.213, 0.58))).containsExactly("0.2", "0.3", "0.4", "0.5", "0.6");
        assertThat(texts(Axis.around(-3, 12))).containsExactly("-5", "0", "5", "10", "15");
        assertThat(texts(Axis.around(0.1, 0.3))).containsExactly("0.10", "0.15", "0.20", "0.25", "0.30");
        assertThat(texts(Axis.around(900, 12_000))).containsExactly("0", "5,000", "10,000", "15,000");
    }

    @Test
    void whatIsVerySmallOrLargeHasAnExponent() {
        assertThat(texts(Axis.around(0, 1e-6))).contains("2.0e-07", "1.0e-06");
        assertThat(texts(Axis.around(0, 2e7))).contains("5.0e+06", "2.0e+07");
    }

    @Test
    void aSingleValueHasRoomOnBothSides() {
        Axis axis = Axis.around(0.5, 0.5);

        assertThat(axis.low()).isLessThan(0.5);
        assertThat(axis.high()).isGreaterThan(0.5);
        assertThat(Axis.around(0, 0).low()).isEqualTo(-1);
    }

    @Test
    void sharesStayBetweenNoneAndAll() {
        assertThat(Axis.aroundShares(1, 1).high()).isEqualTo(1);
        assertThat(Axis.aroundShares(0, 0).low()).isEqualTo(0);
        assertThat(Axis.aroundShares(0.97, 1).high()).isEqualTo(1, within(1e-12));
        assertThat(texts(Axis.share())).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
    }

    @Test
    void epochsAreWholeNumbersFromOne() {
        assertThat(texts(Axis.numbers(1))).containsExactly("1");
        assertThat(texts(Axis.numbers(3))).containsExactly("1", "2", "3");
        assertThat(texts(Axis.numbers(300))).containsExactly("1", "50", "100", "150", "200", "250", "300");
    }

    @Test
    void countsAreWholeNumbersFromNone() {
        assertThat(texts(Axis.counts(1))).containsExactly("0", "1");
        assertThat(texts(Axis.counts(3))).containsExactly("0", "1", "2", "3");
        assertThat(texts(Axis.counts(2_812))).containsExactly("0", "1,000", "2,000", "3,000");
    }

    @Test
    void whereThereIsLittleRoomTicksAreFew() {
        assertThat(texts(Axis.counts(2_812, 2))).containsExactly("0", "2,000", "4,000");
        assertThat(texts(Axis.counts(1, 2))).containsExactly("0", "1");
    }

    @Test
    void anAxisCanEndAtTheHighestValueItself() {
        Axis axis = Axis.upTo(0.21, 0.53);

        assertThat(axis.low()).isEqualTo(0.2);
        assertThat(axis.high()).isEqualTo(0.53);
        assertThat(texts(axis)).containsExactly("0.2", "0.3", "0.4", "0.5");
        assertThat(Axis.upTo(0.5, 0.5)).isEqualTo(Axis.around(0.5, 0.5));
    }

    @Test
    void anAxisGoesSomewhere() {
        assertThatThrownBy(() -> new Axis(1, 1, List.of())).hasMessage("An axis cannot go from 1.0 to 1.0.");
        assertThatThrownBy(() -> new Axis(0, Double.NaN, List.of())).hasMessage("An axis cannot go from 0.0 to NaN.");
    }

    private static List<String> texts(Axis axis) {
        return axis.ticks().stream().map(Axis.Tick::text).toList();
    }
}
