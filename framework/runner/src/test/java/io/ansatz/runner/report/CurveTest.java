package io.ansatz.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.runner.metrics.Ranking;
import io.ansatz.runner.metrics.Scores;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CurveTest {

    @Test
    void heightsAreReadOffTheLine() {
        var curve = new Curve(new double[] {0, 0, 0.5, 1}, new double[] {0, 0.4, 0.6, 1});

        assertThat(curve.at(0)).isEqualTo(0.4);
        assertThat(curve.at(0.25)).isEqualTo(0.5, within(1e-15));
        assertThat(curve.at(0.5)).isEqualTo(0.6);
        assertThat(curve.at(1)).isEqualTo(1);
    }

    @Test
    void anUprightLineIsReadAtItsEnd() {
        var curve = new Curve(new double[] {0.2, 0.5, 0.5, 0.5, 0.8}, new double[] {1, 1, 3, 2, 2});

        assertThat(curve.at(0.5)).isEqualTo(2);
        assertThat(curve.at(0.1)).isEqualTo(1);
        assertThat(curve.at(0.9)).isEqualTo(2);
    }

    @Test
    void aCharacteristicRisesWithHitsAndGoesOnWithFalseAlarms() {
        Curve curve = Curve.characteristic(ranking(new float[] {0.9f, 0.8f, 0.7f, 0.6f}, 1, 0, 1, 0));

        assertThat(curve.x()).containsExactly(0, 0, 0.5, 0.5, 1);
        assertThat(curve.y()).containsExactly(0, 0.5, 0.5, 1, 1);
    }

    @Test
    void imagesOfEqualScoreAreASlope() {
        Curve curve = Curve.characteristic(ranking(new float[] {0.5f, 0.5f, 0.5f, 0.5f}, 1, 0, 0, 0));

        assertThat(curve.x()).containsExactly(0, 1);
        assertThat(curve.y()).containsExactly(0, 1);
    }

    @Test
    void precisionIsThatOfTheScoreWhichFindsTheImage() {
        Curve curve = Curve.precision(ranking(new float[] {0.9f, 0.8f, 0.7f, 0.6f}, 1, 0, 1, 0));

        assertThat(curve.x()).containsExactly(0, 0.5, 0.5, 1);
        assertThat(curve.y()).containsExactly(1, 1, 2 / 3.0, 2 / 3.0);
    }

    @Test
    void theMeanIsTakenPlaceByPlace() {
        var rising = new Curve(new double[] {0, 1}, new double[] {0, 1});
        var level = new Curve(new double[] {0, 1}, new double[] {1, 1});

        Curve mean = Curve.mean(List.of(rising, level), 4);

        assertThat(mean.x()).containsExactly(0, 0.25, 0.5, 0.75, 1);
        assertThat(mean.y()).containsExactly(0.5, 0.625, 0.75, 0.875, 1);
    }

    @Test
    void aLineCanBeginWhereBothAxesDo() {
        Curve curve = new Curve(new double[] {0, 1}, new double[] {0.5, 1}).fromOrigin();

        assertThat(curve.x()).containsExactly(0, 0, 1);
        assertThat(curve.y()).containsExactly(0, 0.5, 1);
    }

    @Test
    void pointsOnAStraightLineAreNotNeeded() {
        var curve = new Curve(new double[] {0, 1, 2, 3, 3, 3}, new double[] {0, 1, 2, 3, 4, 9});

        Curve thin = curve.thinned(0.1);

        assertThat(thin.x()).containsExactly(0, 3, 3);
        assertThat(thin.y()).containsExactly(0, 3, 9);
    }

    @Test
    void aLineThatTurnsBackOnItselfKeepsItsTurns() {
        var curve = new Curve(new double[] {0, 0, 0}, new double[] {0, 8, 4});

        assertThat(curve.thinned(0.5).y()).containsExactly(0, 8, 4);
    }

    @Test
    void noPointIsFurtherFromTheThinnedLineThanTheTolerance() {
        var random = new SplittableRandom(3);
        var x = new double[20_000];
        var y = new double[x.length];
        for (int i = 1; i < x.length; i++) {
            x[i] = x[i - 1] + (random.nextInt(3) == 0 ? 0.05 : 0);
            y[i] = y[i - 1] + random.nextDouble() - 0.49;
        }
        var curve = new Curve(x, y);

        Curve thin = curve.thinned(0.5);

        assertThat(thin.x().length).isLessThan(x.length * 2 / 3);
        for (int i = 0; i < x.length; i++) {
            assertThat(distance(x[i], y[i], thin)).isLessThanOrEqualTo(0.5 + 1e-9);
        }
    }

    @Test
    void aSinglePointStays() {
        assertThat(new Curve(new double[] {2}, new double[] {3}).thinned(1).x()).containsExactly(2);
    }

    @Test
    void everyXNeedsItsY() {
        assertThatThrownBy(() -> new Curve(new double[2], new double[1]))
                .hasMessage("A curve needs a y for each x, not 1 for 2.");
    }

    private static Ranking ranking(float[] scores, int... labels) {
        var probabilities = new float[scores.length][];
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = new float[] {1 - scores[i], scores[i]};
        }
        return new Scores(probabilities, labels).ranking(1);
    }

    private static double distance(double x, double y, Curve line) {
        double least = Double.MAX_VALUE;
        for (int i = 1; i < line.x().length; i++) {
            double dx = line.x()[i] - line.x()[i - 1];
            double dy = line.y()[i] - line.y()[i - 1];
            double px = x - line.x()[i - 1];
            double py = y - line.y()[i - 1];
            double along = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy)));
            least = Math.min(least, Math.hypot(px - along * dx, py - along * dy));
        }
        return least;
    }
}
