package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.ImageShape;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PixelNormTest {

    private static final PixelNorm NORM = new PixelNorm(new ImageShape(2, 1, 2));

    @Test
    void twoChannelsBecomeMinusOneAndOneWhereTheyDiffer() {
        // Two images of two pixels; their channels lie 2, 4, 6 and 8 apart, so the deviation is half of that.
        var inputs = new double[] {1, 1, 3, 5, 7, 9, 1, 1};
        double[] outputs = NORM.run(2, inputs, Map.of("scale", new double[] {1, 10}, "shift", new double[] {0, 100}));

        // The epsilon takes half a millionth off the smallest.
        assertThat(outputs).containsExactly(new double[] {-1, -1, 110, 110, 1, 1, 90, 90}, within(1e-5));
    }

    @Test
    void aPixelOfEqualChannelsBecomesTheShift() {
        double[] outputs = NORM.run(
                1, new double[] {3, 4, 3, 4}, Map.of("scale", new double[] {1, 1}, "shift", new double[] {5, 6}));

        assertThat(outputs).containsExactly(5, 5, 6, 6);
    }

    @Test
    void scaleAndShiftLearnFromEveryPixel() {
        PlainOperation.Gradient gradient = NORM.differentiate(
                1,
                new double[] {1, 7, 3, 3},
                Map.of("scale", new double[] {1, 1}, "shift", new double[2]),
                new double[] {1, 2, 3, 4});

        assertThat(gradient.parameters().get("scale")).containsExactly(new double[] {-1 + 2, 3 - 4}, within(1e-5));
        assertThat(gradient.parameters().get("shift")).containsExactly(3, 7);
    }

    @Test
    void twoChannelsHaveNoSlopeWhereTheyDifferMuch() {
        // Their outputs are -1 and 1 whatever the distance, but for the epsilon.
        PlainOperation.Gradient gradient = NORM.differentiate(
                1,
                new double[] {1, 7, 3, 3},
                Map.of("scale", new double[] {1, 1}, "shift", new double[2]),
                new double[] {1, 2, 3, 4});

        assertThat(gradient.inputs()).containsExactly(new double[4], within(1e-5));
    }
}
