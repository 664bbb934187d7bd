package io.ansatz.runner.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EquivalenceTest {

    /** Five of 1 and five of -1 have a standard error of 1/3; with 9 degrees of freedom the table gives 1.833113 for 0.05. */
    @Test
    void studentsTestsMeetTheTable() {
        Differences differences = Differences.of(1, -1, 1, -1, 1, -1, 1, -1, 1, -1);

        Equivalence equivalence = Equivalence.student(differences, 1.833113 / 3);

        assertThat(equivalence.p()).isCloseTo(0.05, within(1e-6));
        assertThat(equivalence.interval().low()).isCloseTo(-1.833113 / 3, within(1e-6));
        assertThat(equivalence.interval().high()).isCloseTo(1.833113 / 3, within(1e-6));
    }

    /** Moved by half a standard error, the nearer margin decides. */
    @Test
    void theNearerMarginDecides() {
        double[] values = {1, -1, 1, -1, 1, -1, 1, -1, 1, -1};
        var moved = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            moved[i] = values[i] + 1.0 / 6;
        }

        assertThat(Equivalence.student(Differences.of(moved), 1.833113 / 3 + 1.0 / 6)
                        .p())
                .isCloseTo(0.05, within(1e-6));
        assertThat(Equivalence.student(Differences.of(moved).negated(), 1.833113 / 3 + 1.0 / 6)
                        .p())
                .isCloseTo(0.05, within(1e-6));
    }

    /** All between the margins is one way of 2^n, on either side. */
    @Test
    void signedRanksCountEveryWay() {
        Differences differences = Differences.of(0.001, -0.002, 0.003, 0.0005, 0);

        assertThat(Equivalence.signedRank(differences, 0.01).p()).isEqualTo(1.0 / 32);
        assertThat(Equivalence.signedRank(differences, 0.01).interval()).isEqualTo(HodgesLehmann.of(differences, 0.9));
        assertThat(Equivalence.signedRank(differences, 0.002).p()).isGreaterThan(0.05);
    }

    /** The tests are those of the differences from the margins, one-sided. */
    @Test
    void signedRanksAreHalfOfTheTwoSidedTests() {
        Differences differences = Differences.of(0.4, 0.1, 0.9, -0.3, 0.5, 0.2);
        double below = SignedRank.of(differences.plus(-1)).p() / 2;
        double above = SignedRank.of(differences.plus(1)).p() / 2;

        assertThat(Equivalence.signedRank(differences, 1).p()).isEqualTo(Math.max(below, above));
    }

    /** Two equal differences look like certainty to Student, and like two differences to signed ranks. */
    @Test
    void equalDifferencesAreNoCertainty() {
        Differences differences = Differences.of(0, 0);

        assertThat(Equivalence.student(differences, 0.01).p()).isZero();
        assertThat(Equivalence.signedRank(differences, 0.01).p()).isEqualTo(0.25);
        assertThat(Equivalence.student(Differences.of(0), 0.01).p()).isEqualTo(1);
    }

    /** p is at most 0.05 just where the interval of 90 % lies within the margins. */
    @Test
    void theIntervalAndTheTestsAgree() {
        var random = new SplittableRandom(9);
        int within = 0;
        for (int repeat = 0; repeat < 200; repeat++) {
            Differences differences = Differences.of(random.doubles(8, -1, 1).toArray());
            for (Equivalence equivalence :
                    new Equivalence[] {Equivalence.student(differences, 0.5), Equivalence.signedRank(differences, 0.5)
                    }) {
                boolean inside = equivalence.interval().low() > -0.5
                        && equivalence.interval().high() < 0.5;

                assertThat(equivalence.p() <= 0.05).isEqualTo(inside);
                within += inside ? 1 : 0;
            }
        }
        assertThat(within).isBetween(100, 300);
    }

    @Test
    void aMarginIsNeeded() {
        assertThatThrownBy(() -> Equivalence.student(Differences.of(1, 2), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A margin must be above 0, not 0.0.");
    }
}
