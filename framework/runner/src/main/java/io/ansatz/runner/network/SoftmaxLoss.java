package io.ansatz.runner.network;

import io.ansatz.runner.experiment.Training;
import java.util.Arrays;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * The cross-entropy of a softmax, as torch's {@code CrossEntropyLoss} has it, and with a focal factor (Lin and others, 2017,
 * equation 5) if asked for. With the probabilities p of an image of class y, the weights w of the classes, the smoothing s over K
 * classes and the focal exponent g, an image counts
 *
 * <pre>  (1 - p[y])^g * ( (1 - s) * w[y] * -log p[y]  +  s/K * sum over c of w[c] * -log p[c] )</pre>
 *
 * and a batch the sum of that over its images, divided by the sum of their {@code w[y]}. All is computed from logarithms, in
 * double, so that no logit is too large; softmax itself is not asked.
 */
final class SoftmaxLoss implements ILossFunction {

    private static final long serialVersionUID = 1;

    private final double focal;
    private final double smoothing;
    private double[] weights;

    /** A loss for so many classes, which weigh the same until {@link #weigh} says otherwise. */
    SoftmaxLoss(Training.Loss settings, int classes) {
        focal = settings.focal();
        smoothing = settings.smoothing();
        weights = new double[classes];
        Arrays.fill(weights, 1);
    }

    /** Sets what an image of each class counts. */
    void weigh(double[] weights) {
        this.weights = weights.clone();
    }

    /** What came out of a batch. */
    private final class Batch {

        private final int images;
        private final double[] logits;
        private final int[] labels;
        private double weight;

        Batch(INDArray targets, INDArray logits) {
            this.images = (int) logits.size(0);
            this.logits = Values.read(logits);
            this.labels = new int[images];
            double[] rows = Values.read(targets);
            for (int i = 0; i < images; i++) {
                while (rows[i * weights.length + labels[i]] != 1) {
                    labels[i]++;
                }
                weight += weights[labels[i]];
            }
        }

        /** What each image counts, so that their mean is the loss. */
        double[] losses() {
            var losses = new double[images];
            for (int i = 0; i < images; i++) {
                losses[i] = new Image(logits, i * weights.length, labels[i]).loss() * images / weight;
            }
            return losses;
        }

        /** The slopes of the sum of the {@link #losses}. */
        double[] slopes() {
            var slopes = new double[logits.length];
            for (int i = 0; i < images; i++) {
                new Image(logits, i * weights.length, labels[i]).addSlopes(images / weight, slopes);
            }
            return slopes;
        }
    }

    /** The logits of an image, which begin at a place of a longer array. */
    private final class Image {

        private final double[] logits;
        private final int start;
        private final int label;
        /** The logarithm of the sum of all exponentials, and of all but that of the label. */
        private final double all;

        private final double others;

        Image(double[] logits, int start, int label) {
            this.logits = logits;
            this.start = start;
            this.label = label;
            all = logarithm(-1);
            others = focal > 0 ? logarithm(label) : 0;
        }

        private double logarithm(int without) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < weights.length; c++) {
                largest = c == without ? largest : Math.max(largest, logits[start + c]);
            }
            double sum = 0;
            for (int c = 0; c < weights.length; c++) {
                sum += c == without ? 0 : Math.exp(logits[start + c] - largest);
            }
            return largest + Math.log(sum);
        }

        /** The loss without its focal factor. */
        private double entropy() {
            double sum = (1 - smoothing) * weights[label] * (all - logits[start + label]);
            if (smoothing > 0) {
                for (int c = 0; c < weights.length; c++) {
                    sum += smoothing / weights.length * weights[c] * (all - logits[start + c]);
                }
            }
            return sum;
        }

        private double factor() {
            return focal > 0 ? Math.exp(focal * (others - all)) : 1;
        }

        double loss() {
            return factor() * entropy();
        }

        /**
         * Writes the slopes, times a scale. That of the factor f = (1 - p[y])^g is -g f p[y] at the label and g f p[y] r[c]
         * elsewhere, where r is the softmax of the others alone: no power of what may be 0 is taken.
         */
        void addSlopes(double scale, double[] slopes) {
            double factor = factor();
            double share = (1 - smoothing) * weights[label];
            if (smoothing > 0) {
                for (double weight : weights) {
                    share += smoothing / weights.length * weight;
                }
            }
            double turn = 0;
            if (focal > 0) {
                turn = entropy() * focal * factor * Math.exp(logits[start + label] - all);
            }
            for (int c = 0; c < weights.length; c++) {
                double target = smoothing / weights.length * weights[c];
                double rest = focal > 0 ? Math.exp(logits[start + c] - others) : 0;
                if (c == label) {
                    target += (1 - smoothing) * weights[c];
                    rest = -1;
                }
                double slope = share * Math.exp(logits[start + c] - all) - target;
                slopes[start + c] = scale * (factor * slope + turn * rest);
            }
        }
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray preOutput, IActivation softmax, INDArray mask, boolean average) {
        double sum = Arrays.stream(new Batch(labels, preOutput).losses()).sum();
        return average ? sum / labels.size(0) : sum;
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray preOutput, IActivation softmax, INDArray mask) {
        double[] losses = new Batch(labels, preOutput).losses();
        return Nd4j.create(losses, new long[] {losses.length, 1}, preOutput.dataType());
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray preOutput, IActivation softmax, INDArray mask) {
        INDArray gradient = preOutput.ulike();
        Values.write(new Batch(labels, preOutput).slopes(), gradient);
        return gradient;
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation softmax, INDArray mask, boolean average) {
        return new Pair<>(
                computeScore(labels, preOutput, softmax, mask, average),
                computeGradient(labels, preOutput, softmax, mask));
    }

    @Override
    public String name() {
        return getClass().getSimpleName();
    }
}
