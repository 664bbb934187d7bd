package io.ansatz.runner.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.experiment.Selection;
import io.ansatz.runner.experiment.Training;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ChoiceTest {

    @Test
    void theEpochWithTheHighestAucIsKept() {
        var choice = new Choice(settings(Selection.AUC, Optional.empty()));

        assertThat(choice.offer(auc(0.5))).isTrue();
        assertThat(choice.offer(auc(0.8))).isTrue();
        assertThat(choice.offer(auc(0.7))).isFalse();
        assertThat(choice.bestEpoch()).isEqualTo(2);
    }

    @Test
    void theEpochWithTheLowestLossIsKept() {
        var choice = new Choice(settings(Selection.LOSS, Optional.empty()));

        assertThat(choice.offer(loss(0.9))).isTrue();
        assertThat(choice.offer(loss(1.2))).isFalse();
        assertThat(choice.offer(loss(0.3))).isTrue();
        assertThat(choice.bestEpoch()).isEqualTo(3);
    }

    @Test
    void ofEquallyGoodEpochsTheEarlierIsKept() {
        var choice = new Choice(settings(Selection.AUC, Optional.empty()));

        choice.offer(auc(0.8));

        assertThat(choice.offer(auc(0.8))).isFalse();
        assertThat(choice.bestEpoch()).isEqualTo(1);
    }

    @Test
    void trainingStopsWhenTheMetricHasStoodStillForThePatience() {
        var choice = new Choice(settings(Selection.AUC, Optional.of(new Training.Stop(2, Selection.AUC))));

        choice.offer(auc(0.5));
        choice.offer(auc(0.5));
        assertThat(choice.over()).isFalse();
        choice.offer(auc(0.6));
        choice.offer(auc(0.6));
        assertThat(choice.over()).isFalse();
        choice.offer(auc(0.55));
        assertThat(choice.over()).isTrue();
    }

    @Test
    void theMetricThatStopsNeedNotBeTheOneThatChooses() {
        var choice = new Choice(settings(Selection.AUC, Optional.of(new Training.Stop(1, Selection.LOSS))));

        choice.offer(evaluation(0.5, 0.6));
        choice.offer(evaluation(0.4, 0.5));
        assertThat(choice.over()).isFalse();
        choice.offer(evaluation(0.4, 0.9));

        assertThat(choice.over()).isTrue();
        assertThat(choice.bestEpoch()).isEqualTo(3);
    }

    @Test
    void withoutAStopTrainingIsNeverOver() {
        var choice = new Choice(settings(Selection.AUC, Optional.empty()));

        for (int epoch = 0; epoch < 50; epoch++) {
            choice.offer(auc(0.5));
        }

        assertThat(choice.over()).isFalse();
    }

    private static Training settings(Selection select, Optional<Training.Stop> stop) {
        return new Training(50, 8, Training.Optimizer.ADAM, 0.01, stop, select);
    }

    private static Evaluation auc(double value) {
        return evaluation(1, value);
    }

    private static Evaluation loss(double value) {
        return evaluation(value, 0.5);
    }

    private static Evaluation evaluation(double loss, double auc) {
        return new Evaluation(2, loss, 0.5, 0.5, OptionalDouble.of(auc), 0.5, new int[2][2], List.of());
    }
}
