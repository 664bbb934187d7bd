package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.runner.experiment.EngineChoice;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;

class AdamTest {

    /** More than one chunk, and the last one not full. */
    private static final int COUNT = 5_000;

    private static final double RATE = 0.01;

    @BeforeAll
    static void prepare() {
        Engine.prepare(EngineChoice.AUTO);
    }

    @Test
    void stepsAreThoseOfTheAlgorithm() {
        var random = new SplittableRandom(1);
        // Parts of longer rows, as an updater gets them.
        INDArray state = Nd4j.ones(DataType.FLOAT, 1, 3 * COUNT)
                .get(NDArrayIndex.all(), NDArrayIndex.interval(7, 7 + 2 * COUNT));
        INDArray gradient =
                Nd4j.ones(DataType.FLOAT, 1, 2 * COUNT).get(NDArrayIndex.all(), NDArrayIndex.interval(3, 3 + COUNT));
        GradientUpdater<?> updater = new RowUpdater(new Adam(), RATE).instantiate(state, true);
        var mean = new double[COUNT];
        var square = new double[COUNT];
        for (int step = 1; step <= 4; step++) {
            var expected = new double[COUNT];
            for (int i = 0; i < COUNT; i++) {
                double g = (float) random.nextDouble(-1, 1);
                gradient.putScalar(i, g);
                mean[i] = 0.9 * mean[i] + 0.1 * g;
                square[i] = 0.999 * square[i] + 0.001 * g * g;
                double unbiasedMean = mean[i] / (1 - Math.pow(0.9, step));
                double unbiasedSquare = square[i] / (1 - Math.pow(0.999, step));
                expected[i] = RATE * unbiasedMean / (Math.sqrt(unbiasedSquare) + 1e-8);
            }

            updater.applyUpdater(gradient, step - 1, 0);

            // A few roundings of floats; steps are at most of the size of the rate.
            for (int i = 0; i < COUNT; i++) {
                assertThat(gradient.getDouble(i)).isCloseTo(expected[i], within(1e-6 * RATE * 10));
            }
        }
    }

    @Test
    void theFirstStepIsTheRateHoweverSmallTheGradient() {
        INDArray state = Nd4j.zeros(DataType.FLOAT, 1, 4);
        INDArray gradient = Nd4j.create(new float[] {1e-3f, -1e-5f}, new long[] {1, 2});

        new RowUpdater(new Adam(), RATE).instantiate(state, true).applyUpdater(gradient, 0, 0);

        assertThat(gradient.getDouble(0)).isCloseTo(RATE, within(1e-6));
        assertThat(gradient.getDouble(1)).isCloseTo(-RATE * 1e-5 / (1e-5 + 1e-8), within(1e-7));
    }

    @Test
    void onlyFloatsAreMoved() {
        var updater = new RowUpdater(new Adam(), RATE).instantiate(Nd4j.zeros(DataType.DOUBLE, 1, 4), true);

        assertThatThrownBy(() -> updater.applyUpdater(Nd4j.zeros(DataType.DOUBLE, 1, 2), 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Gradients must be a row of floats.");
    }
}
