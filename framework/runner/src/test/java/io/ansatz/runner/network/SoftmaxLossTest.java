package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.runner.experiment.Training;
import io.ansatz.runner.experiment.Training.Loss.Weights;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.ops.transforms.Transforms;

class SoftmaxLossTest {

    private static final IActivation SOFTMAX = new ActivationSoftmax();
    private static final int IMAGES = 7;
    private static final int CLASSES = 4;
    private static final int[] LABELS = {0, 3, 1, 1, 0, 2, 1};
    private static final double[] WEIGHTS = {0.5, 2, 1.25, 3};

    @BeforeAll
    static void prepare() {
        Engine.prepare(EngineChoice.AUTO);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void thePlainLossIsThatOfDeeplearning4j(DataType type) {
        INDArray targets = targets(type);
        INDArray logits = logits(3, type);
        var ours = new SoftmaxLoss(Training.Loss.plain(), CLASSES);
        var theirs = new LossMCXENT();

        for (boolean average : new boolean[] {true, false}) {
            assertThat(ours.computeScore(targets, logits.dup(), SOFTMAX, null, average))
                    .isCloseTo(theirs.computeScore(targets, logits.dup(), SOFTMAX, null, average), within(1e-6));
        }
        assertThat(Values.read(ours.computeGradient(targets, logits.dup(), SOFTMAX, null)))
                .containsExactly(
                        Values.read(theirs.computeGradient(targets, logits.dup(), SOFTMAX, null)), within(1e-6));
        assertThat(Values.read(ours.computeScoreArray(targets, logits.dup(), SOFTMAX, null)))
                .containsExactly(
                        Values.read(theirs.computeScoreArray(targets, logits.dup(), SOFTMAX, null)), within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 0.1", "2, 0", "0.5, 0.2", "1, 0.9"})
    void theLossIsTorchs(double focal, double smoothing) {
        double[] logits = Values.read(logits(3, DataType.DOUBLE));
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < IMAGES; i++) {
            // As the manual of torch.nn.CrossEntropyLoss writes it, with the softmax itself and its logarithm.
            double total = 0;
            for (int c = 0; c < CLASSES; c++) {
                total += Math.exp(logits[i * CLASSES + c]);
            }
            double loss = 0;
            for (int c = 0; c < CLASSES; c++) {
                double target = smoothing / CLASSES + (c == LABELS[i] ? 1 - smoothing : 0);
                loss -= WEIGHTS[c] * Math.log(Math.exp(logits[i * CLASSES + c]) / total) * target;
            }
            double probability = Math.exp(logits[i * CLASSES + LABELS[i]]) / total;
            sum += Math.pow(1 - probability, focal) * loss;
            weight += WEIGHTS[LABELS[i]];
        }

        double found = loss(focal, smoothing, WEIGHTS)
                .computeScore(targets(DataType.DOUBLE), logits(3, DataType.DOUBLE), SOFTMAX, null, true);

        assertThat(found).isCloseTo(sum / weight, within(1e-12));
    }

    @Test
    void aSmoothedLossByHand() {
        // Logits 0 and ln 3: probabilities 1/4 and 3/4. The label is 0, of weight 2; that of the other class is 1.
        INDArray logits = Nd4j.createFromArray(new double[][] {{0, Math.log(3)}});
        INDArray targets = Nd4j.createFromArray(new double[][] {{1, 0}});
        var loss = new SoftmaxLoss(new Training.Loss(Weights.NONE, 2, 0.2), 2);
        loss.weigh(new double[] {2, 1});

        double expected = 9 / 16.0 * (0.9 * 2 * Math.log(4) + 0.1 * Math.log(4 / 3.0)) / 2;
        assertThat(loss.computeScore(targets, logits, SOFTMAX, null, true)).isCloseTo(expected, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 0.1", "2, 0", "0.5, 0.2", "1, 0.9"})
    void slopesAreThoseOfCentralDifferences(double focal, double smoothing) {
        INDArray targets = targets(DataType.DOUBLE);
        INDArray logits = logits(3, DataType.DOUBLE);
        var loss = loss(focal, smoothing, WEIGHTS);

        double[] slopes = Values.read(loss.computeGradient(targets, logits, SOFTMAX, null));

        double width = 1e-5;
        for (int i = 0; i < slopes.length; i++) {
            double value = logits.getDouble(i);
            logits.putScalar(i, value + width);
            double above = loss.computeScore(targets, logits, SOFTMAX, null, false);
            logits.putScalar(i, value - width);
            double below = loss.computeScore(targets, logits, SOFTMAX, null, false);
            logits.putScalar(i, value);
            // The third derivative times the square of the width, and rounding over the width.
            assertThat(slopes[i]).isCloseTo((above - below) / (2 * width), within(1e-8));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 0.1", "2, 0", "0.5, 0", "0.5, 0.2"})
    void extremeLogitsKeepTheLossAndItsSlopesFinite(double focal, double smoothing) {
        for (double size : new double[] {40, 800, 1e6, 1e30}) {
            INDArray logits = logits(1, DataType.DOUBLE).muli(size);
            var loss = loss(focal, smoothing, WEIGHTS);

            double score = loss.computeScore(targets(DataType.DOUBLE), logits, SOFTMAX, null, true);
            double[] slopes = Values.read(loss.computeGradient(targets(DataType.DOUBLE), logits, SOFTMAX, null));

            assertThat(score).isFinite().isPositive();
            assertThat(DoubleStream.of(slopes)).allMatch(Double::isFinite);
        }
    }

    @Test
    void aSureMistakeCountsInFullAndASureHitNothing() {
        INDArray logits = Nd4j.createFromArray(new float[][] {{0, 1000}});
        INDArray wrong = Nd4j.createFromArray(new float[][] {{1, 0}});
        INDArray right = Nd4j.createFromArray(new float[][] {{0, 1}});
        for (double focal : new double[] {0, 0.5, 2}) {
            var loss = new SoftmaxLoss(new Training.Loss(Weights.NONE, focal, 0), 2);

            assertThat(loss.computeScore(wrong, logits, SOFTMAX, null, true)).isEqualTo(1000);
            assertThat(Values.read(loss.computeGradient(wrong, logits, SOFTMAX, null)))
                    .containsExactly(-1, 1);
            assertThat(loss.computeScore(right, logits, SOFTMAX, null, true)).isZero();
            assertThat(Values.read(loss.computeGradient(right, logits, SOFTMAX, null)))
                    .containsExactly(0, 0);
        }
    }

    @Test
    void whatIsNoNumberComesOut() {
        for (double logit : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            INDArray logits = logits(3, DataType.DOUBLE);
            logits.putScalar(5, logit);

            assertThat(loss(2, 0.1, WEIGHTS).computeScore(targets(DataType.DOUBLE), logits, SOFTMAX, null, true))
                    .isNaN();
        }
    }

    @Test
    void logitsMayBeAViewInAnyOrder() {
        INDArray logits = logits(3, DataType.FLOAT);
        var loss = loss(2, 0.1, WEIGHTS);
        double[] slopes = Values.read(loss.computeGradient(targets(DataType.FLOAT), logits, SOFTMAX, null));

        assertThat(Values.read(loss.computeGradient(targets(DataType.FLOAT), logits.dup('f'), SOFTMAX, null)))
                .isEqualTo(slopes);
    }

    @Test
    void aNetworkLearnsFromTheLossItIsToldTo() {
        var blueprint = new Blueprint(Trunks.tiny(), Scaling.NONE, new Block.Identity(2), List.of(), 2);
        var settings = new Training.Loss(Weights.BALANCED, 2, 0.1);
        var images = SampleNetwork.floats(SampleNetwork.images(Trunks.tiny(), 3));
        try (var network = new HybridNetwork(
                        blueprint, Engine.prepare(EngineChoice.AUTO), new NoOp(), settings, 7, DataType.FLOAT);
                var same = new HybridNetwork(
                        blueprint, Engine.prepare(EngineChoice.AUTO), new NoOp(), 7, DataType.FLOAT)) {
            network.weighClasses(new double[] {3, 0.6});
            var expected = new SoftmaxLoss(settings, 2);
            expected.weigh(new double[] {3, 0.6});
            INDArray data = SampleNetwork.array(Trunks.tiny(), 3, DataType.FLOAT);
            INDArray probabilities = same.graph().output(true, data)[0];
            INDArray targets = Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}, {0, 1}});

            double found = network.learn(3, images, new int[] {0, 1, 1});

            // Logarithms of probabilities are logits too.
            assertThat(found)
                    .isCloseTo(
                            expected.computeScore(targets, Transforms.log(probabilities), SOFTMAX, null, true),
                            within(1e-6));
            assertThatThrownBy(() -> network.weighClasses(new double[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("2 classes cannot have 3 weights.");
        }
    }

    private static SoftmaxLoss loss(double focal, double smoothing, double[] weights) {
        var loss = new SoftmaxLoss(new Training.Loss(Weights.BALANCED, focal, smoothing), CLASSES);
        loss.weigh(weights);
        return loss;
    }

    private static INDArray logits(double size, DataType type) {
        double[] drawn = new SplittableRandom(1)
                .doubles((long) IMAGES * CLASSES, -size, size)
                .toArray();
        return Nd4j.create(drawn, new long[] {IMAGES, CLASSES}, type);
    }

    private static INDArray targets(DataType type) {
        INDArray targets = Nd4j.zeros(type, IMAGES, CLASSES);
        for (int i = 0; i < IMAGES; i++) {
            targets.putScalar(i, LABELS[i], 1);
        }
        return targets;
    }
}
