package io.ansatz.runner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Images;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.dataset.Split;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Head;
import io.ansatz.runner.experiment.Sampling;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.runner.experiment.Schedule;
import io.ansatz.runner.experiment.Selection;
import io.ansatz.runner.experiment.Training;
import io.ansatz.runner.material.Material;
import io.ansatz.runner.material.PixelScale;
import io.ansatz.runner.material.Pixels;
import io.ansatz.runner.network.Block;
import io.ansatz.runner.network.Blueprint;
import io.ansatz.runner.network.Engine;
import io.ansatz.runner.network.HybridNetwork;
import io.ansatz.runner.network.ProductSimulator;
import io.ansatz.runner.network.Seed;
import io.ansatz.runner.network.Trunks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainerTest {

    private static final ImageShape SHAPE = new ImageShape(1, 7, 6);
    private static final Dataset SHADES = dataset(shades(22, 1), shades(14, 2), shades(9, 3));

    /** All that may be asked for at once, and values left out of the head with it; so fast that it overshoots. */
    private static final Training EVERYTHING = new Training(
            12,
            8,
            Training.Optimizer.ADAMW,
            0.5,
            0,
            0.01,
            new Schedule.Plateau(Selection.LOSS, 0.5, 2, 0.01),
            new Training.Loss(Training.Loss.Weights.BALANCED, 2, 0.1),
            Optional.of(0.2),
            Optional.empty(),
            Selection.LOSS,
            List.of());

    /** Everything a training run leaves behind. */
    private record Trace(
            Outcome outcome, Map<String, float[]> values, List<String> heard, List<Checkpoint> checkpoints) {}

    @Test
    void aTrainedNetworkTellsLightFromDarkOnImagesItHasNotSeen() throws Exception {
        Outcome outcome = train(settings(15, 0.02), 1).outcome();

        assertThat(outcome.test().accuracy()).isEqualTo(1);
        assertThat(outcome.test().auc()).hasValue(1);
        assertThat(outcome.epochs()).hasSize(15);
        assertThat(outcome.epochs().get(14).trainLoss())
                .isLessThan(outcome.epochs().get(0).trainLoss() / 2);
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws Exception {
        Trace first = train(settings(2, 0.02), 5);
        Trace second = train(settings(2, 0.02), 5);

        assertSame(first, second);
    }

    @Test
    void anotherSeedGivesOtherBytes() throws Exception {
        assertThat(train(settings(2, 0.02), 6).outcome().predictions().probabilities())
                .isNotEqualTo(
                        train(settings(2, 0.02), 5).outcome().predictions().probabilities());
    }

    @Test
    void networksInOtherThreadsDoNotDisturb() throws Exception {
        Trace alone = train(settings(3, 0.02), 5);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            var tasks = new ArrayList<Callable<Trace>>();
            for (long seed : new long[] {5, 8, 5}) {
                tasks.add(() -> train(settings(3, 0.02), seed));
            }
            List<Future<Trace>> traces = threads.invokeAll(tasks);

            assertSame(traces.get(0).get(), alone);
            assertSame(traces.get(2).get(), alone);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void trainingGoesOnBehindAnyEpochAsIfItHadNeverStopped() throws Exception {
        // So fast that it overshoots: the best epoch is not the last one.
        var settings = settings(8, 0.5);
        Trace whole = train(settings, 5);
        assertThat(whole.outcome().bestEpoch()).isLessThan(8);

        for (int epoch = 1; epoch <= 8; epoch++) {
            assertSame(resume(settings, 5, epoch), whole);
        }
    }

    @Test
    void patienceIsNotForgottenByAnInterruption() throws Exception {
        var stop = Optional.of(new Training.Stop(3, Selection.LOSS));
        var settings = new Training(40, 8, Training.Optimizer.ADAM, 0.5, stop, Selection.LOSS);
        Trace whole = train(settings, 1);
        int epochs = whole.outcome().epochs().size();
        assertThat(epochs).isLessThan(40);

        for (int epoch = epochs - 3; epoch <= epochs; epoch++) {
            assertSame(resume(settings, 1, epoch), whole);
        }
    }

    @Test
    void everyEpochHasTheRateOfTheSchedule() throws Exception {
        var settings = scheduled(5, 0.02, new Schedule.Steps(List.of(2, 4), 1e-20));

        Trace trace = train(settings, 5);

        assertThat(trace.outcome().epochs())
                .extracting(EpochResult::rate)
                .containsExactly(0.02, 0.02, 0.02 * 1e-20, 0.02 * 1e-20, 0.02 * 1e-20 * 1e-20);
        // At such a rate nothing but the running statistics moves.
        Trace two = train(settings(2, 0.02), 5);
        assertThat(trace.outcome().epochs().get(1).trainLoss())
                .isEqualTo(two.outcome().epochs().get(1).trainLoss());
        assertThat(trace.checkpoints().get(4).network().values().get("classes.weight"))
                .isEqualTo(trace.checkpoints().get(1).network().values().get("classes.weight"))
                .isNotEqualTo(trace.checkpoints().get(0).network().values().get("classes.weight"));
    }

    @Test
    void aPlateauIsNotForgottenByAnInterruption() throws Exception {
        // So fast that it overshoots, and the rate is lowered again and again.
        var settings = scheduled(12, 0.5, new Schedule.Plateau(Selection.LOSS, 0.5, 2, 0));
        Trace whole = train(settings, 5);
        assertThat(whole.outcome().epochs()).extracting(EpochResult::rate).contains(0.5, 0.25, 0.125);

        for (int epoch = 1; epoch <= 12; epoch++) {
            assertSame(resume(settings, 5, epoch), whole);
        }
    }

    @Test
    void nothingOfARecipeIsForgottenByAnInterruption() throws Exception {
        Trace whole = train(EVERYTHING, 5);
        assertThat(whole.outcome().epochs()).extracting(EpochResult::rate).contains(0.5, 0.25, 0.125);

        for (int epoch = 1; epoch <= 12; epoch++) {
            assertSame(resume(EVERYTHING, 5, epoch), whole);
        }
    }

    @Test
    void momentumIsNotForgottenByAnInterruption() throws Exception {
        var settings = new Training(
                6,
                8,
                Training.Optimizer.SGD,
                0.05,
                0.9,
                1e-3,
                new Schedule.Cosine(0, Optional.of(2), 2),
                Training.Loss.plain(),
                Optional.empty(),
                Optional.empty(),
                Selection.LOSS,
                List.of());
        Trace whole = train(settings, 5);

        for (int epoch = 1; epoch <= 6; epoch++) {
            assertSame(resume(settings, 5, epoch), whole);
        }
    }

    @Test
    void circuitsThatWereRunBeforeAnInterruptionCount() throws Exception {
        Outcome whole = train(settings(3, 0.02), 1).outcome();
        Outcome resumed = resume(settings(3, 0.02), 1, 2).outcome();

        assertThat(resumed.circuitEvaluations()).isEqualTo(whole.circuitEvaluations());
        assertThat(resumed.quantumNanos()).isPositive();
    }

    @Test
    void everyEpochHasAnOrderOfItsOwn() throws Exception {
        // At this rate the network stands still, so two epochs in one order would have the same losses batch by batch.
        var losses = new ArrayList<Double>();
        var listener = new Trainer.Listener() {
            @Override
            public void batchDone(int epoch, int batch, int batches, double loss) {
                losses.add(loss);
            }

            @Override
            public void epochDone(EpochResult result, Checkpoint checkpoint) {
                assertThat(result.trainLoss()).isFinite();
            }
        };
        try (var network = network(settings(2, 1e-12), 5)) {
            new Trainer(settings(2, 1e-12), 5, listener).train(Networks.of(network, Material.of(SHADES)));
        }

        int batches = losses.size() / 2;
        double furthest = IntStream.range(0, batches)
                .mapToDouble(i -> Math.abs(losses.get(i) - losses.get(batches + i)))
                .max()
                .orElseThrow();
        assertThat(furthest).isGreaterThan(1e-3);
    }

    @Test
    void everyPhaseLeavesOutOtherValues() throws Exception {
        assertThat(betweenTwoPhases(0)).isLessThan(1e-6);
        assertThat(betweenTwoPhases(0.3)).isGreaterThan(1e-3);
    }

    /** How far the losses of two phases are apart that begin alike: the images are all the same, and nothing moves. */
    private static double betweenTwoPhases(double dropout) throws Exception {
        var settings = new Training(
                2,
                8,
                Training.Optimizer.ADAM,
                1e-12,
                0,
                0,
                new Schedule.Constant(),
                Training.Loss.plain(),
                Optional.empty(),
                Optional.empty(),
                Selection.LOSS,
                List.of(new Training.Phase(2, Optional.empty(), Optional.empty())));
        var alike = new Split(Images.of(SHAPE, new byte[8 * SHAPE.size()]), new int[8], "some");
        Material material = Material.of(dataset(alike, SHADES.validation(), SHADES.test()));
        try (var first = network(settings, 5, dropout);
                var second = network(settings, 5, dropout)) {
            List<HybridNetwork> networks = List.of(first, second);
            List<EpochResult> epochs = new Trainer(settings, 5, new Listening())
                    .train(phase -> new Networks.Bench(networks.get(phase), material))
                    .epochs();
            return Math.abs(epochs.get(0).trainLoss() - epochs.get(1).trainLoss());
        }
    }

    @Test
    void theBestEpochIsRestoredBeforeTheTestImagesAreRead() throws Exception {
        // So fast that it overshoots: the last epoch is not the best one.
        var settings = settings(8, 0.5);
        try (var network = network(settings, 5)) {
            Outcome outcome =
                    new Trainer(settings, 5, new Listening()).train(Networks.of(network, Material.of(SHADES)));

            double best = outcome.epochs().stream()
                    .mapToDouble(epoch -> epoch.validation().loss())
                    .min()
                    .orElseThrow();
            assertThat(outcome.bestEpoch()).isLessThan(8);
            assertThat(outcome.validation().loss()).isEqualTo(best);
            assertThat(judge(network, SHADES.validation()).loss()).isEqualTo(best);
            assertThat(judge(network, SHADES.test()).loss())
                    .isEqualTo(outcome.test().loss());
            assertThat(outcome.predictions().labels()).isEqualTo(SHADES.test().labels());
        }
    }

    @Test
    void trainingStopsEarlyWhenTheMetricStandsStill() throws Exception {
        var stop = Optional.of(new Training.Stop(2, Selection.ACCURACY));
        var settings = new Training(40, 8, Training.Optimizer.ADAM, 0.02, stop, Selection.LOSS);

        List<EpochResult> epochs = train(settings, 1).outcome().epochs();

        double[] accuracies = epochs.stream()
                .mapToDouble(epoch -> epoch.validation().accuracy())
                .toArray();
        int last = accuracies.length - 1;
        assertThat(last).isBetween(2, 38);
        double before = IntStream.rangeClosed(0, last - 2)
                .mapToDouble(i -> accuracies[i])
                .max()
                .orElseThrow();
        assertThat(Math.max(accuracies[last - 1], accuracies[last])).isLessThanOrEqualTo(before);
    }

    @Test
    void theListenerHearsEveryBatchAndEpochInOrder() throws Exception {
        assertThat(train(settings(2, 0.02), 1).heard())
                .containsExactly("1: 1/3", "1: 2/3", "1: 3/3", "epoch 1", "2: 1/3", "2: 2/3", "2: 3/3", "epoch 2");
    }

    @Test
    void circuitsAreCountedForwardAndBackward() throws Exception {
        // Two epochs of 22 images twice (there and back) and 14 once, then 9 once.
        Outcome outcome = train(settings(2, 0.02), 1).outcome();

        assertThat(outcome.circuitEvaluations()).isEqualTo(2 * (2 * 22 + 14) + 9);
        assertThat(outcome.quantumNanos()).isPositive();
    }

    @Test
    void aControlWithoutCircuitCountsNone() throws Exception {
        var blueprint = new Blueprint(Trunks.tiny(), Scaling.TANH_PI, new Block.Identity(2), List.of(6), 2);
        try (var network = new HybridNetwork(blueprint, 0.02, 1)) {
            Outcome outcome =
                    new Trainer(settings(1, 0.02), 1, new Listening()).train(Networks.of(network, Material.of(SHADES)));

            assertThat(outcome.circuitEvaluations()).isZero();
            assertThat(outcome.quantumNanos()).isZero();
        }
    }

    @Test
    void aLossThatIsNoNumberEndsTheTrial() {
        assertThatThrownBy(() -> train(settings(3, 1e38), 1))
                .isInstanceOf(TrainingException.class)
                .hasMessage("""
                        Epoch 1, batch 2 of 3: the training loss is NaN.
                        Maybe the rate 1.0E38 is too high.""");
    }

    @Test
    void theRateThatWasTooHighIsThatOfTheEpoch() {
        var settings = scheduled(3, 0.02, new Schedule.Steps(List.of(1), 1e40));

        assertThatThrownBy(() -> train(settings, 1))
                .isInstanceOf(TrainingException.class)
                .hasMessage("""
                        Epoch 2, batch 2 of 3: the training loss is NaN.
                        Maybe the rate 2.0E38 is too high.""");
    }

    @Test
    void answersThatAreNoNumbersEndTheTrial() {
        // One batch: its loss is still that of the initial values.
        var settings = new Training(3, 64, Training.Optimizer.ADAM, 1e38, Optional.empty(), Selection.LOSS);

        assertThatThrownBy(() -> train(settings, 1))
                .isInstanceOf(TrainingException.class)
                .hasMessage("""
                        Epoch 1: the network's answers to the validation images are not numbers.
                        Maybe the rate 1.0E38 is too high.""");
    }

    @Test
    void anAucOfASingleClassIsRefusedBeforeTraining() {
        var split = new Split(Images.of(SHAPE, new byte[3 * 42]), new int[] {1, 1, 1}, "some");
        var dataset = dataset(shades(8, 1), split, shades(4, 3));
        var select = new Training(3, 8, Training.Optimizer.ADAM, 0.01, Optional.empty(), Selection.AUC);
        var stop = Optional.of(new Training.Stop(2, Selection.AUC));
        var watch = new Training(3, 8, Training.Optimizer.ADAM, 0.01, stop, Selection.LOSS);

        assertThatThrownBy(() -> train(select, dataset))
                .isInstanceOf(TrainingException.class)
                .hasMessage("""
                        train.select is val.auc, but all 3 validation images are of class 'light'; an AUC needs two classes.
                        Maybe val.loss will do.""");
        assertThatThrownBy(() -> train(watch, dataset))
                .isInstanceOf(TrainingException.class)
                .hasMessage("""
                        train.stop.metric is val.auc, but all 3 validation images are of class 'light'; an AUC needs two classes.
                        Maybe val.loss will do.""");
        assertThatThrownBy(() -> train(scheduled(3, 0.01, new Schedule.Plateau(Selection.AUC, 0.5, 2, 0)), dataset))
                .isInstanceOf(TrainingException.class)
                .hasMessage("""
                        train.schedule.plateau.metric is val.auc, but all 3 validation images are of class 'light'; an AUC needs two classes.
                        Maybe val.loss will do.""");
    }

    @Test
    void anAucThatNobodyChoosesByMayBeMissing() throws Exception {
        var split = new Split(Images.of(SHAPE, new byte[3 * 42]), new int[] {1, 1, 1}, "some");

        Outcome outcome = train(settings(1, 0.01), dataset(shades(8, 1), split, shades(4, 3)));

        assertThat(outcome.validation().auc()).isEmpty();
        assertThat(outcome.validation().absent()).containsExactly(0);
    }

    @Test
    void balancedWeightsAreThoseOfTheTrainingPart() throws Exception {
        // One dark image among eight: it weighs 8 / (2 * 1), the others 8 / (2 * 7).
        var labels = new int[] {1, 1, 0, 1, 1, 1, 1, 1};
        var split = new Split(shades(8, 1).images(), labels, "some");
        var dataset = dataset(split, shades(14, 2), shades(9, 3));
        var balanced = new Training.Loss(Training.Loss.Weights.BALANCED, 0, 0);

        Outcome outcome = train(with(balanced), dataset);

        try (var network = network(settings(1, 0.02), 1)) {
            network.weighClasses(new double[] {4, 8 / 14.0});
            var batches = new Batches(new Pixels(split, PixelScale.half(SHAPE)), 8);
            batches.turn(1, Sampling.SHUFFLED, 10, new Seed(1).generator("batches/1"));
            batches.load(0);
            assertThat(outcome.epochs().get(0).trainLoss())
                    .isEqualTo(network.learn(8, batches.images(), batches.labels()));
        }
        // Validation is judged by the plain cross-entropy all the same.
        assertThat(outcome.validation())
                .usingRecursiveComparison()
                .isEqualTo(Evaluation.of(outcome.validationPredictions()));
    }

    @Test
    void aClassThatNothingCanBalanceIsNamed() {
        var split = new Split(shades(3, 1).images(), new int[] {1, 1, 1}, "some");
        var balanced = new Training.Loss(Training.Loss.Weights.BALANCED, 0, 0);

        assertThatThrownBy(() -> train(with(balanced), dataset(split, shades(14, 2), shades(9, 3))))
                .isInstanceOf(TrainingException.class)
                .hasMessage("""
                        train.loss.weights is balanced, but no training image is of class 'dark', so nothing can make up for it.
                        Maybe none will do.""");
    }

    @Test
    void aPartWithoutImagesIsNamed() {
        var empty = new Split(Images.of(SHAPE, new byte[0]), new int[0], "some");

        assertThatThrownBy(() -> train(settings(1, 0.01), dataset(shades(8, 1), empty, shades(4, 3))))
                .isInstanceOf(TrainingException.class)
                .hasMessage("The data set has no validation images.");
    }

    @Test
    void aNetworkForOtherImagesIsRefused() {
        var blueprint = new Blueprint(Trunks.tiny(), Scaling.TANH_PI, new Block.Identity(2), List.of(), 3);
        try (var network = new HybridNetwork(blueprint, 0.02, 1)) {
            assertThatThrownBy(() -> new Trainer(settings(1, 0.02), 1, new Listening())
                            .train(Networks.of(network, Material.of(SHADES))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A network for 3 classes of 1 x 7 x 6 cannot learn 2 classes of 1 x 7 x 6.");
        }
    }

    private static Trace train(Training settings, long seed) throws Exception {
        var listener = new Listening();
        try (var network = network(settings, seed)) {
            Outcome outcome = new Trainer(settings, seed, listener).train(Networks.of(network, Material.of(SHADES)));
            return new Trace(outcome, network.values(), listener.heard, listener.checkpoints);
        }
    }

    /** Trains, forgets all but the checkpoint behind an epoch, and goes on from that with a fresh network. */
    private static Trace resume(Training settings, long seed, int epoch) throws Exception {
        var first = new Listening();
        try (var network = network(settings, seed)) {
            new Trainer(settings, seed, first).train(Networks.of(network, Material.of(SHADES)));
        }
        var second = new Listening();
        try (var network = network(settings, seed)) {
            // Nothing may come from where the network begins.
            Map<String, float[]> elsewhere = network.values();
            elsewhere.values().forEach(values -> Arrays.fill(values, 0.25f));
            network.restore(elsewhere);
            Outcome outcome = new Trainer(settings, seed, second)
                    .resume(Networks.of(network, Material.of(SHADES)), first.checkpoints.get(epoch - 1));
            return new Trace(outcome, network.values(), second.heard, second.checkpoints);
        }
    }

    private static Outcome train(Training settings, Dataset dataset) throws TrainingException, IOException {
        try (var network = network(settings, 1)) {
            return new Trainer(settings, 1, new Listening()).train(Networks.of(network, Material.of(dataset)));
        }
    }

    private static HybridNetwork network(Training settings, long seed) {
        return network(settings, seed, settings == EVERYTHING ? 0.3 : 0);
    }

    private static HybridNetwork network(Training settings, long seed, double dropout) {
        var block = new Block.Quantum(ProductSimulator.onQubits(2));
        var head = new Head(List.of(6), dropout);
        var blueprint = new Blueprint(Trunks.tiny(), Set.of(), Scaling.TANH_PI, block, head, 2);
        return new HybridNetwork(blueprint, Engine.prepare(EngineChoice.AUTO), settings, seed);
    }

    private static Evaluation judge(HybridNetwork network, Split split) {
        var batches = new Batches(new Pixels(split, PixelScale.half(SHAPE)), split.size());
        batches.load(0);
        float[] answers = network.classify(split.size(), batches.images());
        var rows = new float[split.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new float[] {answers[2 * i], answers[2 * i + 1]};
        }
        return Evaluation.of(new Predictions(rows, split.labels()));
    }

    private static void assertSame(Trace actual, Trace expected) {
        assertThat(actual.values().keySet()).isEqualTo(expected.values().keySet());
        expected.values()
                .forEach((name, values) ->
                        assertThat(actual.values().get(name)).as(name).isEqualTo(values));
        assertThat(actual.outcome().predictions().probabilities())
                .isDeepEqualTo(expected.outcome().predictions().probabilities());
        assertThat(actual.outcome().bestEpoch()).isEqualTo(expected.outcome().bestEpoch());
        assertThat(actual.outcome().epochs().size())
                .isEqualTo(expected.outcome().epochs().size());
        for (int i = 0; i < expected.outcome().epochs().size(); i++) {
            EpochResult one = actual.outcome().epochs().get(i);
            EpochResult other = expected.outcome().epochs().get(i);
            assertThat(one.rate()).isEqualTo(other.rate());
            assertThat(one.trainLoss()).isEqualTo(other.trainLoss());
            assertThat(one.validation().metrics()).isEqualTo(other.validation().metrics());
        }
        assertThat(actual.outcome().test().metrics())
                .isEqualTo(expected.outcome().test().metrics());
    }

    private static Training with(Training.Loss loss) {
        var schedule = new Schedule.Constant();
        return new Training(
                1,
                8,
                Training.Optimizer.ADAM,
                0.02,
                0,
                0,
                schedule,
                loss,
                Optional.empty(),
                Optional.empty(),
                Selection.LOSS,
                List.of());
    }

    private static Training scheduled(int epochs, double rate, Schedule schedule) {
        return new Training(
                epochs,
                8,
                Training.Optimizer.ADAM,
                rate,
                0,
                0,
                schedule,
                Training.Loss.plain(),
                Optional.empty(),
                Optional.empty(),
                Selection.LOSS,
                List.of());
    }

    private static Training settings(int epochs, double rate) {
        return new Training(epochs, 8, Training.Optimizer.ADAM, rate, Optional.empty(), Selection.LOSS);
    }

    private static Dataset dataset(Split train, Split validation, Split test) {
        var passport = new Passport("made here", "1", "none", "none", "", List.of("dark", "light"), List.of());
        return new Dataset(passport, train, validation, test);
    }

    /** Noise around a dark or a light grey. */
    private static Split shades(int size, long seed) {
        var random = new SplittableRandom(seed);
        var labels = new int[size];
        var pixels = new byte[size * SHAPE.size()];
        for (int i = 0; i < size; i++) {
            labels[i] = random.nextInt(2);
            for (int p = 0; p < SHAPE.size(); p++) {
                pixels[i * SHAPE.size() + p] = (byte) (random.nextInt(150) + 100 * labels[i]);
            }
        }
        return new Split(Images.of(SHAPE, pixels), labels, "some");
    }

    /** Takes down what it hears. */
    private static final class Listening implements Trainer.Listener {

        private final List<String> heard = new ArrayList<>();
        private final List<Checkpoint> checkpoints = new ArrayList<>();

        @Override
        public void batchDone(int epoch, int batch, int batches, double loss) {
            heard.add(epoch + ": " + batch + "/" + batches);
        }

        @Override
        public void epochDone(EpochResult result, Checkpoint checkpoint) {
            heard.add("epoch " + result.epoch());
            checkpoints.add(checkpoint);
        }
    }
}
