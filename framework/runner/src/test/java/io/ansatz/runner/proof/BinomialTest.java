package io.ansatz.runner.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BinomialTest {

    /** The solver of Commons Math stops at 1e-9. */
    private static final double SOLVER = 1e-8;

    @Test
    void withoutOneRightAnswerTheBoundIsARoot() {
        var none = new Binomial(0, 20);
        var all = new Binomial(20, 20);

        double bound = 1 - Math.pow(0.025, 1.0 / 20);
        assertThat(none.exact().low()).isZero();
        assertThat(none.exact().high()).isCloseTo(bound, within(SOLVER));
        assertThat(all.exact().low()).isCloseTo(1 - bound, within(SOLVER));
        assertThat(all.exact().high()).isEqualTo(1);
    }

    /** The exact bounds are where as many or more, and as many or fewer, have a chance of 2.5 %. */
    @Test
    void theExactIntervalCutsOffItsTails() {
        var binomial = new Binomial(2_183, 2_185);

        assertThat(binomial.asGoodByChance(binomial.exact().low())).isCloseTo(0.025, within(1e-5));
        assertThat(1
                        - new Binomial(2_184, 2_185)
                                .asGoodByChance(binomial.exact().high()))
                .isCloseTo(0.025, within(1e-5));
    }

    /** Wilson's bounds solve (p - share)^2 = z^2 p (1 - p) / n. */
    @Test
    void wilsonsBoundsSolveTheirEquation() {
        var binomial = new Binomial(136, 156);
        double share = 136.0 / 156;

        for (double p : new double[] {binomial.wilson().low(), binomial.wilson().high()}) {
            double z = 1.959963984540054;
            assertThat((p - share) * (p - share)).isCloseTo(z * z * p * (1 - p) / 156, within(1e-15));
        }
        assertThat(new Binomial(0, 10).wilson().low()).isCloseTo(0, within(1e-15));
        assertThat(new Binomial(10, 10).wilson().high()).isCloseTo(1, within(1e-15));
    }

    @Test
    void chancesAreSumsOfTheBinomialDistribution() {
        assertThat(new Binomial(0, 3).asGoodByChance(0.3)).isEqualTo(1);
        assertThat(new Binomial(1, 3).asGoodByChance(0.5)).isCloseTo(7 / 8.0, within(1e-12));
        assertThat(new Binomial(3, 3).asGoodByChance(0.3)).isCloseTo(0.027, within(1e-12));
        assertThat(new Binomial(2, 3).asGoodByChance(0.5)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void whatCannotBeCountedIsRefused() {
        assertThatThrownBy(() -> new Binomial(3, 2)).hasMessage("3 of 2 cannot be right.");
    }
}
