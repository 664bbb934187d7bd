package io.ansatz.benchmarks.trunks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    private static final Measurement KNOWN = new Measurement(12.5, 12.25, OptionalDouble.of(300.5), 1.25);

    private static final Measurement WITHOUT_PEAK = new Measurement(13.5, 12, OptionalDouble.empty(), 1);

    @Test
    void oneLineSaysItAll() {
        assertThat(KNOWN.line()).isEqualTo("wall=12.500000 processor=12.250000 load=1.25 peak=300.5");
        assertThat(WITHOUT_PEAK.line()).isEqualTo("wall=13.500000 processor=12.000000 load=1.00");
    }

    @Test
    void comesBackFromItsLine() {
        assertThat(Measurement.parse(KNOWN.line())).isEqualTo(KNOWN);
        assertThat(Measurement.parse(WITHOUT_PEAK.line())).isEqualTo(WITHOUT_PEAK);
    }

    @Test
    void theMedianIsThatOfEachFigure() {
        var third = new Measurement(20, 11, OptionalDouble.of(310.5), 4);

        assertThat(Measurement.median(List.of(KNOWN, WITHOUT_PEAK, third)))
                .isEqualTo(new Measurement(13.5, 12, OptionalDouble.of(305.5), 1.25));
        assertThat(Measurement.median(List.of(WITHOUT_PEAK))).isEqualTo(WITHOUT_PEAK);
    }
}
