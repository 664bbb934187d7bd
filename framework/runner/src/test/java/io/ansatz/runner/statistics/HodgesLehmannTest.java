package io.ansatz.runner.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HodgesLehmannTest {

    /** Hollander and Wolfe, examples 3.3 and 3.4; -0.786 and -0.010 are the Walsh averages 6 and 40 of 45. */
    @Test
    void theDepressionDataComeToThePublishedShift() {
        Estimate shift = HodgesLehmann.of(Differences.between(SignedRankTest.AFTER, SignedRankTest.BEFORE));

        assertThat(shift.value()).isCloseTo(-0.46, within(1e-9));
        assertThat(shift.low()).isCloseTo(-0.786, within(5e-4));
        assertThat(shift.high()).isCloseTo(-0.010, within(5e-4));
        assertThat(shift.level()).isEqualTo(0.95);
    }

    @Test
    void theShiftIsTheMedianOfTheWalshAverages() {
        assertThat(HodgesLehmann.of(Differences.of(1, 2, 6)).value()).isEqualTo((2 + 3.5) / 2);
        assertThat(HodgesLehmann.of(Differences.of(1, 2, 3, 100)).value()).isEqualTo(2.75);
    }

    @Test
    void fewValuesReachALowerLevel() {
        assertThat(HodgesLehmann.of(Differences.of(5))).isEqualTo(Estimate.unknown(5));
        assertThat(HodgesLehmann.of(Differences.of(5, 6))).isEqualTo(new Estimate(5.5, 5, 6, 0.5));
        assertThat(HodgesLehmann.of(Differences.of(1, 2, 4, 8, 16))).isEqualTo(new Estimate(5.0, 1, 16, 0.9375));
        assertThat(HodgesLehmann.of(Differences.of(1, 2, 4, 8, 16, 32)).level()).isEqualTo(0.95);
        assertThat(HodgesLehmann.of(Differences.of(1, 2, 4, 8, 16), 0.9).level())
                .isEqualTo(0.9);
    }

    /** Without ties the bounds are the Walsh averages k + 1 from either end, with k the critical value of the tables. */
    @Test
    void theBoundsAreTheWalshAveragesOfTheTables() {
        var random = new SplittableRandom(11);
        int[][] tables = {{6, 0}, {7, 2}, {8, 3}, {10, 8}, {20, 52}, {50, 434}};
        for (int[] line : tables) {
            double[] values = random.doubles(line[0], -1, 2).toArray();
            double[] averages = averages(Differences.of(values).values());

            Estimate shift = HodgesLehmann.of(Differences.of(values));

            assertThat(shift.low()).isEqualTo(averages[line[1]]);
            assertThat(shift.high()).isEqualTo(averages[averages.length - 1 - line[1]]);
        }
    }

    private static double[] averages(double[] values) {
        var averages = new double[values.length * (values.length + 1) / 2];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i; j < values.length; j++) {
                averages[count++] = (values[i] + values[j]) / 2;
            }
        }
        Arrays.sort(averages);
        return averages;
    }

    /** With ties too: every shift inside is accepted by the test or lies between two that are, and none outside is. */
    @Test
    void theIntervalHoldsWhatTheTestAccepts() {
        var random = new SplittableRandom(5);
        for (int repeat = 0; repeat < 50; repeat++) {
            var values = new double[6 + repeat % 5];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(-3, 6);
            }
            Estimate shift = HodgesLehmann.of(Differences.of(values));
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (double theta = -4; theta <= 6; theta += 0.125) {
                if (SignedRank.of(Differences.of(values).plus(-theta)).p() > 0.05) {
                    least = Math.min(least, theta);
                    most = Math.max(most, theta);
                }
            }

            // Between two Walsh averages, which are half a unit apart here, p does not change.
            assertThat(shift.low()).isBetween(least - 0.125, least);
            assertThat(shift.high()).isBetween(most, most + 0.125);
        }
    }

    @Test
    void equalDifferencesHaveNoSpread() {
        assertThat(HodgesLehmann.of(Differences.of(0.25, 0.25, 0.25, 0.25, 0.25, 0.25)))
                .isEqualTo(new Estimate(0.25, 0.25, 0.25, 0.95));
    }

    /** The critical value of the normal approximation for 60 is 648, as is that of the exact distribution. */
    @Test
    void manyDifferencesTakeTheNormalCurve() {
        double[] values = new SplittableRandom(2).doubles(60, -1, 2).toArray();
        double[] averages = averages(Differences.of(values).values());

        Estimate shift = HodgesLehmann.of(Differences.of(values));

        assertThat(shift.low()).isEqualTo(averages[648]);
        assertThat(shift.high()).isEqualTo(averages[averages.length - 649]);
    }
}
