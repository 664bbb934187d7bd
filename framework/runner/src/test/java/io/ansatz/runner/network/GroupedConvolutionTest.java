package io.ansatz.runner.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation.Convolution;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupedConvolutionTest {

    /** Four channels of one row of two pixels; each of two filters sums what its two channels hold. */
    private static final GroupedConvolution SUMS =
            new GroupedConvolution(new ImageShape(4, 1, 2), new Convolution("sums", 2, 1, 1, 0, 2, true));

    private static final Map<String, double[]> ONES =
            Map.of("W", new double[] {1, 1, 1, 1}, "b", new double[] {0.5, -0.5});

    @Test
    void aFilterReadsTheChannelsOfItsGroup() {
        double[] outputs = SUMS.run(1, new double[] {1, 2, 10, 20, 100, 200, 1000, 2000}, ONES);

        assertThat(outputs).containsExactly(11.5, 22.5, 1099.5, 2199.5);
    }

    @Test
    void imagesOfABatchDoNotMix() {
        double[] outputs = SUMS.run(2, new double[] {1, 2, 3, 4, 5, 6, 7, 8, 8, 7, 6, 5, 4, 3, 2, 1}, ONES);

        assertThat(outputs).containsExactly(4.5, 6.5, 11.5, 13.5, 14.5, 12.5, 5.5, 3.5);
    }

    @Test
    void gradientsOfASumAreTheSlopesAndTheSumsOfWhatWasRead() {
        PlainOperation.Gradient gradient = SUMS.differentiate(
                1, new double[] {1, 2, 10, 20, 100, 200, 1000, 2000}, ONES, new double[] {1, 0, 0.5, 2});

        assertThat(gradient.inputs()).containsExactly(1, 0, 1, 0, 0.5, 2, 0.5, 2);
        assertThat(gradient.parameters().get("W")).containsExactly(1, 10, 450, 4500);
        assertThat(gradient.parameters().get("b")).containsExactly(1, 2.5);
    }

    @Test
    void parametersAreNamedAndCounted() {
        var bare = new GroupedConvolution(new ImageShape(6, 5, 5), new Convolution("bare", 4, 3, 1, 1, 2, false));

        assertThat(SUMS.parameters()).containsExactly(Map.entry("W", 4), Map.entry("b", 2));
        assertThat(bare.parameters()).containsExactly(Map.entry("W", 4 * 3 * 9));
        assertThat(bare.output()).isEqualTo(new ImageShape(4, 5, 5));
    }
}
