package io.ansatz.runner.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankingTest {

    @Test
    void everyScoreBringsItsImagesInFromTheHighestDown() {
        Ranking ranking = ranking(new double[] {0.9, 0.8, 0.7, 0.6}, 1, 0, 1, 0);

        assertThat(ranking.hits()).containsExactly(0, 1, 1, 2, 2);
        assertThat(ranking.misses()).containsExactly(0, 0, 1, 1, 2);
        assertThat(ranking.auc()).isEqualTo(0.75);
    }

    @Test
    void everyNewShareOfTheClassCountsAtThePrecisionThatFindsIt() {
        Ranking ranking = ranking(new double[] {0.9, 0.8, 0.7, 0.6}, 1, 0, 1, 0);

        assertThat(ranking.averagePrecision()).isEqualTo(0.5 + 0.5 * 2 / 3, within(1e-15));
        assertThat(ranking.prevalence()).isEqualTo(0.5);
    }

    @Test
    void equalScoresComeInTogether() {
        Ranking ranking = ranking(new double[] {0.9, 0.5, 0.5, 0.5, 0.1}, 1, 1, 0, 0, 1);

        assertThat(ranking.hits()).containsExactly(0, 1, 2, 3);
        assertThat(ranking.misses()).containsExactly(0, 0, 2, 2);
        // Of 6 pairs: the first wins 2, the second ties 2, the third loses 2.
        assertThat(ranking.auc()).isEqualTo(0.5);
        assertThat(ranking.averagePrecision()).isEqualTo((1 + 0.5 + 0.6) / 3, within(1e-15));
    }

    @Test
    void scoresThatAreAllEqualTellNothing() {
        Ranking ranking = ranking(new double[] {0.5, 0.5, 0.5, 0.5}, 1, 0, 0, 0);

        assertThat(ranking.auc()).isEqualTo(0.5);
        assertThat(ranking.averagePrecision()).isEqualTo(0.25);
        assertThat(ranking.prevalence()).isEqualTo(0.25);
    }

    @Test
    void perfectOrderHasAllAreaAndReversedOrderNone() {
        Ranking perfect = ranking(new double[] {0.9, 0.8, 0.2, 0.1}, 1, 1, 0, 0);
        Ranking reversed = ranking(new double[] {0.9, 0.8, 0.2, 0.1}, 0, 0, 1, 1);

        assertThat(perfect.auc()).isEqualTo(1);
        assertThat(perfect.averagePrecision()).isEqualTo(1);
        assertThat(reversed.auc()).isEqualTo(0);
        assertThat(reversed.averagePrecision()).isEqualTo((1 / 3.0 + 2 / 4.0) / 2, within(1e-15));
    }

    @Test
    void withImagesOfOneKindThereIsNothingToTell() {
        assertThat(ranking(new double[] {0.9, 0.8}, 1, 1).tells()).isFalse();
        assertThat(ranking(new double[] {0.9, 0.8}, 0, 0).tells()).isFalse();
        assertThat(ranking(new double[] {0.9, 0.8}, 0, 1).tells()).isTrue();
    }

    private static Ranking ranking(double[] scores, int... labels) {
        var probabilities = new float[scores.length][];
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = new float[] {(float) (1 - scores[i]), (float) scores[i]};
        }
        return new Scores(probabilities, labels).ranking(1);
    }
}
