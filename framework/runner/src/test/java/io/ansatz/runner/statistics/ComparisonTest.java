package io.ansatz.runner.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Criterion AUC = new Criterion("AUC", 0.005);
    private static final Criterion LOSS = new Criterion("loss", true, 0.005);

    private static final double[] AHEAD = {0.83, 0.86, 0.89, 0.82, 0.87, 0.85, 0.88, 0.84};
    private static final double[] BEHIND = {0.81, 0.83, 0.85, 0.81, 0.82, 0.79, 0.81, 0.76};
    private static final double[] NEAR = {0.831, 0.862, 0.887, 0.819, 0.872, 0.849, 0.882, 0.841};
    private static final double[] MIXED = {0.81, 0.88, 0.87, 0.83, 0.84, 0.86, 0.85, 0.86};

    @Test
    void aDifferenceThatIsShownIsBetterOrWorse() {
        assertThat(judge(AUC, side("hybrid", AHEAD), side("mlp", BEHIND)))
                .isEqualTo(new Judgement(
                        Verdict.BETTER,
                        "hybrid is better than mlp: its AUC is higher by 0.0450 (95 % interval 0.0200 to 0.0700; p = 0.008; 8 seeds).",
                        OptionalInt.empty()));
        assertThat(judge(AUC, side("hybrid", BEHIND), side("mlp", AHEAD)).sentence())
                .isEqualTo(
                        "hybrid is worse than mlp: its AUC is lower by 0.0450 (95 % interval 0.0200 to 0.0700; p = 0.008; 8 seeds).");
    }

    @Test
    void ofALossLessIsBetter() {
        assertThat(judge(LOSS, side("hybrid", BEHIND), side("mlp", AHEAD)).sentence())
                .isEqualTo(
                        "hybrid is better than mlp: its loss is lower by 0.0450 (95 % interval 0.0200 to 0.0700; p = 0.008; 8 seeds).");
        assertThat(judge(LOSS, side("hybrid", AHEAD), side("mlp", BEHIND)).verdict())
                .isEqualTo(Verdict.WORSE);
    }

    @Test
    void whatIsShownToBeWithinTheMarginIsEquivalent() {
        Judgement judgement = judge(AUC, side("hybrid", AHEAD), side("mlp", NEAR));

        assertThat(judgement.verdict()).isEqualTo(Verdict.EQUIVALENT);
        assertThat(judgement.sentence())
                .isEqualTo(
                        "hybrid and mlp are equivalent in AUC within 0.005: the difference is -0.0005 (90 % interval -0.0015 to +0.0010; p = 0.004; 8 seeds).");
        assertThat(judgement.seeds()).isEmpty();
    }

    /** It is not 0, and it does not matter: the margin was fixed beforehand to say so. */
    @Test
    void aDifferenceWithinTheMarginIsEquivalentThoughItIsNotZero() {
        var little = AHEAD.clone();
        for (int i = 0; i < little.length; i++) {
            little[i] -= 0.001 + 0.0001 * i;
        }
        Comparison comparison = compare(AUC, side("hybrid", AHEAD), side("mlp", little));

        assertThat(comparison.p()).isLessThan(0.05);
        assertThat(comparison.judgement().verdict()).isEqualTo(Verdict.EQUIVALENT);
    }

    @Test
    void whatIsNotShownIsOpen() {
        Judgement judgement = judge(AUC, side("hybrid", AHEAD), side("mlp", MIXED));

        assertThat(judgement)
                .isEqualTo(new Judgement(
                        Verdict.CANNOT_TELL,
                        "It cannot be told whether hybrid or mlp is better in AUC: the difference is +0.0050 (95 % interval -0.0150 to +0.0250; p = 0.469; 8 seeds), and it is not shown to be within 0.005 either. About 162 seeds would do.",
                        OptionalInt.of(162)));
    }

    /** 162 is for the shift of 0.0050; with a deviation of 0.0220, a margin of 0.02 takes (7.85 x 1.21 + 1.92) pi / 3, then a seed more. */
    @Test
    void aDifferenceBelowTheMarginNeedNotBeFound() {
        var metric = new Criterion("AUC", 0.02);

        assertThat(judge(metric, side("hybrid", AHEAD), side("mlp", MIXED)).seeds())
                .hasValue(13);
    }

    @Test
    void aSideThatDidNotConvergeIsNotJudged() {
        assertThat(judge(AUC, side("hybrid", AHEAD), new Side("mlp", BEHIND, 2)))
                .isEqualTo(new Judgement(
                        Verdict.CANNOT_TELL,
                        "It cannot be told whether hybrid or mlp is better in AUC: 2 of 8 seeds of mlp did not converge.",
                        OptionalInt.empty()));
        assertThat(judge(AUC, new Side("hybrid", AHEAD, 1), side("mlp", BEHIND)).sentence())
                .isEqualTo(
                        "It cannot be told whether hybrid or mlp is better in AUC: 1 of 8 seeds of hybrid did not converge.");
        assertThat(judge(AUC, new Side("hybrid", AHEAD, 1), new Side("mlp", NEAR, 8))
                        .sentence())
                .isEqualTo(
                        "It cannot be told whether hybrid or mlp is better in AUC: 1 of 8 seeds of hybrid and 8 of 8 seeds of mlp did not converge.");
    }

    @Test
    void aTestThatCannotReachAlphaShowsNothing() {
        var ours = new double[] {0.83, 0.86, 0.89, 0.82, 0.87};
        var theirs = new double[] {0.81, 0.83, 0.85, 0.81, 0.82};

        assertThat(judge(AUC, side("hybrid", ours), side("mlp", theirs)))
                .isEqualTo(new Judgement(
                        Verdict.CANNOT_TELL,
                        "It cannot be told whether hybrid or mlp is better in AUC: with 5 seeds the smallest p is 0.0625, above 0.05. It takes at least 6 seeds.",
                        OptionalInt.of(6)));
        assertThat(judge(AUC, side("hybrid", 0.8), side("mlp", 0.7)).sentence())
                .isEqualTo(
                        "It cannot be told whether hybrid or mlp is better in AUC: with 1 seed the smallest p is 1, above 0.05. It takes at least 6 seeds.");
        assertThat(judge(AUC, side("hybrid", 0.8, 0.7), side("mlp", 0.79, 0.72)).sentence())
                .isEqualTo(
                        "It cannot be told whether hybrid or mlp is better in AUC: with 2 seeds the smallest p is 0.5, above 0.05. It takes at least 6 seeds; about 150 would do.");
    }

    /** 8 seeds reach 2/256, and seven times that is 0.055; so the very differences that are shown alone are not in a family. */
    @Test
    void aFamilyTakesMoreSeeds() {
        var pairs = new ArrayList<Pair>();
        for (int k = 0; k < 7; k++) {
            pairs.add(new Pair(AUC, side("hybrid", AHEAD), side("control " + k, BEHIND)));
        }

        List<Comparison> comparisons = Comparison.family(pairs, 0.05);

        assertThat(comparisons).hasSize(7).allSatisfy(comparison -> {
            assertThat(comparison.test().p()).isEqualTo(2.0 / 256);
            assertThat(comparison.p()).isEqualTo(14.0 / 256);
            assertThat(comparison.judgement().verdict()).isEqualTo(Verdict.CANNOT_TELL);
            assertThat(comparison.judgement().seeds()).hasValue(9);
        });
        assertThat(comparisons.get(0).judgement().sentence())
                .isEqualTo(
                        "It cannot be told whether hybrid or control 0 is better in AUC: with 8 seeds the smallest p in a family of 7 is 0.054688, above 0.05. It takes at least 9 seeds.");
        assertThat(Comparison.family(pairs.subList(0, 6), 0.05)
                        .get(2)
                        .judgement()
                        .sentence())
                .isEqualTo(
                        "hybrid is better than control 2: its AUC is higher by 0.0450 (95 % interval 0.0200 to 0.0700; p = 0.047 in a family of 6; 8 seeds).");
    }

    @Test
    void equalSidesAreEquivalentOnceThereAreSeedsEnough() {
        assertThat(judge(AUC, side("a", 0.8, 0.8, 0.8, 0.8), side("b", 0.8, 0.8, 0.8, 0.8))
                        .verdict())
                .isEqualTo(Verdict.CANNOT_TELL);
        assertThat(judge(AUC, side("a", 0.8, 0.8, 0.8, 0.8, 0.8), side("b", 0.8, 0.8, 0.8, 0.8, 0.8))
                        .verdict())
                .isEqualTo(Verdict.EQUIVALENT);
    }

    @Test
    void verdictsAreWrittenAsPeopleSayThem() {
        assertThat(Verdict.values())
                .extracting(Verdict::toString)
                .containsExactly("better", "worse", "equivalent within the margin", "cannot tell");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> Comparison.family(List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Alpha lies between 0 and 1, unlike 1.0.");
        assertThatThrownBy(() -> new Criterion("AUC", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The margin of AUC must be above 0, not 0.0.");
        assertThatThrownBy(() -> new Side("mlp", new double[2], 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Of 2 seeds of mlp, 3 cannot have failed to converge.");
    }

    /**
     * 250 studies in which both sides are equal, of seven controls and of one, rounded to 156 images and not. At most 5 % may
     * call any of them better or worse; three standard errors are 4.1 %. With 5 seeds, and with 6 for seven, none can.
     */
    @Test
    void equalSidesAreSeldomCalledDifferent() {
        for (int family : new int[] {1, 7}) {
            for (int n : new int[] {5, 6, 9}) {
                for (boolean rounded : new boolean[] {false, true}) {
                    double rate = falseClaims(family, n, rounded);

                    assertThat(rate).isLessThanOrEqualTo(SignedRank.smallestP(n) * family > 0.05 ? 0 : 0.091);
                }
            }
        }
    }

    private static double falseClaims(int family, int n, boolean rounded) {
        var random = new SplittableRandom(31L * n + family);
        int studies = 250;
        int claims = 0;
        for (int study = 0; study < studies; study++) {
            var pairs = new ArrayList<Pair>();
            Side hybrid = side("hybrid", random(n, rounded, random));
            for (int k = 0; k < family; k++) {
                pairs.add(new Pair(AUC, hybrid, side("control", random(n, rounded, random))));
            }
            boolean claim = Comparison.family(pairs, 0.05).stream()
                    .map(comparison -> comparison.judgement().verdict())
                    .anyMatch(verdict -> verdict == Verdict.BETTER || verdict == Verdict.WORSE);
            claims += claim ? 1 : 0;
        }
        return (double) claims / studies;
    }

    /** The sum of four even numbers is normal enough. */
    private static double[] random(int n, boolean rounded, SplittableRandom random) {
        var values = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = 0.8;
            for (int k = 0; k < 4; k++) {
                sum += 0.02 * (random.nextDouble() - 0.5);
            }
            values[i] = rounded ? Math.rint(sum * 156) / 156 : sum;
        }
        return values;
    }

    private static Judgement judge(Criterion criterion, Side ours, Side theirs) {
        return compare(criterion, ours, theirs).judgement();
    }

    private static Comparison compare(Criterion criterion, Side ours, Side theirs) {
        return Comparison.family(List.of(new Pair(criterion, ours, theirs)), 0.05)
                .get(0);
    }

    private static Side side(String name, double... values) {
        return new Side(name, values);
    }
}
