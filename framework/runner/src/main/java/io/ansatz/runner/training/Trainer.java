package io.ansatz.runner.training;

import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Split;
import io.ansatz.runner.experiment.Schedule;
import io.ansatz.runner.experiment.Selection;
import io.ansatz.runner.experiment.Training;
import io.ansatz.runner.network.HybridNetwork;
import io.ansatz.runner.network.NetworkState;
import io.ansatz.runner.network.Seed;
import java.util.ArrayList;
import java.util.Arrays;
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
     * Trains the network and judges it; afterwards it holds the parameters of the best epoch.
     *
     * @throws TrainingException if the metrics asked for do not exist on this data, or a loss is no number
     */
    public Outcome train(HybridNetwork network, Dataset dataset) throws TrainingException {
        return train(network, dataset, Optional.empty());
    }

    /**
     * Goes on behind a checkpoint of the same training: what comes out is what would have come out without the interruption,
     * to the last bit. Costs count from the very beginning.
     *
     * @param network a fresh one of the same blueprint on the same engine
     */
    public Outcome resume(HybridNetwork network, Dataset dataset, Checkpoint checkpoint) throws TrainingException {
        return train(network, dataset, Optional.of(checkpoint));
    }

    private Outcome train(HybridNetwork network, Dataset dataset, Optional<Checkpoint> from) throws TrainingException {
        requireFit(network, dataset);
        requireMetrics(dataset);
        weighClasses(network, dataset, settings.loss());
        long evaluationsBefore = network.circuitEvaluations();
        long nanosBefore = network.quantumNanos();
        var training = new Batches(dataset.train(), settings.batch());
        var validation = new Batches(dataset.validation(), settings.batch());
        var choice = new Choice(settings);
        var pace = new Pace(settings);
        var epochs = new ArrayList<EpochResult>();
        Optional<Kept> best = Optional.empty();
        if (from.isPresent()) {
            Checkpoint checkpoint = from.get();
            network.resume(checkpoint.network());
            epochs.addAll(checkpoint.epochs());
            // What choice and pace remember follows from the judgements alone.
            for (EpochResult epoch : checkpoint.epochs()) {
                choice.offer(epoch.validation());
                pace.offer(epoch.validation());
            }
            int[] labels = dataset.validation().labels();
            best = Optional.of(new Kept(checkpoint.best(), new Predictions(checkpoint.answers(), labels)));
        }
        for (int epoch = choice.epochs() + 1; epoch <= settings.epochs() && !choice.over(); epoch++) {
            double rate = pace.rate();
            training.shuffle(seed.generator("batches/" + epoch));
            double loss = learn(network, training, rate, epoch);
            Predictions predictions = predict(network, validation, dataset.validation());
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
        network.restore(best.orElseThrow().values());
        Predictions predictions = predict(network, new Batches(dataset.test(), settings.batch()), dataset.test());
        requireNumbers(
                predictions,
                "test",
                choice.bestEpoch(),
                epochs.get(choice.bestEpoch() - 1).rate());
        return new Outcome(
                epochs,
                choice.bestEpoch(),
                best.get().predictions(),
                Evaluation.of(predictions),
                predictions,
                network.circuitEvaluations() - evaluationsBefore,
                network.quantumNanos() - nanosBefore);
    }

    /** Lets classes count what the loss asks for. */
    static void weighClasses(HybridNetwork network, Dataset dataset, Training.Loss loss) throws TrainingException {
        if (loss.weights() == Training.Loss.Weights.BALANCED) {
            network.weighClasses(balanced(dataset));
        }
    }

    /** For each of k classes n / (k m), where m of the n training images are of that class. */
    private static double[] balanced(Dataset dataset) throws TrainingException {
        int[] labels = dataset.train().labels();
        var counts = new int[dataset.classes()];
        for (int label : labels) {
            counts[label]++;
        }
        var weights = new double[counts.length];
        for (int label = 0; label < counts.length; label++) {
            if (counts[label] == 0) {
                throw new TrainingException(
                        """
                        train.loss.weights is balanced, but no training image is of class '%s', so nothing can make up for it.
                        Maybe none will do.""".formatted(dataset.passport().classes().get(label)));
            }
            weights[label] = (double) labels.length / ((double) counts.length * counts[label]);
        }
        return weights;
    }

    private double learn(HybridNetwork network, Batches batches, double rate, int epoch) throws TrainingException {
        network.setRate(rate);
        double sum = 0;
        int images = 0;
        for (int i = 0; i < batches.count(); i++) {
            int size = batches.load(i);
            double loss = network.learn(size, batches.images(), batches.labels());
            if (!Double.isFinite(loss)) {
                throw new TrainingException("""
                        Epoch %d, batch %d of %d: the training loss is %s.
                        Maybe the rate %s is too high.""".formatted(epoch, i + 1, batches.count(), loss, rate));
            }
            sum += loss * size;
            images += size;
            listener.batchDone(epoch, i + 1, batches.count(), loss);
        }
        return sum / images;
    }

    private static void requireNumbers(Predictions predictions, String part, int epoch, double rate)
            throws TrainingException {
        if (!predictions.finite()) {
            throw new TrainingException("""
                    Epoch %d: the network's answers to the %s images are not numbers.
                    Maybe the rate %s is too high.""".formatted(epoch, part, rate));
        }
    }

    private static Predictions predict(HybridNetwork network, Batches batches, Split split) {
        int classes = network.blueprint().classes();
        var probabilities = new float[split.size()][];
        int next = 0;
        for (int i = 0; i < batches.count(); i++) {
            int size = batches.load(i);
            float[] answers = network.classify(size, batches.images());
            for (int row = 0; row < size; row++) {
                probabilities[next++] = Arrays.copyOfRange(answers, row * classes, (row + 1) * classes);
            }
        }
        return new Predictions(probabilities, split.labels());
    }

    private static void requireFit(HybridNetwork network, Dataset dataset) throws TrainingException {
        var blueprint = network.blueprint();
        if (!blueprint.trunk().input().equals(dataset.shape()) || blueprint.classes() != dataset.classes()) {
            throw new IllegalArgumentException("A network for %d classes of %s cannot learn %d classes of %s."
                    .formatted(blueprint.classes(), blueprint.trunk().input(), dataset.classes(), dataset.shape()));
        }
        requireImages("training", dataset.train());
        requireImages("validation", dataset.validation());
        requireImages("test", dataset.test());
    }

    private static void requireImages(String part, Split split) throws TrainingException {
        if (split.size() == 0) {
            throw new TrainingException("The data set has no %s images.".formatted(part));
        }
    }

    /** An AUC needs images of two classes; better to say so now than after the first epoch. */
    private void requireMetrics(Dataset dataset) throws TrainingException {
        int[] labels = dataset.validation().labels();
        if (Arrays.stream(labels).distinct().count() > 1) {
            return;
        }
        String only = dataset.passport().classes().get(labels[0]);
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
