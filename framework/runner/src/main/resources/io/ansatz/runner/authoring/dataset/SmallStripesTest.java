package org.example.smallstripes;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.dataset.Split;
import io.ansatz.testkit.DatasetContract;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SmallStripesTest {

    private final SmallStripes source = new SmallStripes();

    @Test
    void keepsTheContract() {
        DatasetContract.of(source, source.defaults())
                .butNot(new SmallStripes.Settings(29, 200, 1))
                .butNot(new SmallStripes.Settings(28, 202, 1))
                .butNot(new SmallStripes.Settings(28, 200, 2))
                .holds();
    }

    @Test
    void thereAreAsManyImagesAsAskedForAndHalfOfThemLie() {
        var dataset = source.open(new SmallStripes.Settings(8, 100, 1));

        assertThat(dataset.train().counts(2)).containsExactly(50, 50);
        assertThat(dataset.validation().counts(2)).containsExactly(25, 25);
        assertThat(dataset.test().counts(2)).containsExactly(25, 25);
    }

    /** The rows of lying stripes differ in brightness, their columns do not; with standing ones it is the other way round. */
    @Test
    void labelsSayHowTheStripesGo() {
        Split images = source.open(source.defaults()).train();

        for (int image = 0; image < images.size(); image++) {
            double lying = spread(images, image, true);
            double standing = spread(images, image, false);
            assertThat(lying > standing).isEqualTo(images.labels()[image] == 0);
        }
    }

    /** How far the mean brightness of rows, or of columns, lies apart. */
    private static double spread(Split images, int image, boolean ofRows) {
        int size = images.shape().height();
        byte[] pixels = images.images().read(image);
        var means = new double[size];
        for (int pixel = 0; pixel < size * size; pixel++) {
            int brightness = Byte.toUnsignedInt(pixels[pixel]);
            means[ofRows ? pixel / size : pixel % size] += (double) brightness / size;
        }
        return Arrays.stream(means).max().orElseThrow()
                - Arrays.stream(means).min().orElseThrow();
    }
}
