package io.ansatz.runner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Images;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.dataset.Split;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.runner.experiment.Schedule;
import io.ansatz.runner.experiment.Selection;
import io.ansatz.runner.experiment.Training;
import io.ansatz.runner.material.Material;
import io.ansatz.runner.network.Block;
import io.ansatz.runner.network.Blueprint;
import io.ansatz.runner.network.HybridNetwork;
import io.ansatz.runner.network.ProductSimulator;
import io.ansatz.runner.network.Trunks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FirstStepTest {

    private static final Split IMAGES = noise();

    @Test
    void theFirstBatchIsTheOneThatTrainingWouldTake() throws Exception {
        var losses = new ArrayList<Double>();
        try (var network = network(0.01)) {
            new Trainer(settings(0.01), 3, new Losses(losses)).train(Networks.of(network, Material.of(dataset())));
        }

        try (var network = network(0.01)) {
            assertThat(FirstStep.of(network, Material.of(dataset()), settings(0.01), 8, 3)
                            .lossBefore())
                    .isEqualTo(losses.get(0));
        }
    }

    @Test
    void classesCountWhatTheyCountInTraining() throws Exception {
        var balanced = new Training(
                1,
                8,
                Training.Optimizer.ADAM,
                0.01,
                0,
                0,
                new Schedule.Constant(),
                new Training.Loss(Training.Loss.Weights.BALANCED, 0, 0),
                Optional.empty(),
                Optional.empty(),
                Selection.LOSS,
                List.of());
        var losses = new ArrayList<Double>();
        try (var network = network(0.01)) {
            new Trainer(balanced, 3, new Losses(losses)).train(Networks.of(network, Material.of(dataset())));
        }

        try (var network = network(0.01)) {
            assertThat(FirstStep.of(network, Material.of(dataset()), balanced, 8, 3)
                            .lossBefore())
                    .isEqualTo(losses.get(0));
        }
        try (var network = network(0.01)) {
            assertThat(FirstStep.of(network, Material.of(dataset()), settings(0.01), 8, 3)
                            .lossBefore())
                    .isNotEqualTo(losses.get(0));
        }
    }

    @Test
    void noMoreIsLearnedThanTrainingTakesAtOnce() throws Exception {
        double most;
        try (var network = network(0.01)) {
            most = FirstStep.of(network, Material.of(dataset()), settings(0.01), 20, 3)
                    .lossBefore();
        }
        try (var network = network(0.01)) {
            assertThat(FirstStep.of(network, Material.of(dataset()), settings(0.01), 8, 3)
                            .lossBefore())
                    .isEqualTo(most);
        }
    }

    @Test
    void aSmallStepGoesDownhill() throws Exception {
        try (var network = network(0.001)) {
            FirstStep step = FirstStep.of(network, Material.of(dataset()), settings(0.01), 4, 3);

            assertThat(step.lossAfter()).isLessThan(step.lossBefore());
        }
    }

    @Test
    void fewerImagesThanABatchAreEnough() throws Exception {
        try (var network = network(0.001)) {
            assertThat(FirstStep.of(network, Material.of(dataset(IMAGES.only(0, 1))), settings(0.01), 8, 3)
                            .lossBefore())
                    .isPositive();
        }
    }

    @Test
    void aStepIntoNothingIsSaid() {
        try (var network = network(1e38)) {
            assertThatThrownBy(() -> FirstStep.of(network, Material.of(dataset()), settings(0.01), 8, 3))
                    .isInstanceOf(TrainingException.class)
                    .hasMessage("The loss after the first step is NaN.");
        }
    }

    private static HybridNetwork network(double rate) {
        var block = new Block.Quantum(ProductSimulator.onQubits(2));
        return new HybridNetwork(new Blueprint(Trunks.tiny(), Scaling.TANH_PI, block, List.of(6), 2), rate, 3);
    }

    private static Training settings(double rate) {
        return new Training(1, 8, Training.Optimizer.ADAM, rate, Optional.empty(), Selection.LOSS);
    }

    private static Dataset dataset() {
        return dataset(IMAGES);
    }

    private static Dataset dataset(Split train) {
        var passport = new Passport("made here", "1", "none", "none", "", List.of("dark", "light"), List.of());
        return new Dataset(passport, train, IMAGES, IMAGES);
    }

    private static Split noise() {
        var shape = new ImageShape(1, 7, 6);
        var random = new SplittableRandom(1);
        var labels = new int[22];
        var pixels = new byte[labels.length * shape.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = random.nextInt(2);
            for (int p = 0; p < shape.size(); p++) {
                pixels[i * shape.size() + p] = (byte) (random.nextInt(150) + 100 * labels[i]);
            }
        }
        return new Split(Images.of(shape, pixels), labels, "some");
    }

    private record Losses(List<Double> losses) implements Trainer.Listener {

        @Override
        public void batchDone(int epoch, int batch, int batches, double loss) {
            losses.add(loss);
        }

        @Override
        public void epochDone(EpochResult result, Checkpoint checkpoint) {
            // The losses of the batches are enough.
        }
    }
}
