package io.ansatz.runner.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.runner.proof.BinaryClaim.Answers;
import io.ansatz.runner.proof.BinaryClaim.Kind;
import io.ansatz.runner.proof.BinaryClaim.Ways;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BinaryClaimTest {

    /** systems.md, S5/E4: all eight printed metrics follow from this matrix, and from no other. */
    @Test
    void publishedFiguresThatBelongTogetherHaveOneMatrix() {
        Map<Kind, Figure> figures = figures("85.04", "75.64", "77.73", "80.34", "0.8906");

        assertThat(new BinaryClaim(2_212, 7_730, figures).ways())
                .contains(new Ways(1, new Answers(1_881, 5_847), new Answers(1_881, 5_847)));
    }

    /**
     * systems.md, S3 on PathMNIST: an AUC of 100.00 beside recalls of .99 and .97 and an accuracy of 97.83. Whatever the
     * threshold, so many errors of both kinds leave less.
     */
    @Test
    void aPerfectCurveDoesNotPassAnImperfectPoint() {
        var claim = new BinaryClaim(2_185, 4_995, figures("0.99", "0.97", "97.83", null, "100.00"));

        assertThat(claim.ways()).isEmpty();
        var contradiction = claim.contradiction().orElseThrow();
        assertThat(contradiction.kind()).isEqualTo(Kind.AUC);
        assertThat(contradiction.beside()).containsExactly(Kind.SENSITIVITY, Kind.SPECIFICITY, Kind.ACCURACY);
        assertThat(contradiction.span().high()).isBetween(new BigDecimal("0.9998"), new BigDecimal("0.9999"));
        assertThat(new BinaryClaim(2_185, 4_995, figures("0.99", "0.97", "97.83", null, null)).ways())
                .isPresent();
    }

    @Test
    void accuracyLiesBetweenSensitivityAndSpecificity() {
        var contradiction = new BinaryClaim(10, 10, figures("0.8", "0.6", "0.95", null, null))
                .contradiction()
                .orElseThrow();

        assertThat(contradiction.kind()).isEqualTo(Kind.ACCURACY);
        assertThat(contradiction.span().low()).isEqualByComparingTo("0.7");
        assertThat(contradiction.span().high()).isEqualByComparingTo("0.7");
    }

    @Test
    void waysAreThoseThatTryingEveryPairFinds() {
        List<Map<Kind, Figure>> claims = List.of(
                figures("0.8", null, "0.7", null, null),
                figures(null, "0.67", null, "0.75", null),
                figures(null, null, "0.6", "0.6", null),
                figures(null, null, null, "0.71", "0.9"),
                figures("0.5", "0.5", "0.5", "0.5", "0.5"),
                figures(null, null, "0.9", null, "0.2"));
        for (Map<Kind, Figure> figures : claims) {
            long count = 0;
            for (int right = 0; right <= 7; right++) {
                for (int other = 0; other <= 12; other++) {
                    count += fits(figures, right, other) ? 1 : 0;
                }
            }
            var claim = new BinaryClaim(7, 12, figures);
            assertThat(claim.ways().map(Ways::count).orElse(0L))
                    .as("%s", figures)
                    .isEqualTo(count);
            assertThat(claim.contradiction().isPresent()).isEqualTo(count == 0);
        }
    }

    private static boolean fits(Map<Kind, Figure> figures, int right, int other) {
        BigDecimal sensitivity = share(right, 7);
        BigDecimal specificity = share(other, 12);
        for (var figure : figures.entrySet()) {
            boolean fits = switch (figure.getKey()) {
                case SENSITIVITY -> rounds(sensitivity, figure.getValue());
                case SPECIFICITY -> rounds(specificity, figure.getValue());
                case ACCURACY -> rounds(share(right + other, 19), figure.getValue());
                case BALANCED_ACCURACY ->
                    rounds(sensitivity.add(specificity).divide(BigDecimal.valueOf(2)), figure.getValue());
                case AUC -> {
                    double least = sensitivity.doubleValue() * specificity.doubleValue();
                    double most = 1 - (1 - sensitivity.doubleValue()) * (1 - specificity.doubleValue());
                    double half = Math.pow(10, -figure.getValue().printed().scale()) / 2;
                    yield least < figure.getValue().share() + half
                            && most >= figure.getValue().share() - half;
                }
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean rounds(BigDecimal share, Figure figure) {
        return share.setScale(figure.printed().scale(), RoundingMode.HALF_UP).equals(figure.printed());
    }

    private static BigDecimal share(int count, int of) {
        return BigDecimal.valueOf(count).divide(BigDecimal.valueOf(of), 30, RoundingMode.HALF_UP);
    }

    @Test
    void aTestHasImagesOfBothKinds() {
        assertThatThrownBy(() -> new BinaryClaim(0, 3, Map.of()))
                .hasMessage("A test needs positive and negative images.");
    }

    private static Map<Kind, Figure> figures(String... texts) {
        var figures = new EnumMap<Kind, Figure>(Kind.class);
        for (Kind kind : Kind.values()) {
            if (texts[kind.ordinal()] != null) {
                figures.put(kind, Figure.read(texts[kind.ordinal()]));
            }
        }
        return figures;
    }
}
