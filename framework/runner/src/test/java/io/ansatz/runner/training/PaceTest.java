package io.ansatz.runner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.runner.experiment.Schedule;
import io.ansatz.runner.experiment.Selection;
import io.ansatz.runner.experiment.Training;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final double RATE = 0.1;

    @Test
    void aConstantRateStays() {
        assertThat(rates(new Schedule.Constant(), 3)).containsExactly(0.1, 0.1, 0.1);
    }

    @Test
    void stepsCountBehindTheirEpochs() {
        // torch's MultiStepLR(milestones=[2, 3], gamma=0.5), stepped behind every epoch.
        assertThat(rates(new Schedule.Steps(List.of(2, 3), 0.5), 5)).containsExactly(0.1, 0.1, 0.05, 0.025, 0.025);
    }

    @Test
    void aSingleFallEndsJustAboveTheFloor() {
        // torch's CosineAnnealingLR(T_max=4, eta_min=0.02), by its closed form.
        double half = 0.04 * Math.sqrt(0.5);

        assertThat(rates(new Schedule.Cosine(0.02, Optional.empty(), 1), 4))
                .containsExactly(new double[] {0.1, 0.06 + half, 0.06, 0.06 - half}, within(1e-15));
    }

    @Test
    void fallsStartAnewAndGrowLonger() {
        // torch's CosineAnnealingWarmRestarts(T_0=1, T_mult=2), stepped behind every epoch: falls of 1, 2 and 4 epochs.
        double half = 0.05 * Math.sqrt(0.5);

        assertThat(rates(new Schedule.Cosine(0, Optional.of(1), 2), 8))
                .containsExactly(
                        new double[] {0.1, 0.1, 0.05, 0.1, 0.05 + half, 0.05, 0.05 - half, 0.1}, within(1e-15));
    }

    @Test
    void fallsOfOneLengthRepeat() {
        assertThat(rates(new Schedule.Cosine(0, Optional.of(2), 1), 5))
                .containsExactly(new double[] {0.1, 0.05, 0.1, 0.05, 0.1}, within(1e-15));
    }

    @Test
    void aPlateauLowersTheRateAsOftenAsPatienceEnds() {
        var pace = new Pace(settings(new Schedule.Plateau(Selection.AUC, 0.5, 2, 0.03), 10));
        double[] aucs = {0.5, 0.6, 0.6, 0.55, 0.61, 0.6, 0.6, 0.6, 0.6, 0.6, 0.7};
        var rates = new double[aucs.length];
        for (int i = 0; i < aucs.length; i++) {
            rates[i] = pace.rate();
            pace.offer(auc(aucs[i]));
        }

        // Two epochs behind the second bring no improvement, nor do the two behind the fifth, nor the two behind those.
        assertThat(rates).containsExactly(0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.03, 0.03, 0.03, 0.03);
    }

    @Test
    void aPlateauOfTheLossIsLeftDownwards() {
        var pace = new Pace(settings(new Schedule.Plateau(Selection.LOSS, 0.5, 1, 0), 10));

        pace.offer(loss(1));
        pace.offer(loss(0.9));
        assertThat(pace.rate()).isEqualTo(0.1);

        pace.offer(loss(0.9));
        assertThat(pace.rate()).isEqualTo(0.05);
    }

    private static double[] rates(Schedule schedule, int epochs) {
        var pace = new Pace(settings(schedule, epochs));
        var rates = new double[epochs];
        for (int i = 0; i < epochs; i++) {
            rates[i] = pace.rate();
            pace.offer(auc(0.5));
        }
        return rates;
    }

    private static Training settings(Schedule schedule, int epochs) {
        return new Training(
                epochs,
                8,
                Training.Optimizer.ADAM,
                RATE,
                0,
                0,
                schedule,
                Training.Loss.plain(),
                Optional.empty(),
                Optional.empty(),
                Selection.ACCURACY,
                List.of());
    }

    private static Evaluation auc(double auc) {
        return new Evaluation(4, 0.5, 0.5, 0.5, OptionalDouble.of(auc), 0.5, new int[][] {{2, 0}, {2, 0}}, List.of());
    }

    private static Evaluation loss(double loss) {
        return new Evaluation(4, loss, 0.5, 0.5, OptionalDouble.of(0.5), 0.5, new int[][] {{2, 0}, {2, 0}}, List.of());
    }
}
