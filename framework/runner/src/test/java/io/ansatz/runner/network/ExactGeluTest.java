package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ExactGeluTest {

    private static final double[] POINTS = {-40, -6, -2.5, -1, -0.1, 0, 1e-9, 0.3, 0.5, 1, 2, 3.7, 6, 40};
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    @Test
    void valuesAreThoseOfTheNormalDistribution() {
        INDArray values = new ExactGelu().getActivation(points(DataType.DOUBLE), true);

        for (int i = 0; i < POINTS.length; i++) {
            double expected = POINTS[i] * NORMAL.cumulativeProbability(POINTS[i]);
            assertThat(values.getDouble(i)).as("at %s", POINTS[i]).isCloseTo(expected, within(1e-14));
        }
    }

    @Test
    void slopesAreThoseOfTheNormalDistribution() {
        INDArray slopes = new ExactGelu()
                .backprop(
                        points(DataType.DOUBLE),
                        Nd4j.ones(DataType.DOUBLE, POINTS.length).muli(3))
                .getFirst();

        for (int i = 0; i < POINTS.length; i++) {
            double expected = NORMAL.cumulativeProbability(POINTS[i]) + POINTS[i] * NORMAL.density(POINTS[i]);
            assertThat(slopes.getDouble(i)).as("at %s", POINTS[i]).isCloseTo(3 * expected, within(1e-14));
        }
    }

    @Test
    void valuesInFloatAreRoundedOnly() {
        INDArray values = new ExactGelu().getActivation(points(DataType.FLOAT), false);

        for (int i = 0; i < POINTS.length; i++) {
            double expected = POINTS[i] * NORMAL.cumulativeProbability(POINTS[i]);
            assertThat(values.getDouble(i)).as("at %s", POINTS[i]).isCloseTo(expected, within(5e-7));
        }
    }

    private static INDArray points(DataType type) {
        return Nd4j.create(POINTS, new long[] {POINTS.length}, type);
    }
}
