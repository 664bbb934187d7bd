package io.ansatz.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LiteralTest {

    @Test
    void everyNumberReadsBackToItself() throws Literal.Mismatch {
        var random = new SplittableRandom(7);
        for (int i = 0; i < 4_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value) && value != 0) {
                assertThat(Literal.real(Literal.text(value))).isEqualTo(value);
            }
        }
        for (double value : new double[] {Double.MIN_VALUE, Double.MAX_VALUE, Double.MIN_NORMAL, Math.PI, 2e-3, 2e23}) {
            assertThat(Literal.real(Literal.text(value))).isEqualTo(value);
        }
    }

    @Test
    void numbersAreWrittenAsAPersonWould() {
        assertThat(Literal.text(0.001)).isEqualTo("0.001");
        assertThat(Literal.text(3e-4)).isEqualTo("0.0003");
        assertThat(Literal.text(64)).isEqualTo("64.0");
        assertThat(Literal.text(-0.0)).isEqualTo("0.0");
        assertThat(Literal.text(0.1 + 0.2)).isEqualTo("0.30000000000000004");
        assertThat(Literal.text(1e-6)).isEqualTo("0.000001");
        assertThat(Literal.text(1.5e-7)).isEqualTo("1.5e-7");
        assertThat(Literal.text(9_999_999)).isEqualTo("9999999.0");
        assertThat(Literal.text(1e7)).isEqualTo("1.0e+7");
        assertThat(Literal.text(-2.5e12)).isEqualTo("-2.5e+12");
        assertThat(Literal.text(Double.MIN_VALUE)).isEqualTo("5.0e-324");
    }
}
