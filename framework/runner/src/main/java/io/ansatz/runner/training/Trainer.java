package io.ansatz.runner.training;

import io.ansatz.runner.experiment.Schedule;
import io.ansatz.runner.experiment.Selection;
import io.ansatz.runner.experiment.Training;
import io.ansatz.runner.material.Material;
import io.ansatz.runner.material.Supply;
import io.ansatz.runner.network.HybridNetwork;
import io.ansatz.runner.network.NetworkState;
import io.ansatz.runner.network.Seed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains a network: epoch by epoch on shuffled batches, until the epochs are used up or the watched metric has stood still
 * for too long. The epoch that validates best is kept, and only then are the test images read, once.
 *
 * <p>The order of the images depends on the seed and the epoch alone, so a hybrid and its controls see the same batches.
 */
public final class Trainer {

    /** Hears how training goes. */
    public interface Listener {

        /** A batch was learned: {@code batch} of {@code batches}, from 1. */
        void batchDone(int epoch, int batch, int batches, double loss);

        /** An epoch is done; from the checkpoint training could go on behind it. */
        void epochDone(EpochResult result, Checkpoint checkpoint);
    }

    /** What the best epoch so far left behind. */
    private record Kept(Map<String, float[]> values, Predictions predictions) {}

    private final Training settings;
    private final Seed seed;
    private final Listener listener;

    public Trainer(Training settings, long seed, Listener listener) {
        this.settings = settings;
        this.seed = new Seed(seed);
        this.listener = listener;
    }

    /**
     * Trains a network and judges it; afterwards it holds the parameters of the best epoch.
     *
     * @throws TrainingException if the metrics asked for do not exist on this data, or a loss is no number
     * @throws IOException if what networks read cannot be had
     */
    public Outcome train(Networks networks) throws TrainingException, IOException {
        return new Course(networks).run();
    }

    /**
     * Goes on behind a checkpoint of the same training: what comes out is what would have come out without the interruption,
     * to the last bit. Costs count from the very beginning.
     */
    public Outcome resume(Networks networks, Checkpoint checkpoint) throws TrainingException, IOException {
        var course = new Course(networks);
        course.takeUp(checkpoint);
        return course.run();
    }

    /** One training, from its first epoch to its judgement. */
    private final class Course {

        private final Networks networks;
        private final Choice choice = new Choice(settings);
        private final List<EpochResult> epochs = new ArrayList<>();
        private Optional<Kept> best = Optional.empty();
        private Effort effort = Effort.NONE;

        // Of the phase at hand; the first epoch opens the first one.
        private int phase = -1;
        private HybridNetwork network;
        private Material material;
        private Batches training;
        private Batches validation;
        private Pace pace;

        Course(Networks networks) {
            this.networks = networks;
        }

        void takeUp(Checkpoint checkpoint) throws TrainingException, IOException {
            open(settings.phaseOf(checkpoint.epoch()));
            network.resume(checkpoint.network());
            // What choice and pace remember follows from the judgements alone.
            for (EpochResult epoch : checkpoint.epochs()) {
                epochs.add(epoch);
                choice.offer(epoch.validation());
                if (settings.phaseOf(epoch.epoch()) == phase) {
                    pace.offer(epoch.validation());
                }
            }
            int[] labels = material.validation().labels();
            best = Optional.of(new Kept(checkpoint.best(), new Predictions(checkpoint.answers(), labels)));
        }

        Outcome run() throws TrainingException, IOException {
            for (int epoch = choice.epochs() + 1; epoch <= settings.epochs() && !choice.over(); epoch++) {
                enter(settings.phaseOf(epoch));
                turn(epoch);
            }
            return judge();
        }

        /** Opens a phase and goes on in it with what was learned in the one before. */
        private void enter(int next) throws TrainingException, IOException {
            if (next == phase) {
                return;
            }
            Optional<NetworkState> state = Optional.ofNullable(network).map(HybridNetwork::state);
            open(next);
            state.ifPresent(network::succeed);
        }

        private void open(int next) throws TrainingException, IOException {
            Networks.Bench bench = networks.open(next);
            network = bench.network();
            network.enter(next);
            material = bench.material();
            requireFit(network, material);
            requireMetrics(material);
            weighClasses(network, material, settings.loss());
            training = new Batches(material.train(), settings.batch());
            validation = new Batches(material.validation(), settings.batch());
            pace = new Pace(settings.inPhase(next));
            phase = next;
        }

        private void turn(int epoch) throws TrainingException {
            double rate = pace.rate();
            training.turn(epoch, settings.sampling(), material.classes().size(), seed.generator("batches/" + epoch));
            double loss = learn(rate, epoch);
            Predictions predictions = predict(network, validation, material.validation());
            requireNumbers(predictions, "validation", epoch, rate);
            var result = new EpochResult(epoch, rate, loss, Evaluation.of(predictions));
            epochs.add(result);
            pace.offer(result.validation());
            NetworkState state = network.state();
            if (choice.offer(result.validation())) {
                best = Optional.of(new Kept(state.values(), predictions));
            }
            Kept kept = best.orElseThrow();
            listener.epochDone(
                    result,
                    new Checkpoint(
                            epochs,
                            choice.bestEpoch(),
                            state,
                            kept.values(),
                            kept.predictions().probabilities()));
        }

        private double learn(double rate, int epoch) throws TrainingException {
            network.setRate(rate);
            long begun = System.nanoTime();
            long quantum = network.quantumNanos();
            long backbone = network.backboneNanos();
            long data = training.nanos();
            long told = 0;
            double sum = 0;
            int images = 0;
            for (int i = 0; i < training.count(); i++) {
                int size = training.load(i);
                double loss = network.learn(size, training.images(), training.labels());
                if (!Double.isFinite(loss)) {
                    throw new TrainingException("""
                            Epoch %d, batch %d of %d: the training loss is %s.
                            Maybe the rate %s is too high.""".formatted(epoch, i + 1, training.count(), loss, rate));
                }
                sum += loss * size;
                images += size;
                long telling = System.nanoTime();
                listener.batchDone(epoch, i + 1, training.count(), loss);
                told += System.nanoTime() - telling;
            }
            effort = effort.plus(new Effort(
                    images,
                    System.nanoTime() - begun,
                    network.quantumNanos() - quantum,
                    network.backboneNanos() - backbone,
                    training.nanos() - data,
                    told));
            return sum / images;
        }

        private Outcome judge() throws TrainingException, IOException {
            int bestEpoch = choice.bestEpoch();
            long evaluations = 0;
            long nanos = 0;
            if (settings.phaseOf(bestEpoch) != phase) {
                // What did not learn yet at that time is to be as it was then, in the beginning.
                evaluations = network.circuitEvaluations();
                nanos = network.quantumNanos();
                open(phase);
            }
            Kept kept = best.orElseThrow();
            network.restore(kept.values());
            Predictions predictions = predict(network, new Batches(material.test(), settings.batch()), material.test());
            requireNumbers(
                    predictions, "test", bestEpoch, epochs.get(bestEpoch - 1).rate());
            return new Outcome(
                    epochs,
                    bestEpoch,
                    kept.predictions(),
                    Evaluation.of(predictions, kept.predictions()),
                    predictions,
                    evaluations + network.circuitEvaluations(),
                    nanos + network.quantumNanos(),
                    effort);
        }
    }

    /** Lets classes count what the loss asks for. */
    static void weighClasses(HybridNetwork network, Material material, Training.Loss loss) throws TrainingException {
        if (loss.weights() == Training.Loss.Weights.BALANCED) {
            network.weighClasses(balanced(material));
        }
    }

    /** For each of k classes n / (k m), where m of the n training images are of that class. */
    private static double[] balanced(Material material) throws TrainingException {
        int[] labels = material.train().labels();
        var counts = new int[material.classes().size()];
        for (int label : labels) {
            counts[label]++;
        }
        var weights = new double[counts.length];
        for (int label = 0; label < counts.length; label++) {
            if (counts[label] == 0) {
                throw new TrainingException("""
                        train.loss.weights is balanced, but no training image is of class '%s', so nothing can make up for it.
                        Maybe none will do.""".formatted(material.classes().get(label)));
            }
            weights[label] = (double) labels.length / ((double) counts.length * counts[label]);
        }
        return weights;
    }

    private static void requireNumbers(Predictions predictions, String part, int epoch, double rate)
            throws TrainingException {
        if (!predictions.finite()) {
            throw new TrainingException("""
                    Epoch %d: the network's answers to the %s images are not numbers.
                    Maybe the rate %s is too high.""".formatted(epoch, part, rate));
        }
    }

    private static Predictions predict(HybridNetwork network, Batches batches, Supply supply) {
        int classes = network.blueprint().classes();
        var probabilities = new float[supply.size()][];
        int next = 0;
        for (int i = 0; i < batches.count(); i++) {
            int size = batches.load(i);
            float[] answers = network.classify(size, batches.images());
            for (int row = 0; row < size; row++) {
                probabilities[next++] = Arrays.copyOfRange(answers, row * classes, (row + 1) * classes);
            }
        }
        return new Predictions(probabilities, supply.labels());
    }

    private static void requireFit(HybridNetwork network, Material material) throws TrainingException {
        var blueprint = network.blueprint();
        if (!network.input().equals(material.shape())
                || blueprint.classes() != material.classes().size()) {
            throw new IllegalArgumentException("A network for %d classes of %s cannot learn %d classes of %s."
                    .formatted(
                            blueprint.classes(),
                            network.input(),
                            material.classes().size(),
                            material.shape()));
        }
        requireImages("training", material.train());
        requireImages("validation", material.validation());
        requireImages("test", material.test());
    }

    private static void requireImages(String part, Supply supply) throws TrainingException {
        if (supply.size() == 0) {
            throw new TrainingException("The data set has no %s images.".formatted(part));
        }
    }

    /** An AUC needs images of two classes; better to say so now than after the first epoch. */
    private void requireMetrics(Material material) throws TrainingException {
        int[] labels = material.validation().labels();
        if (Arrays.stream(labels).distinct().count() > 1) {
            return;
        }
        String only = material.classes().get(labels[0]);
        if (settings.select() == Selection.AUC) {
            throw new TrainingException(withoutAuc("train.select", labels.length, only));
        }
        if (settings.stop().isPresent() && settings.stop().get().metric() == Selection.AUC) {
            throw new TrainingException(withoutAuc("train.stop.metric", labels.length, only));
        }
        if (settings.schedule() instanceof Schedule.Plateau plateau && plateau.metric() == Selection.AUC) {
            throw new TrainingException(withoutAuc("train.schedule.plateau.metric", labels.length, only));
        }
    }

    private static String withoutAuc(String setting, int images, String only) {
        return """
                %s is val.auc, but all %d validation images are of class '%s'; an AUC needs two classes.
                Maybe val.loss will do.""".formatted(setting, images, only);
    }
}
